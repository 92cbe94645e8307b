"""Cities side by side: pure, in no order but their names', and careful with what is of one city."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from tests.policy.mini import DAY, FACTS, as_yaml, mini, parameter, reading, rule, sources, text

from yanzhen.policy import Pack, Source, SubjectRefused, compare, read_pack
from yanzhen.policy.compared import comparison_json
from yanzhen.policy.outcome import Totals

FAMILIES = as_yaml(
    {
        "families": [
            {"id": "R02", **text("补贴", "Allowances")},
            {"id": "R11", **text("卡", "Cards"), "beware": text("不同", "not the same")},
        ]
    }
)
MORE_FACTS = """\
facts:
  - {id: near_here, subject: person, type: bool, of_city: assumed, zh: 在本地, en: Near,
     ask: {zh: 在吗, en: Near?}}
  - {id: anywhere, subject: person, type: bool, kind: decision, of_city: anywhere, zh: 国评,
     en: Nation, ask: {zh: 过吗, en: Passed?}}
  - id: known_in
    subject: person
    type: many_of
    cities_with: recognised
    zh: 认定城市
    en: Known in
    ask: {zh: 哪里, en: Where?}
    options: [{id: east, zh: 东, en: East}, {id: west, zh: 西, en: West}]
"""


def city(name: str, *rules: dict[str, Any], **more: Any) -> Pack:
    """A small city of its own, with families."""
    result = read_pack(_sources(name, *rules, **more))
    assert result.pack is not None, "\n".join(map(str, result.findings))
    return result.pack


def _sources(name: str, *rules: dict[str, Any], **more: Any) -> tuple[Source, ...]:
    found = sources(*rules, **{"city": name, **more})
    renamed = [replace(one, name=one.name.replace("mini/", f"{name}/")) for one in found]
    return (
        *renamed,
        Source("vocabulary/families.yaml", FAMILIES),
        Source("vocabulary/facts/more.yaml", MORE_FACTS),
    )


EAST = city(
    "east",
    rule("aid", when=["works"], family="R02"),
    rule("most", when=["near_here"], nature="ceiling", amount="9万元", family="R02"),
    rule("card", when=["works"], nature="in_kind", family="R11"),
    rule("by-tier", when=["tier == 'A'"], amount="5万元"),
)
WEST = city(
    "west",
    rule("card", when=["works"], nature="in_kind", family="R11"),
    rule("promise", when=["works"], nature="unspecified", family="R02"),
    rule("parity", when=["'east' in known_in"], nature="in_kind"),
    tiers=None,
)
WORKS = {"works": True, "near_here": True}


def person(**cities: dict[str, Any]) -> dict[str, Any]:
    return {"subject": "person", "facts": dict(WORKS), "cities": cities}


def test_natures_stand_apart_in_each_city() -> None:
    found = compare([EAST, WEST], person(), DAY)

    assert found.city("east").totals == Totals(sure=1_000_000, up_to=9_000_000, loan=0)
    groups = {(one.status, one.nature): len(one.outcomes) for one in found.city("east").groups}
    assert groups[("eligible", "fixed")] == groups[("eligible", "ceiling")] == 1
    assert [one.rule.id for one in found.city("west").services] == ["card"]


def test_where_no_rule_names_a_sum_there_is_no_zero() -> None:
    found = compare([EAST, WEST], person(), DAY)
    data = comparison_json(found)

    assert found.city("west").totals is None
    assert data["cities"][1]["totals"] is None
    assert all(cell["totals"] is None for row in data["families"] for cell in row["cells"][1:])


def test_the_cells_add_up_to_the_city() -> None:
    found = compare([EAST, WEST], person(east={"recognised": "A"}), DAY)
    cells = [row.cells[0].totals for row in found.rows]

    whole = found.city("east").totals
    assert whole == Totals(sure=6_000_000, up_to=9_000_000, loan=0)
    assert sum(one.sure for one in cells if one) == whole.sure
    assert sum(one.up_to for one in cells if one) == whole.up_to


def test_rows_stand_in_the_order_of_the_families_and_lose_no_rule() -> None:
    found = compare([WEST, EAST], person(), DAY)

    assert [row.family.id if row.family else None for row in found.rows] == ["R02", "R11", None]
    shown = {(cell.city, one.rule.id) for row in found.rows for cell in row.cells
             for one in cell.outcomes}  # fmt: skip
    assert shown == {(pack.city, name) for pack in (EAST, WEST) for name in pack.rules}


def test_the_warning_needs_two_cities() -> None:
    both = {row.family.id: row.beware for row in compare([EAST, WEST], person(), DAY).rows
            if row.family}  # fmt: skip
    alone = [row.beware for row in compare([EAST], person(), DAY).rows]

    assert both["R11"] is not None
    assert both["R02"] is None
    assert alone == [None] * len(alone)


def test_a_tier_of_one_city_says_nothing_in_another() -> None:
    third = city("north", rule("by-tier", when=["tier == 'A'"], amount="5万元"))

    found = compare([EAST, third], person(east={"recognised": "A"}), DAY)

    assert found.city("east").assessment.outcome("by-tier").status == "eligible"
    assert found.city("north").assessment.outcome("by-tier").status == "unknown"
    assert found.city("north").assessment.tier != found.city("east").assessment.tier


def test_a_tier_of_no_named_city_is_held_back_and_named() -> None:
    raw = {"subject": "person", "facts": {**WORKS, "recognised": "A", "anywhere": True}}

    found = compare([EAST, WEST], raw, DAY)

    assert found.held_back == ("recognised",)
    assert found.city("east").assessment.outcome("by-tier").status == "unknown"
    assert found.city("east").assessment.subject.facts["anywhere"] is True


def test_a_finding_inside_a_record_is_held_back_too() -> None:
    honours = [{"award": "star", "accepted": True}]
    raw = {"subject": "person", "facts": {"honours": honours}}

    found = compare([EAST], raw, DAY)

    assert found.held_back == ("honours.accepted",)
    assert found.city("east").assessment.subject.facts["honours"] == ({"award": "star"},)
    assert honours == [{"award": "star", "accepted": True}]


@pytest.mark.parametrize(("tier", "status"), [("A", "eligible"), ("none", "unknown")])
def test_a_rule_that_asks_for_other_cities_hears_of_them(tier: str, status: str) -> None:
    found = compare([EAST, WEST], person(east={"recognised": tier}), DAY).city("west")

    assert found.assessment.outcome("parity").status == status
    assert found.derived == (("known_in",) if status == "eligible" else ())


def test_what_is_supposed_of_every_city_is_said() -> None:
    found = compare([EAST, WEST], person(), DAY)

    assert found.supposed == ("near_here",)
    assert found.city("west").unused == ("near_here",)


def test_what_a_city_needs_is_told_by_who_can_say_it() -> None:
    pack = city(
        "south",
        rule("aid", when=["works", "passed", "score >= least"]),
        parameters=[parameter("least", "integer")],
    )
    needs = compare([pack], {"subject": "person"}, DAY).city("south").needs

    assert set(needs.answers) >= {"works", "score"}
    assert "passed" in needs.decisions
    assert needs.parameters == ("parameter:least",)


def test_the_order_of_the_cities_changes_nothing() -> None:
    packs = [EAST, WEST, city("south", rule("aid"), readings=[reading("r", "a", "b")])]
    found = [compare(order, person(east={"recognised": "B"}), DAY) for order in permutations(packs)]

    assert all(one == found[0] for one in found)
    assert [one.city for one in found[0].cities] == ["east", "south", "west"]
    assert comparison_json(found[0], "en") == comparison_json(found[-1], "en")


def test_comparing_leaves_its_input_alone() -> None:
    raw = person(east={"recognised": "A"})
    before = as_yaml(raw)

    assert compare([EAST, WEST], raw, DAY) == compare([EAST, WEST], raw, DAY)
    assert as_yaml(raw) == before


WRONG: list[tuple[Any, str]] = [
    ([], "bad-input"),
    ({"subject": "person", "facts": []}, "bad-input"),
    ({"subject": "person", "cities": []}, "bad-input"),
    ({"subject": "person", "cities": {"east": None}}, "bad-input"),
    ({"subject": "person", "cities": {"eest": {}}}, "unknown-city"),
    ({"subject": "persn"}, "unknown-subject"),
    ({"subject": "person", "facts": {"wrks": True}}, "unknown-fact"),
    ({"subject": "person", "facts": {"recognised": "Z"}}, "bad-value"),
    ({"subject": "person", "cities": {"east": {"recognised": "Z"}}}, "bad-value"),
    ({"subject": "person", "cities": {"west": {"wrks": True}}}, "unknown-fact"),
    ({"subject": "person", "facs": {}}, "unknown-key"),
]


@pytest.mark.parametrize(("raw", "code"), WRONG, ids=str)
def test_what_cannot_be_taken_in_is_refused_by_name(raw: Any, code: str) -> None:
    with pytest.raises(SubjectRefused) as refusal:
        compare([EAST, WEST], raw, DAY)

    assert code in [problem.code for problem in refusal.value.problems]


def test_an_unknown_family_is_a_finding() -> None:
    found = read_pack(_sources("east", rule("aid", family="R03"))).findings

    assert [one.code for one in found] == ["unknown-family"]
    assert found[0].place.file == "east/benefits/all.yaml"


def test_a_fact_about_other_cities_must_name_a_bound_one() -> None:
    bad = FACTS.replace("id: tongues\n", "id: tongues\n    cities_with: degree\n")
    files = [
        replace(one, text=bad) if one.name == "vocabulary/facts/all.yaml" else one
        for one in sources(rule("aid"))
    ]

    assert [one.code for one in read_pack(files).findings] == ["bad-fact"]


def test_a_pack_without_families_is_still_compared() -> None:
    found = compare([mini(rule("aid", when=["works"]))], {"subject": "person"}, DAY)

    assert [row.family for row in found.rows] == [None]


def test_cities_with_vocabularies_of_their_own_each_take_the_facts_in() -> None:
    """What one vocabulary takes as a whole number another may take as a sum."""
    files = _sources("north", rule("aid", when=["jobs >= yuan(30)"]), tiers=None)
    was, now = "type: integer, minimum: 0, zh: 带动", "type: money, zh: 带动"
    turned = [replace(one, text=one.text.replace(was, now)) for one in files]
    north = read_pack(turned).pack
    assert north is not None
    south = city("south", rule("aid", when=["jobs >= 30"]), tiers=None)
    honours = [{"award": "star", "accepted": True}]
    given = {"subject": "person", "facts": {"jobs": 30, "honours": honours}}

    found = compare([north, south], given, DAY)

    assert north.vocabulary is not south.vocabulary
    assert [one.assessment.subject.facts["jobs"] for one in found.cities] == [3000, 30]
    assert [one.assessment.subject.facts["honours"] for one in found.cities] == 2 * [
        ({"award": "star"},)
    ]
    assert found.held_back == ("honours.accepted",)
