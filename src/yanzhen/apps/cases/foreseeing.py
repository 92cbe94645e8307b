"""What an action would do to many cases, before anything is done: where each goes, or why not.

foreseen(clerk, ("XIANGTAN-2026-000123",), "accept", today)[0].leads_to.zh    ->  "部门审核"
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.cases.items import pack_of
from yanzhen.apps.cases.lifecycle import Impossible, transition
from yanzhen.apps.cases.models import Case, Step, Work
from yanzhen.apps.cases.parties import Seat, party_of, route_of, seats_of, standing_of
from yanzhen.apps.cases.showing import row_of
from yanzhen.apps.cases.shown import Row
from yanzhen.policy.vocabulary import Label

MOST = 200
GONE = Label("没有这个办件，或已不归您办理。", "There is no such case, or it is no longer yours.")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One case: the state that the action leads to, or the reasons why it cannot be taken."""

    number: str
    row: Row | None
    leads_to: Label | None
    label: Label | None
    reasons: tuple[Label, ...] = ()


def foreseen(
    actor: Actor, numbers: Iterable[str], action: str, today: date
) -> tuple[Foreseen, ...]:
    """Each of these in the given order; nothing is changed, and few queries are made."""
    asked = list(dict.fromkeys(numbers))[:MOST]
    rows = Case.objects.visible_to(actor).select_related("tenant").filter(number__in=asked)
    found = {case.number: case for case in rows}
    keys = [case.pk for case in found.values()]
    works, steps = _works(keys), _steps(keys)
    against, seats = _against(keys), seats_of(actor, today)
    return tuple(
        _one(actor, found[one], action, today, seats,
             works[found[one].pk], steps[found[one].pk], against[found[one].pk])
        if one in found else Foreseen(one, None, None, None, (GONE,))
        for one in asked
    )  # fmt: skip


def _one(
    actor: Actor, case: Case, action: str, today: date, seats: tuple[Seat, ...],
    works: list[Work], steps: list[Step], against: list[str],
) -> Foreseen:  # fmt: skip
    life, row = pack_of(case).lifecycles[case.lifecycle], row_of(case, today)
    chosen = life.transitions.get(action)
    label = chosen.label if chosen else None
    needs = frozenset(chosen.needs) if chosen else frozenset()
    standing = standing_of(case, works, steps, against)
    try:
        move = transition(
            life, standing, action, by=party_of(actor, case, works, seats), route=route_of(case),
            given=needs,
        )  # fmt: skip
    except Impossible as impossible:
        return Foreseen(case.number, row, None, label, tuple(o.say for o in impossible.obstacles))
    return Foreseen(case.number, row, life.states[move.to].label, label)


def _works(keys: list[int]) -> Mapping[int, list[Work]]:
    found: dict[int, list[Work]] = defaultdict(list)
    for one in Work.objects.filter(case__in=keys).order_by("id"):
        found[one.case_id].append(one)
    return found


def _steps(keys: list[int]) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for one in Step.objects.filter(case__in=keys).order_by("id"):
        found[one.case_id].append(one)
    return found


def _against(keys: list[int]) -> Mapping[int, list[str]]:
    """The lifecycles of the open cases that are raised against these, seen or not."""
    found: dict[int, list[str]] = defaultdict(list)
    with acting(SYSTEM):
        raised = Case.objects.filter(against__in=keys, is_open=True)
        for against, lifecycle in raised.values_list("against", "lifecycle"):
            if against is not None:
                found[against].append(lifecycle)
    return found
