"""The service items of the cities: nothing is left out, nothing is carried twice or invented."""

import re

import pytest
from stdnum import numdb

from yanzhen.policy import (
    Pack,
    cities_on_disk,
    facts_of_item,
    item_elements,
    item_title,
    load_organisations,
    load_pack,
    materials_of_item,
    packs_on_disk,
)
from yanzhen.policy.carrying import carriers
from yanzhen.policy.check import check_pack
from yanzhen.policy.service_item import CARRIED_BY_ITEMS

PACKS = {city: load_pack(city) for city in cities_on_disk(packs_on_disk())}
SERVED = {city: pack for city, pack in PACKS.items() if pack.services}
ITEMS = [(city, name) for city, pack in SERVED.items() for name in pack.services]
# How many items a city has at the least.
LEAST = {"changsha": 35, "xiangtan": 60}


def test_there_are_items() -> None:
    for city, count in LEAST.items():
        assert len(SERVED[city].services) >= count


@pytest.mark.parametrize("city", SERVED)
def test_each_rule_is_carried_once(city: str) -> None:
    pack = SERVED[city]
    rules, _ = carriers(pack)
    assert {rule: len(by) for rule, by in rules.items()} == dict.fromkeys(pack.rules, 1)
    assert check_pack(pack) == ()


@pytest.mark.parametrize("city", SERVED)
def test_each_named_service_is_carried(city: str) -> None:
    pack = SERVED[city]
    rules, named = carriers(pack)
    services = [one for one in pack.programmes.values() if one.carried_by in CARRIED_BY_ITEMS]
    assert services
    for one in services:
        assert one.id in named or (one.rules and set(one.rules) <= set(rules)), one.id
    assert all(len(by) == 1 for by in named.values())


@pytest.mark.parametrize("city", SERVED)
def test_titles_and_codes_tell_the_items_apart(city: str) -> None:
    pack = SERVED[city]
    items = pack.services.values()
    for text in ({item_title(pack, one).zh for one in items}, {one.code for one in items}):
        assert len(text) == len(items)
    assert all(re.fullmatch(rf"{city.upper()}-[A-Z0-9-]+", one.code) for one in items)


@pytest.mark.parametrize(("city", "name"), ITEMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_item_has_its_elements(city: str, name: str, language: str) -> None:
    pack = SERVED[city]
    data = item_elements(pack, pack.services[name], "en" if language == "en" else "zh")

    for key in ("code", "title", "basis", "subjects", "apply", "chain", "result", "fee", "summary"):
        assert data[key], key
    assert bool(data["conditions"]) == bool(pack.services[name].rules)
    if language == "en":
        told = [data["title"], *data["summary"], *data["result"], *data["notes"], *data["open"]]
        assert not [text for text in told if re.search("[\u4e00-\u9fff]", text)]


@pytest.mark.parametrize(("city", "name"), ITEMS)
def test_papers_prove_facts_that_the_form_asks_for(city: str, name: str) -> None:
    pack = SERVED[city]
    item = pack.services[name]
    facts = {fact.id: fact for fact in facts_of_item(pack, item)}
    papers = materials_of_item(pack, item)

    assert len({paper.label for paper in papers}) == len(papers)
    proved = {fact for paper in papers for fact in paper.facts}
    assert {fact.id for fact in facts.values() if fact.evidence} <= proved


@pytest.mark.parametrize("city", SERVED)
def test_no_document_sets_working_days(city: str) -> None:
    """None of the four prints a term; a number here would be an invention."""
    for item in SERVED[city].services.values():
        assert not item.days
        assert item.complain is None


def test_xiangtan_assesses_where_its_plan_says_so() -> None:
    pack = SERVED["xiangtan"]
    assessed = {
        rule
        for item in pack.services.values()
        if "expert" in pack.lifecycles[item.lifecycle].has
        for rule in item.rules
    }
    assert assessed == {
        "art-1-team-award", "art-2-full-time-award", "art-3-direct-assessment",
        "art-5-returnee-award", "art-5-returnee-outstanding-award", "art-16-direct-title",
        "art-16-green-channel", "art-17-own-ip-award", "art-17-contract-award",
    }  # fmt: skip
    assert pack.services["outstanding-stock-award"].lifecycle == "discussion"


def test_whoever_asks_to_be_recognised_shows_her_record() -> None:
    pack = SERVED["xiangtan"]
    asked = {fact.id for fact in facts_of_item(pack, pack.services["tier-recognition"])}
    assert {"honours", "selections", "posts"} <= asked
    assert "recognised_tier" not in asked
    rent = {fact.id for fact in facts_of_item(pack, pack.services["rent-subsidy"])}
    assert "recognised_tier" in rent
    assert "honours" not in rent


def named(pack: Pack, name: str) -> dict[str, bool]:
    chain = item_elements(pack, pack.services[name])["chain"]
    return {unit["id"]: unit["named"] for step in chain for unit in step["units"]}


def test_units_are_named_only_where_the_document_names_them() -> None:
    xiangtan, changsha = SERVED["xiangtan"], SERVED["changsha"]
    assert named(xiangtan, "direct-assessment")["talent_office"]
    assert not named(xiangtan, "rent-subsidy")["talent_office"]
    assert not named(xiangtan, "rent-subsidy")["housing_authority"]
    assert named(xiangtan, "medical-channel")["municipal_hospitals"]
    assert named(changsha, "rent-subsidy") == {
        "data_bureau": False, "hr_bureau": True, "housing_bureau": True,
    }  # fmt: skip
    assert all(named(changsha, "case-by-case").values())


@pytest.mark.parametrize("city", LEAST)
def test_whoever_stands_in_a_route_is_a_department(city: str) -> None:
    departments = {one.unit for one in load_organisations(city).values() if one.unit}
    for item in SERVED[city].services.values():
        for units in item.route.values():
            assert set(units) <= departments, item.id


def test_changsha_has_its_nine_counties_and_the_parks_that_its_plan_names() -> None:
    places = [one for one in load_organisations("changsha").values() if not one.unit]
    counties = [one for one in places if one.kind == "county"]
    assert len(counties) == 9
    for one in counties:
        (*_, (_, found)) = numdb.get("cn/loc").info(one.division_code)
        assert found["county"].rpartition("]")[2] == one.label.zh
    parks = {one.label.zh for one in places if one.kind == "park"}
    units = {one.label.zh for one in PACKS["changsha"].units.values() if one.kind == "park"}
    committees = {unit.removesuffix("管委会") for unit in units}
    assert parks == committees
