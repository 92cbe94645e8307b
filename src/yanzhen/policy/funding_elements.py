"""The entries on money and places said in words, for tables, pages and JSON.

funding_elements(pack, "zh")[0]["said"]   ->  ["每年至少1亿元", "全部待遇"]
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from yanzhen.policy.funding import PAYMENT, Clawback, Count, CountsAs, External, Fund, Pool, Share
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Language

Entry = Fund | Pool | Share | Clawback | CountsAs | External

KINDS: dict[type, tuple[str, Label]] = {
    Fund: ("fund", Label("资金", "Fund")),
    Pool: ("pool", Label("额度", "Pool")),
    Share: ("share", Label("由谁承担", "Who bears it")),
    Clawback: ("clawback", Label("退回", "Paid back")),
    CountsAs: ("counts_as", Label("已发即计", "Counted as paid")),
    External: ("external", Label("外部办理", "Done elsewhere")),
}
UNITS = {
    "post": Label("个编制", "posts"), "flat": Label("套（间）住房", "flats"),
    "place": Label("个学位", "school places"), "seat": Label("个名额", "seats"),
    "card": Label("张卡", "cards"),
}  # fmt: skip
PARTIES = {
    "city": Label("市", "city"),
    "county": Label("县（市、区）", "counties"),
    "employer": Label("单位", "employer"),
}
PER = {
    "round": Label("每轮", "in each round"),
    "year": Label("每年", "a year"),
    "township": Label("每个乡镇", "for each township"),
    "person": Label("每人", "by each person"),
}
ALL = Label("全部待遇", "all benefits")


def funding_elements(pack: Pack, lang: Language, clause: str | None = None) -> list[dict[str, Any]]:
    """All entries in the order of the file, or those of one clause."""
    return [_element(pack, one, lang) for one in pack.funding if clause in (None, one.clause)]


def _element(pack: Pack, entry: Entry, lang: Language) -> dict[str, Any]:
    kind, label = KINDS[type(entry)]
    rules = entry.pays if isinstance(entry, Fund) else entry.rules
    said = (*_said(entry), *_rules_said(pack, rules), *_but(pack, entry))
    notes = () if isinstance(entry, CountsAs) else entry.notes
    return {
        "kind": kind,
        "kind_label": label.say(lang),
        "id": getattr(entry, "id", None),
        "clause": entry.clause,
        "clause_label": pack.clause_label(entry.clause).say(lang),
        "title": _title(pack, entry).say(lang),
        "rules": rules if rules == "all" else list(rules),
        "said": [one.say(lang) for one in said],
        "notes": [one.say(lang) for one in notes],
        **_values(entry),
    }


def _title(pack: Pack, entry: Entry) -> Label:
    if isinstance(entry, (Fund, Pool)):
        return entry.label
    if isinstance(entry, Clawback):
        return entry.trigger
    if isinstance(entry, External):
        return entry.party
    if isinstance(entry, CountsAs):
        return pack.vocabulary.facts[entry.fact].label
    return entry.bearer or Label("没有写由谁承担", "Not said by whom")


def _said(entry: Entry) -> Iterator[Label]:
    """What the entry says beside its title and its rules."""
    if isinstance(entry, Fund):
        yield from _money(entry)
    elif isinstance(entry, Pool):
        yield from _counted(entry)
    elif isinstance(entry, Share):
        yield from _shared(entry)
    elif isinstance(entry, Clawback):
        yield from _returned(entry)


def _money(fund: Fund) -> Iterator[Label]:
    if fund.least_per_year is not None:
        zh, en = yuan(fund.least_per_year), yuan_en(fund.least_per_year)
        yield Label(f"每年至少{zh}", f"at least {en} a year")
    if fund.in_all is not None:
        yield Label(f"总额{yuan(fund.in_all)}", f"{yuan_en(fund.in_all)} in all")


def _counted(pool: Pool) -> Iterator[Label]:
    unit = UNITS[pool.unit]
    if pool.size is not None:
        yield Label(f"{pool.size}{unit.zh}", f"{pool.size} {unit.en}")
    elif pool.count is not None:
        yield from _again(pool.count, unit)
    else:
        yield Label("数量没有写，待设定", f"number of {unit.en} not given, to be set")
    if pool.borrowed:
        yield Label("市管县用", "the city's own, used in the counties")


def _again(count: Count, unit: Label) -> Iterator[Label]:
    """So many in each round, year, township, or by each person."""
    if count.every_years is not None:
        years = count.every_years
        yield Label(f"每{years}年一轮", f"a round every {years} years")
    per, many = PER[count.per], _many(count)
    yield Label(f"{per.zh}{many.zh}{unit.zh}", f"{many.en} {unit.en} {per.en}")


def _many(count: Count) -> Label:
    low, high = count.low, count.high
    if count.about is not None:
        return Label(f"约{count.about}", f"about {count.about}")
    if low == high:
        return Label(f"{low}", f"{low}")
    if low is None:
        return Label(f"最多{high}", f"at most {high}")
    if high is None:
        return Label(f"至少{low}", f"at least {low}")
    return Label(f"{low}至{high}", f"{low} to {high}")


def _shared(share: Share) -> Iterator[Label]:
    if share.parties:
        named = [PARTIES[one] for one in share.parties]
        zh, en = "、".join(one.zh for one in named), ", ".join(one.en for one in named)
        yield Label(f"承担方：{zh}", f"borne by: {en}")
    if share.parameter:
        yield Label("分担比例没有写，待设定", "shares not given, to be set")


def _returned(clawback: Clawback) -> Iterator[Label]:
    years = clawback.within_years
    if years is not None:
        yield Label(f"{years}年之内", f"within {years} years")
    if clawback.since == PAYMENT:
        yield Label("从发放起算", "counted from the payment")
    yield Label("退回全部", "all of it is paid back")


def _rules_said(pack: Pack, rules: Any) -> Iterator[Label]:
    if rules == "all":
        yield ALL
        return
    for one in rules:
        yield pack.rules[one].title


def _but(pack: Pack, entry: Entry) -> Iterator[Label]:
    """The rules that a fund for all does not pay."""
    for one in entry.but if isinstance(entry, Fund) else ():
        title = pack.rules[one].title
        yield Label(f"不含：{title.zh}", f"but not: {title.en}")


def _values(entry: Entry) -> dict[str, Any]:
    """The numbers and names as data; None where the text gives nothing."""
    if isinstance(entry, Fund):
        return {"least_per_year_fen": entry.least_per_year, "in_all_fen": entry.in_all}
    if isinstance(entry, Pool):
        return {
            "unit": entry.unit, "size": entry.size, "parameter": entry.parameter,
            "borrowed": entry.borrowed, "fact": entry.fact,
            "count": asdict(entry.count) if entry.count else None,
        }  # fmt: skip
    if isinstance(entry, Share):
        return {
            "bearer": entry.unit, "parties": list(entry.parties), "parameter": entry.parameter
        }  # fmt: skip
    if isinstance(entry, Clawback):
        return {
            "within_years": entry.within_years, "since": entry.since, "amount": entry.amount
        }  # fmt: skip
    return {"fact": entry.fact} if isinstance(entry, CountsAs) else {}
