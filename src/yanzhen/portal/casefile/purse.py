"""An award as whoever is paid reads it: how much and why, when, what waits and what to do.

purse_of(mine, "zh").next      ->  Payment("3000元", "2026年12月1日", ...)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from yanzhen.apps.awards.service import (
    AwardRow,
    CutShown,
    InstalmentShown,
    Mine,
    OutcomeShown,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.timeline import Moment, Stand, Timeline
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

TONES = {
    "running": "lake", "waiting_budget": "warn", "suspended": "warn", "stopped": "plain",
    "done": "good", "paid": "good", "due": "lake", "in_run": "lake", "held_back": "warn",
    "failed": "bad", "planned": "plain", "cancelled": "plain",
}  # fmt: skip
STANDS: dict[str, Stand] = {
    "paid": "past", "in_run": "now", "due": "now", "held_back": "stopped", "failed": "stopped",
}  # fmt: skip
OVER = ("paid", "cancelled")
SHOWN_AHEAD = 3


@dataclass(frozen=True)
class Purse:
    """One award in words. `todo` says what can be done where something waits."""

    number: str
    title: str
    name: str
    case_number: str
    clause: str
    rule: str
    city: str
    badge: Badge
    granted: str
    computed: str
    cuts: tuple[str, ...]
    paid: str
    why: str
    todo: str
    next: str
    soon: Timeline
    rest: Timeline
    outcomes: tuple[str, ...]
    without_money: str


def purse_of(one: Mine, language: Language) -> Purse:
    """The award in words."""
    row = one.row
    near, far = _parted(one.instalments)
    return Purse(
        number=row.number, title=row.title.say(language), name=row.subject_name,
        case_number=row.case_number, clause=one.clause_label.say(language), rule=row.rule,
        city=row.city, badge=state_badge(row, language), granted=money(row.granted_fen, language),
        computed=money(row.computed_fen, language) if row.cuts else "",
        cuts=tuple(_cut(each, language) for each in row.cuts),
        paid=money(one.paid_fen, language) if one.paid_fen else "",
        why=row.why.say(language) if row.why else "", todo=_todo(one, language),
        next=_next(one, language), soon=_line(near, language), rest=_line(far, language),
        outcomes=tuple(_outcome(each, language) for each in one.outcomes),
        without_money=_without_money(one, language),
    )  # fmt: skip


def state_badge(row: AwardRow, language: Language) -> Badge:
    """How an award stands; one without dates says that first."""
    if row.plan == "to_plan" and row.state == "running":
        return Badge(say("purse_to_plan", language), "warn")
    return Badge(row.state_label.say(language), TONES[row.state])


def _cut(one: CutShown, language: Language) -> str:
    return say("purse_cut", language, sum=money(one.fen, language), why=one.say.say(language))


def _todo(one: Mine, language: Language) -> str:
    """What the person can do, or that there is nothing for her to do."""
    state = one.row.state
    if state == "suspended":
        return say("purse_do_suspended", language)
    if state == "waiting_budget":
        return say("purse_do_budget", language)
    if one.row.plan == "to_plan" and state == "running":
        return say("purse_do_plan", language)
    if any(each.state == "held_back" for each in one.instalments):
        return say("purse_do_verify", language)
    if any(each.state == "failed" for each in one.instalments):
        return say("purse_do_failed", language)
    return ""


def _next(one: Mine, language: Language) -> str:
    """The payment that comes next, where nothing keeps it."""
    coming = one.next
    if coming is None or one.row.state != "running":
        return ""
    if coming.state == "planned":
        return say("purse_next", language, day=day(coming.due_on, language),
                   sum=money(coming.fen, language))  # fmt: skip
    return say(f"purse_next_{coming.state}", language, sum=money(coming.fen, language),
               day=day(coming.due_on, language))  # fmt: skip


def _parted(
    rows: Sequence[InstalmentShown],
) -> tuple[Sequence[InstalmentShown], Sequence[InstalmentShown]]:
    """Those around today, and all where there are many more."""
    first = next((n for n, one in enumerate(rows) if one.state not in OVER), len(rows))
    begin = max(first - 2, 0)
    near = rows[begin : first + SHOWN_AHEAD]
    return near, rows if len(near) < len(rows) else ()


def _line(rows: Sequence[InstalmentShown], language: Language) -> Timeline:
    return Timeline(None, tuple(_moment(one, language) for one in rows))


def _moment(one: InstalmentShown, language: Language) -> Moment:
    period = ""
    if one.until_on is not None and one.until_on != one.due_on:
        period = say("purse_until", language, day=day(one.until_on, language))
    return Moment(
        money(one.fen, language), day(one.due_on, language), period,
        one.say.say(language) if one.say and one.state in ("held_back", "failed") else "",
        STANDS.get(one.state, "next"), Badge(one.label.say(language), TONES[one.state]),
    )  # fmt: skip


def _outcome(one: OutcomeShown, language: Language) -> str:
    kind = say(f"outcome_{one.kind}", language)
    return say("purse_outcome", language, party=one.party, kind=kind, day=day(one.on, language),
               sum=money(one.fen, language), reference=one.reference)  # fmt: skip


def _without_money(one: Mine, language: Language) -> str:
    """What is said in place of a sum that the city does not pay."""
    if one.row.nature == "external":
        party = one.by_party.say(language) if one.by_party else say("purse_somebody", language)
        return say("purse_external", language, party=party)
    return say("purse_in_kind", language) if one.row.nature == "in_kind" else ""


@dataclass(frozen=True)
class Link:
    """An award of a case, on the case's page; `href` is empty where there is no page of it."""

    number: str
    title: str
    granted: str
    badge: Badge
    href: str
    cuts: tuple[str, ...]


def links_of(rows: Sequence[AwardRow], language: Language, staff: bool) -> tuple[Link, ...]:
    """What a case became: the person goes to her money, staff to the award."""
    return tuple(
        Link(
            one.number, one.title.say(language),
            money(one.granted_fen, language) if one.nature == "money" else "",
            state_badge(one, language), _href(one, staff),
            tuple(_cut(each, language) for each in one.cuts),
        )
        for one in rows
    )  # fmt: skip


def _href(one: AwardRow, staff: bool) -> str:
    if staff:
        return reverse("portal:desk_award", args=[one.number])
    return f"{reverse('portal:my_money')}#{one.number}"


def summed(rows: Sequence[Mine], language: Language) -> Iterator[tuple[str, str]]:
    """What all of it comes to: granted, paid, and what comes next."""
    paying = [one for one in rows if one.row.nature == "money" and one.row.state != "stopped"]
    yield say("costs_granted", language), money(sum(o.row.granted_fen for o in paying), language)
    yield say("costs_paid", language), money(sum(o.paid_fen for o in rows), language)
    running = (one.next for one in paying if one.row.state == "running")
    coming = [one.due_on for one in running if one is not None and one.state == "planned"]
    if coming:
        yield say("purse_coming", language), day(min(coming), language)
