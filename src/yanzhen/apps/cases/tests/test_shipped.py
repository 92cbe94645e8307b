"""What the packs ship: every item finds its departments, every lifecycle its end."""

from dataclasses import replace

import pytest

from yanzhen.apps.cases.items import OBJECTION
from yanzhen.apps.cases.lifecycle import (
    Impossible,
    OpenWork,
    Party,
    Route,
    Standing,
    begin,
    possible,
    transition,
)
from yanzhen.apps.cases.tests.test_lifecycle import after
from yanzhen.apps.organisations.service import (
    NoSuchOrganisation,
    department_for,
    load_organisations,
    organisation,
)
from yanzhen.policy import cities_on_disk, load_lifecycles, load_pack, packs_on_disk
from yanzhen.policy.lifecycle import Lifecycle

Key = tuple[str, tuple[OpenWork, ...], str]
CITIES = cities_on_disk(packs_on_disk())
UNITS = {"window": ("w",), "reviews": ("r", "s"), "approve": ("a",), "handle": ("h",)}
GIVEN = frozenset(
    {
        "reason", "opinion", "supplements", "materials", "answer", "conclusion", "decision",
        "until", "unit", "person", "result", "satisfaction",
    }
)  # fmt: skip
# Actions that the service does beside the machine: the case stays where it is.
BESIDE = {"transfer", "reassign"}


def almighty(account: int, life: Lifecycle) -> Party:
    """Somebody with every role in every unit."""
    roles = {role for one in life.transitions.values() for role in one.by}
    posts = {(role, unit) for role in roles for units in UNITS.values() for unit in units}
    return Party(account, frozenset({"applicant", "employer_hr", "system"}), frozenset(posts))


@pytest.mark.parametrize("name", sorted(load_lifecycles()))
@pytest.mark.parametrize("reviewed", [True, False])
def test_from_every_state_that_is_reached_there_is_a_way_to_an_end(
    name: str, reviewed: bool
) -> None:
    life = load_lifecycles()[name]
    route = Route(UNITS if reviewed else {**UNITS, "reviews": ()})
    seen: dict[Key, Standing] = {}
    ahead: dict[Key, set[Key]] = {}
    start = after(Standing(""), begin(life, route), None)
    todo = [start]
    while todo:
        here = todo.pop()
        key = (here.state, here.works, here.before)
        if key in seen:
            continue
        seen[key] = here
        ahead[key] = set()
        by = almighty(1, life)
        for one in possible(life, replace(here, done={}), by):
            if one.action in BESIDE:
                continue
            try:
                move = transition(
                    life, replace(here, done={}), one.action, by=by, route=route, given=GIVEN
                )
            except Impossible:
                continue
            there = after(here, move, None)
            ahead[key].add((there.state, there.works, there.before))
            todo.append(there)

    ending = {key for key, one in seen.items() if life.states[one.state].ends}
    assert ending
    while more := {key for key in ahead if key not in ending and ahead[key] & ending}:
        ending |= more
    assert set(seen) == ending
    assert {one.state for one in seen.values()} >= set(life.states) - {"reviewing", "opinions",
                                                                        "examining"}  # fmt: skip


def test_there_is_a_way_for_objections() -> None:
    assert OBJECTION in load_lifecycles()


@pytest.mark.django_db
@pytest.mark.parametrize("city", CITIES)
def test_every_item_finds_the_departments_that_take_it_in_and_decide(city: str) -> None:
    load_organisations()
    here = organisation(city).id
    pack = load_pack(city)
    assert pack.services
    lost = []
    for item in pack.services.values():
        life = pack.lifecycles[item.lifecycle]
        for place in sorted(life.places - {"handle"}):
            for unit in item.route[place]:
                try:
                    department_for(here, unit)
                except NoSuchOrganisation:
                    lost.append(f"{item.id}: {place} {unit}")

    assert lost == []
