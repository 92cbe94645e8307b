"""Doing what the lifecycle of a case allows: one function for every action of every lifecycle.

perform(acting=clerk, number="XIANGTAN-2026-000123", action="accept", given=Given())

Some actions do more than move the case on; by what they need it is known what: a decision is
stored with its trace, supplements are asked for, a publicity period begins.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.actions.assigning import reassign, transfer
from yanzhen.apps.cases.actions.deciding import decide
from yanzhen.apps.cases.actions.opening import open_case, seen_by
from yanzhen.apps.cases.actions.publishing import close_publicity, publish
from yanzhen.apps.cases.actions.recording import Happening, Opened, write_audit, write_move
from yanzhen.apps.cases.actions.supplementing import answer, ask
from yanzhen.apps.cases.actions.telling import tell_applicant
from yanzhen.apps.cases.effects import follow
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, Refusal
from yanzhen.apps.cases.given import Given
from yanzhen.apps.cases.lifecycle import Impossible, Move, Party, Standing, transition
from yanzhen.apps.cases.models import Case
from yanzhen.apps.cases.parties import route_of
from yanzhen.apps.cases.shown import Tried
from yanzhen.apps.cases.terms import publicity_days
from yanzhen.apps.cases.timing import calendar
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.policy.lifecycle import Transition
from yanzhen.policy.vocabulary import Label

NOTHING = Given()
PUBLICITY = "publicity"
STILL_PUBLIC = Label("公示期还没有满。", "The publicity period is not over yet.")
NO_CASE = Label("没有这个编号的办件。", "There is no case of this number.")
NO_UNIT = Label(
    "没有这个单位，或它不办理此类事项；请从列表中选择。",
    "There is no such unit, or it does not do this; choose one from the list.",
)


def perform(
    *, acting: Actor, number: str, action: str, given: Given = NOTHING, now: datetime | None = None
) -> Case:
    """Take an action on a case; CaseRefused with every reason when it cannot be taken."""
    moment = now or timezone.now()
    with transaction.atomic():
        opened = open_case(acting, number)
        return perform_on(opened, acting, action, given, moment)


def perform_on_many(
    acting: Actor, numbers: Sequence[str], action: str, given: Given
) -> tuple[Tried, ...]:
    """The action on each of several cases, each in a transaction of its own."""
    found = []
    for number in dict.fromkeys(numbers):
        try:
            perform(acting=acting, number=number, action=action, given=given)
            found.append(Tried(number, True))
        except CaseRefused as refused:
            found.append(Tried(number, False, refused.refusals))
        except NoSuchCase:
            found.append(Tried(number, False, (Refusal("no_such_case", NO_CASE),)))
    return tuple(found)


def perform_on(opened: Opened, acting: Actor, action: str, given: Given, now: datetime) -> Case:
    """The same on a case that is locked already."""
    standing, party = seen_by(acting, opened, timezone.localdate(now))
    chosen = opened.life.transitions.get(action)
    given = _with_the_promised_period(opened, chosen, given, timezone.localdate(now))
    handing = chosen is not None and "unit" in chosen.needs and chosen.closes is not None
    if handing and given.unit:
        _send_to(opened, given.unit)
    move = _checked(opened, standing, action, party, given)
    at_window = _at_window(opened, move, party)
    told = given.told() | ({"at_window": True} if at_window else {})
    by = Happening(acting, now, told, _department(opened, move, party, acting))
    if chosen is not None and not chosen.closes:
        if "person" in chosen.needs:
            return reassign(opened, given, by)
        if "unit" in chosen.needs:
            return transfer(opened, given, by)
    _before(opened, chosen, given, by)
    write_move(opened, move, by)
    _after(opened, chosen, move, given, by, at_window=at_window)
    write_audit(opened.case, action, by)
    tell_applicant(opened, action, by)
    if move.ends:
        follow(opened.case)
    return opened.case


def _with_the_promised_period(
    opened: Opened, chosen: Transition | None, given: Given, today: date
) -> Given:
    """A publicity period whose days are set needs no date from whoever publishes."""
    if chosen is None or "until" not in chosen.needs or given.until is not None:
        return given
    days = publicity_days(opened.item, opened.case.tenant_id)
    return given if days is None else replace(given, until=calendar().after(today, days))


def _checked(opened: Opened, standing: Standing, action: str, party: Party, given: Given) -> Move:
    names = given.names
    if given.answer.strip() or given.materials:
        names |= {"materials", "answer"}  # words may answer a request for papers
    try:
        return transition(
            opened.life, standing, action, by=party, route=route_of(opened.case), given=names
        )
    except Impossible as impossible:
        raise CaseRefused(
            Refusal(
                one.code,
                one.say,
                one.code.removeprefix("needs_") if one.code.startswith("needs_") else "",
            )
            for one in impossible.obstacles
        ) from None


def _send_to(opened: Opened, code: str) -> None:
    """The unit that the case is assigned to stands at the place `handle` of its route."""
    try:
        unit = organisation(code).unit
    except NoSuchOrganisation:
        unit = code if code in opened.pack.units else ""
    if not unit:
        raise CaseRefused([Refusal("no_unit", NO_UNIT, "unit")])
    opened.case.route = {**opened.case.route, "handle": [unit]}


def _department(opened: Opened, move: Move, party: Party, acting: Actor) -> int | None:
    """For which department the actor acted."""
    if move.done is not None:
        for work in opened.works:
            if (work.stage, work.unit) == (move.done.stage, move.done.unit):
                return int(work.department_id)
    own = sorted(acting.departments & set(opened.case.departments))
    return own[0] if own else None


def _before(opened: Opened, chosen: Transition | None, given: Given, by: Happening) -> None:
    """What has to stand before the case moves on: a decision needs the reviews still there."""
    if _ends_publicity(opened, chosen):
        _is_over(opened, by)
    if chosen is not None and chosen.id in DECIDES:
        decide(opened, DECIDES[chosen.id], given, by)


def _ends_publicity(opened: Opened, chosen: Transition | None) -> bool:
    """Whether the action says that the publicity period is over."""
    then = opened.life.states[opened.case.state].then
    return opened.case.state == PUBLICITY and chosen is not None and chosen.to == then


def _is_over(opened: Opened, by: Happening) -> None:
    """The period was announced with its last day: nobody ends it before."""
    running = opened.case.publicities.filter(closed_at__isnull=True).first()
    if running is not None and by.today <= running.ends_on:
        raise CaseRefused([Refusal("still_public", STILL_PUBLIC)])


# What these actions decide; what the case is called afterwards the lifecycle says.
DECIDES = {"approve": True, "record_decision": True, "reject": False, "record_refusal": False}


def _at_window(opened: Opened, move: Move, party: Party) -> bool:
    """Whether somebody of an office hands in what the applicant was asked for."""
    supplements = opened.life.states[move.source].holds and move.to != move.source
    return supplements and not move.ends and not party.relations


def _after(
    opened: Opened, chosen: Transition | None, move: Move, given: Given, by: Happening, *,
    at_window: bool,
) -> None:  # fmt: skip
    needs = chosen.needs if chosen is not None else ()
    case = opened.case
    if "supplements" in needs:
        ask(case, given, by)
    if opened.life.states[move.source].holds and move.to != move.source:
        answer(case, given, by, at_window=at_window)
    if "until" in needs and given.until is not None:
        publish(opened, given.until, by)
    elif move.source == PUBLICITY and move.to != PUBLICITY:
        close_publicity(case, by)
    if move.action in ("satisfied", "dissatisfied"):
        case.satisfied = move.action == "satisfied"
        case.save(update_fields=["satisfied"])
    if move.action == "accept" and case.accepted_at is None:
        case.accepted_at = by.now
        case.save(update_fields=["accepted_at"])
