"""Service items and organisations of a city fit together, and its places are those there are.

Whoever stands in an item's route is a department of the city, and each county carries the code and
name that the public administrative division gives it.
"""

import pytest
from stdnum import numdb

from yanzhen.policy import (
    cities_on_disk,
    load_organisations,
    load_pack,
    packs_on_disk,
    read_organisations,
)

CITIES = [one for one in cities_on_disk(packs_on_disk()) if read_organisations(one).nodes]
SERVED = [one for one in CITIES if load_pack(one).services]
# How many counties a city has at the least, and parks.
PLACES = {"hengyang": (12, 2), "quzhou": (6, 2), "xiangtan": (5, 2)}


# Items, and rules that are deliberately none, of the two cities whose counties carry them out.
ITEMS = {"hengyang": (60, 2), "quzhou": (44, 5)}


def named(code: str) -> str:
    """What the public division calls a code that is in use."""
    (*_, (_, found)) = numdb.get("cn/loc").info(code)
    years, _, name = found.get("county", "").rpartition("]")
    return name if not years or years.endswith("-") else ""


def test_there_are_cities_to_look_at() -> None:
    assert set(PLACES) <= set(CITIES)
    assert {"hengyang", "quzhou"} <= set(SERVED)


@pytest.mark.parametrize("city", CITIES)
def test_a_county_has_its_public_code_and_name(city: str) -> None:
    places = [one for one in load_organisations(city).values() if one.kind != "department"]
    for place in places:
        if place.kind == "park":
            assert place.division_code == ""  # a park is no division of its own
        else:
            assert named(place.division_code) == place.label.zh


@pytest.mark.parametrize("city", PLACES)
def test_all_counties_and_parks_are_there(city: str) -> None:
    kinds = [one.kind for one in load_organisations(city).values()]

    assert (kinds.count("county"), kinds.count("park")) == PLACES[city]


@pytest.mark.parametrize("city", ITEMS)
def test_no_item_is_lost(city: str) -> None:
    pack = load_pack(city)
    without = sum(len(one.rules) for one in pack.no_items)

    assert (len(pack.services), without) == ITEMS[city]
    assert sum(len(one.rules) for one in pack.services.values()) + without == len(pack.rules)


@pytest.mark.parametrize("city", SERVED)
def test_whoever_stands_in_a_route_is_a_department(city: str) -> None:
    departments = {one.unit for one in load_organisations(city).values() if one.unit}
    for item in load_pack(city).services.values():
        for units in item.route.values():
            assert set(units) <= departments, item.id


def test_nobody_is_named_whom_hengyang_does_not_name() -> None:
    """Its documents name no department: only the hospitals and the guarantee company."""
    pack = load_pack("hengyang")
    kinds = {
        pack.units[unit].kind
        for item in pack.services.values()
        for units in item.route.values()
        for unit in units
    }

    assert kinds == {"unnamed", "hospital", "company"}


ASSESSED = {
    "hengyang": {"local-institution-talent", "local-institution-team"},  # 考察, 激F1
    "quzhou": {"double-leading-start", "double-leading-upgrade"},  # 评定, article 16
}


@pytest.mark.parametrize("city", ASSESSED)
def test_only_what_the_document_assesses_has_an_assessment(city: str) -> None:
    pack = load_pack(city)
    found = {
        item.id
        for item in pack.services.values()
        if "expert" in pack.lifecycles[item.lifecycle].has
    }

    assert found == ASSESSED[city]


@pytest.mark.parametrize("city", ["hengyang", "quzhou"])
def test_no_days_no_papers_no_publicity_that_no_clause_sets(city: str) -> None:
    pack = load_pack(city)
    for item in pack.services.values():
        assert not item.days
        assert not item.materials
        assert item.complain is None
        assert "publicity" not in pack.lifecycles[item.lifecycle].has
