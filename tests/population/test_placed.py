"""A new catalogue tried on many people says of each what the catalogue says of her alone."""

from datetime import date
from functools import cache
from typing import Any

from yanzhen.policy import Pack, Source, admit, load_pack, packs_on_disk, read_pack, sources_on_disk
from yanzhen.policy.placing import place
from yanzhen.population.placed import Mover, Sides, chunk_of_people, moves_of

DAY = date(2026, 11, 1)
NAME = "xiangtan/tiers.yaml"
ALLOWANCE = {"award": "state_council_special_allowance"}
PROVINCE = {"award": "provincial_government_special_allowance"}
PEOPLE: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "nothing to show": {"honours": [], "selections": [], "posts": [], "projects": []},
    "allowance": {"honours": [ALLOWANCE]},
    "both": {"honours": [ALLOWANCE, PROVINCE], "recognised_tier": "C"},
    "province": {"honours": [PROVINCE], "recognised_tier": "A"},
    "academician": {"honours": [{"award": "cas_academician"}]},
    "reviewed": {"equivalent_tier": "B"},
}


@cache
def stricter() -> Pack:
    """The catalogue in which the State Council's allowance carries nobody."""
    files = {one.name: one.text for one in sources_on_disk(packs_on_disk(), "xiangtan")}
    files[NAME] = files[NAME].replace(
        "any(h.award == 'state_council_special_allowance' for h in honours)",
        "any(h.award == 'cas_academician' for h in honours)",
    )
    read = read_pack(tuple(Source(name, text) for name, text in files.items()))
    assert read.pack is not None
    return read.pack


def by_hand(pack: Pack, facts: dict[str, Any]) -> str:
    """The tier that is certain, by one person at a time."""
    found = place(pack, admit({"subject": "person", "facts": facts}, pack.vocabulary), DAY)
    assert found is not None
    return found.tier.value or "open"


def test_many_at_once_are_placed_as_one_by_one() -> None:
    before, after = load_pack("xiangtan"), stricter()
    sides = Sides(before, after)
    admitted = [
        (name, admit({"subject": "person", "facts": facts}, before.vocabulary).facts)
        for name, facts in PEOPLE.items()
    ]

    found = moves_of(sides, chunk_of_people(sides, admitted), DAY)

    assert found.people == len(PEOPLE)
    expected = {name: (by_hand(before, one), by_hand(after, one)) for name, one in PEOPLE.items()}
    assert {one.id: (one.before, one.after) for one in found.movers} == {
        name: pair for name, pair in expected.items() if pair[0] != pair[1]
    }
    for one in found.names:
        for other in found.names:
            assert found.count(one, other) == list(expected.values()).count((one, other))
    assert Mover("both", "C", "D", "C1", "D1") in found.movers


def test_the_same_catalogue_moves_nobody() -> None:
    pack = load_pack("xiangtan")
    sides = Sides(pack, pack)
    found = moves_of(sides, chunk_of_people(sides, [("a", {}), ("b", {})]), DAY)
    assert (found.people, found.moved, (found + found).people) == (2, 0, 4)
