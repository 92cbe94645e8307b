"""Sentences about awards, in Chinese and English."""

from yanzhen.apps.awards.models import Award
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label

NO_REASON = Label("请写明理由。", "Give the reason.")
SUSPENDED_BY_HAND = Label("经办部门暂停发放。", "Suspended by the office in charge.")
NO_BUDGET = Label(
    "当年预算不足，等待预算安排。", "The year's budget does not suffice: it waits for one."
)


def title_of(award: Award) -> Label:
    """What the award is called: the title of its rule."""
    return kept_pack(award.city, award.pack_hash).rules[award.rule].title


def had_once(rule: Label, number: str) -> Label:
    return Label(
        f"“{rule.zh}”一人只享受一次，已由 {number} 发放。",
        f"“{rule.en}” is given once to a person; {number} gave it.",
    )


def had_periods(rule: Label, most: int) -> Label:
    return Label(
        f"“{rule.zh}”最多{most}期，此前的期数已计入。",
        f"“{rule.en}” is paid {most} times at most; earlier payments count.",
    )


def had_other(note: Label, number: str, rule: Label) -> Label:
    return Label(
        f"{note.zh}已享受“{rule.zh}”（{number}）。",
        f"{note.en} “{rule.en}” was granted ({number}).",
    )


def had_record(number: str) -> Label:
    return Label(
        f"同一条引进记录已由 {number} 发放。", f"The same record was paid by {number} already."
    )


def received(fact: Label, fen: int) -> Label:
    return Label(
        f"从中冲减已实际发放的{fact.zh} {yuan(fen)}。",
        f"Less what was really paid: {fact.en}, {yuan_en(fen)}.",
    )


def stated(fact: Label, fen: int) -> Label:
    return Label(
        f"从中冲减{fact.zh} {yuan(fen)}（按申报）。", f"Less {fact.en} as stated: {yuan_en(fen)}."
    )


def capped(limit: int, used: int, year: object | None) -> Label:
    if year is None:
        return Label(
            f"累计封顶 {yuan(limit)}，此前已核定 {yuan(used)}。",
            f"At most {yuan_en(limit)} in all; {yuan_en(used)} were granted before.",
        )
    return Label(
        f"{year}年度封顶 {yuan(limit)}，全市此前已核定 {yuan(used)}。",
        f"At most {yuan_en(limit)} in {year}; {yuan_en(used)} were granted in the city before.",
    )


def paused_for(title: Label, number: str) -> Label:
    return Label(
        f"已核定“{title.zh}”（{number}），其中冲减了本项已发金额；请核对后再恢复或终止。",
        f"“{title.en}” ({number}) was granted less what this one paid: check before it goes on.",
    )
