"""The invented people of the demo: nobody real, every fact admitted, and each gets what is said.

What each is expected to get stands beside her in `people.yaml`; what the rules give must be that,
no more and no less of what is met.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from stdnum import numdb
from stdnum.cn import ric, uscc

import yanzhen.config
from yanzhen.policy import Assessment, Pack, assess, load_organisations, load_pack, read_data

FILE = Path(yanzhen.config.__file__).parent / "demo" / "people.yaml"
DEMO: dict[str, Any] = read_data(FILE.read_text(encoding="utf-8"), FILE.name)
EMPLOYERS = {one["id"]: one for one in DEMO["employers"]}
AGENCIES = {one["id"]: one for one in DEMO["agencies"]}
PEOPLE = {one["id"]: one for one in DEMO["people"]}
ROSTER = DEMO["roster"]
SITUATIONS = DEMO["situations"]
DAY = date.fromisoformat(DEMO["as_of"])
MET = ("eligible", "pending_interpretation")


@cache
def pack_of(city: str) -> Pack:
    return load_pack(city)


def assessed(tenant: str, subject: str, facts: dict[str, Any]) -> Assessment:
    pack = pack_of(tenant.split("/")[0])
    return assess(pack, {"subject": subject, "facts": facts}, as_of=DAY)


def statuses(of: Assessment) -> dict[str, str]:
    return {one.rule.id: one.status for one in of.outcomes}


def everybody() -> Iterator[dict[str, Any]]:
    yield from PEOPLE.values()
    yield from ROSTER["rows"]


def identifiers() -> Iterator[tuple[str, str]]:
    for one in everybody():
        yield from one["identifiers"].items()
    for one in (*EMPLOYERS.values(), *AGENCIES.values()):
        yield "uscc", one["uscc"]


def test_there_are_enough_of_them_in_all_four_cities() -> None:
    assert len(PEOPLE) >= 40
    assert len(EMPLOYERS) == 8
    assert len(ROSTER["rows"]) == 30
    cities = [one["tenant"].split("/")[0] for one in PEOPLE.values()]
    assert set(cities) == {"xiangtan", "hengyang", "quzhou", "changsha"}
    in_xiangtan = {one["tenant"] for one in PEOPLE.values() if one["tenant"].startswith("xiangtan")}
    assert len(in_xiangtan) >= 6  # the city itself and all five counties


@pytest.mark.parametrize("person", PEOPLE.values(), ids=list(PEOPLE))
def test_a_person_gets_what_is_said(person: dict[str, Any]) -> None:
    found = assessed(person["tenant"], "person", person["facts"])
    given = statuses(found)

    assert {rule: given[rule] for rule in person["expected"]} == person["expected"]
    assert {rule for rule, one in given.items() if one in MET} <= set(person["expected"])
    assert (found.tier.value if found.tier else None) == person.get("tier")


@pytest.mark.parametrize("employer", EMPLOYERS.values(), ids=list(EMPLOYERS))
def test_an_employer_gets_what_is_said(employer: dict[str, Any]) -> None:
    given = statuses(assessed(employer["tenant"], "employer", employer["facts"]))

    assert {rule: given[rule] for rule in employer["expected"]} == employer["expected"]
    assert {rule for rule, one in given.items() if one in MET} <= set(employer["expected"])


def test_each_row_of_the_roster_gets_what_is_said() -> None:
    tenant = EMPLOYERS[ROSTER["employer"]]["tenant"]
    for row in ROSTER["rows"]:
        given = statuses(assessed(tenant, "person", {**ROSTER["common"], **row["facts"]}))
        assert given[ROSTER["rule"]] == row["expected"], row["name"]


def test_the_roster_holds_every_ending_and_three_faults() -> None:
    endings = [row["expected"] for row in ROSTER["rows"]]

    assert set(endings) == {"eligible", "ineligible", "unknown"}
    assert len(ROSTER["faults"]) == 3
    wrong = next(one for one in ROSTER["faults"] if one["cell"] == "id_card")
    right = ROSTER["rows"][wrong["row"] - 1]["identifiers"]["id_card"]
    assert wrong["value"][:-1] == right[:-1]
    assert wrong["value"] != right


def test_every_name_says_that_it_is_invented() -> None:
    for one in (*PEOPLE.values(), *EMPLOYERS.values(), *AGENCIES.values()):
        assert "（虚构）" in one["name"]["zh"]
        assert "(invented)" in one["name"]["en"]
    assert all("（虚构）" in row["name"] for row in ROSTER["rows"])
    names = [row["name"] for row in ROSTER["rows"]]
    names += [one["name"]["zh"] for one in (*PEOPLE.values(), *EMPLOYERS.values())]
    assert len(names) == len(set(names))


def test_no_number_is_anybodys() -> None:
    """Well formed, with the right check digit, and of a place that does not exist."""
    divisions = numdb.get("cn/loc")
    seen = [number for scheme, number in identifiers() if scheme in ("id_card", "uscc")]
    assert len(seen) >= 70
    for number in seen:
        if number.startswith("DEM", 8):
            assert uscc.is_valid(number)
            region = number[2:8]
        else:
            assert ric.calc_check_digit(number) == number[-1]
            assert ric.get_birth_date(number) < DAY
            region = number[:6]
        assert "county" not in {key for _, found in divisions.info(region) for key in found}


def test_identifiers_are_told_apart() -> None:
    numbers = list(identifiers())

    assert len(numbers) == len(set(numbers))
    phones = [number for scheme, number in numbers if scheme == "phone"]
    assert all(re.fullmatch(r"169\d{8}", one) for one in phones)
    assert len(phones) == len(PEOPLE) + len(ROSTER["rows"])


def test_everybody_belongs_to_a_place_of_the_tree() -> None:
    for one in (*PEOPLE.values(), *EMPLOYERS.values()):
        city = one["tenant"].split("/")[0]
        kinds = {code: node.kind for code, node in load_organisations(city).items()}
        assert kinds.get(one["tenant"], "city") in ("city", "county", "park")
        assert one["tenant"] in kinds or one["tenant"] == city, one["id"]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: f"{one['person']} {one['state']}")
def test_a_case_under_way_can_stand_where_it_does(situation: dict[str, Any]) -> None:
    person = PEOPLE[situation["person"]]
    pack = pack_of(person["tenant"].split("/")[0])
    rule = situation.get("rule")
    (item,) = [
        one
        for one in pack.services.values()
        if rule in one.rules or situation.get("programme") in one.programmes
    ]

    life = pack.lifecycles[item.lifecycle]
    if "publicity" in situation:  # a place that promises a publicity period has one
        life = pack.lifecycles[f"{item.lifecycle}-publicity"]
    assert situation["state"] in life.states
    assert situation["filed"]["by"] in item.apply
    assert situation["filed"]["by"] == "self" or "works_for" in person
    assert "late" not in situation or situation["late"] in item.reviews
    if rule:
        found = statuses(assessed(person["tenant"], "person", person["facts"]))[rule]
        granted = situation["state"] in ("approving", "decided", "effective")
        assert found == "eligible" or not granted
        assert found == "ineligible" or situation["state"] not in ("refused", "rejected")


def test_the_cases_show_what_the_demo_is_to_show() -> None:
    states = {one["state"] for one in SITUATIONS}

    assert states >= {"submitted", "supplementing", "reviewing", "approving", "effective"}
    assert states >= {"expert_review", "refused", "rejected", "withdrawn", "serving", "answered"}
    assert [one for one in SITUATIONS if "late" in one]


def test_who_works_for_whom() -> None:
    for person in PEOPLE.values():
        employer = person.get("works_for")
        if employer is not None:
            city = EMPLOYERS[employer]["tenant"].split("/")[0]
            assert person["tenant"].split("/")[0] == city, person["id"]
    staffed = {person.get("works_for") for person in PEOPLE.values()}
    assert staffed >= set(EMPLOYERS)
