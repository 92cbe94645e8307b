"""A changed pack answers as the pack would whose files were edited by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.laid_out import columns_of
from tests.policy.drawing import subjects
from tests.policy.mini import DAY, assessed, mini, parameter, reading, rule

from yanzhen.policy import (
    Change,
    ChangeRefused,
    Engine,
    Pack,
    Subject,
    admit,
    as_json,
    changeable,
    changed_pack,
    load_pack,
    parse_change,
    touched,
)
from yanzhen.policy.changing import narrowed
from yanzhen.policy.columnar.program import Program

OF = {"by": "tier", "A": "3万元", "B": "1万元"}
BANDS = {"first": [{"if": "jobs >= 30", "is": "5万元"}, {"if": "jobs >= 10", "is": "2万元"}]}
LOWER = {"if": "jobs >= 10", "is": "1万元"}
SHARED, LEAST = parameter("share", "decimal", value="30%"), parameter("least", "integer")
SHARES = {
    "parameters": [parameter("share", "decimal"), parameter("least", "integer", value=3)],
    "readings": [reading("scope", "narrow", "wide")],
}
RANGE = {"from": "1万元", "to": "3万元"}
CAPPED = {
    "subject": "employer", "for_each": {"records": "hires", "as": "h", "when": ["h.fee >= wan(1)"]},
    "amount": {"by": "h.tier", "A": "5万元", "B": "2万元"},
    "caps": [{"per": "year", "limit": "6万元"}],
}  # fmt: skip
SHARE = {"nature": "formula", "amount": {"formula": "percent(30) * pay", "at_most": "5万元"}}


def changed(pack: Pack, *changes: str) -> Pack:
    return changed_pack(pack, [parse_change(f"mini.{change}") for change in changes])


def problems(pack: Pack, *changes: str) -> list[tuple[str, str | None]]:
    with pytest.raises(ChangeRefused) as refused:
        changed(pack, *changes)
    return [(problem.code, problem.suggestion) for problem in refused.value.problems]


EDITS: list[tuple[Any, Sequence[str], Any]] = [
    ({"amount": OF}, ["amount.A=3000元"], {"amount": OF | {"A": "3000元"}}),
    ({"amount": "2万元"}, ["amount=0.5万元"], {"amount": "5000元"}),
    ({"amount": "2万元"}, ["amount=wan(1) * jobs"], {"amount": "wan(1) * jobs"}),
    (
        {"nature": "range", "amount": RANGE}, ["amount.from=0.5万元", "amount.to=8000元"],
        {"nature": "range", "amount": {"from": "0.5万元", "to": "8000元"}},
    ),
    (
        {"amount": BANDS}, ["amount.2=1万元", "amount.1.if.number.1=20"],
        {"amount": {"first": [{"if": "jobs >= 20", "is": "5万元"}, LOWER]}},
    ),
    (
        {"amount": BANDS}, ["amount.2.if=jobs >= 5 and works"],
        {"amount": {"first": [BANDS["first"][0], {"if": "jobs >= 5 and works", "is": "2万元"}]}},
    ),
    (
        SHARE, ["amount.number.1=12.5%", "at_most=1万元"],
        SHARE | {"amount": {"formula": "percent(12.5) * pay", "at_most": "1万元"}},
    ),
    (
        {"every": "month", "periods": 36}, ["periods=12"], {"every": "month", "periods": 12},
    ),
    (
        {"every": "year", "periods": {"up_to": 5, "fact": "claimed"}}, ["periods=2"],
        {"every": "year", "periods": {"up_to": 2, "fact": "claimed"}},
    ),
    (CAPPED, ["caps.1.limit=3万元"], CAPPED | {"caps": [{"per": "year", "limit": "3万元"}]}),
    (
        CAPPED, ["for_each.when.1.number.1=2万元", "amount.B=4万元"],
        CAPPED | {
            "for_each": CAPPED["for_each"] | {"when": ["h.fee >= wan(2)"]},
            "amount": CAPPED["amount"] | {"B": "4万元"},
        },
    ),
    (
        {"when": ["works", "jobs >= 24 and pay >= wan(2)"]},
        ["when.2.number.1=5", "when.2.number.2=10000元"],
        {"when": ["works", "jobs >= 5 and pay >= wan(1)"]},
    ),
    ({"when": ["works", "jobs >= 3"]}, ["when.1=not local"], {"when": ["not local", "jobs >= 3"]}),
    (
        {"when": ["hired_on >= date('2025-06-01')"]}, ["when.1.date.1=2025-12-31"],
        {"when": ["hired_on >= date('2025-12-31')"]},
    ),
    ({"when": ["5 <= jobs < 9"]}, ["when.1.number.2=7"], {"when": ["5 <= jobs < 7"]}),
    ({}, ["valid.from=2026-02-01"], {"valid": {"from": "2026-02-01"}}),
    ({}, ["valid.until=2025-12-31"], {"valid": {"until": "2025-12-31"}}),
    ({"valid": {"until": "2025-12-31"}}, ["valid.until="], {}),
    ({}, ["enabled=false"], {"valid": {"until": "0001-01-01"}}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "after"), EDITS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_answers_are_those_of_a_pack_edited_by_hand(
    before: Any, changes: Sequence[str], after: Any, data: st.DataObject
) -> None:
    kind = before.get("subject", "person")
    more = [rule("asks", when=["eligible('aid')"])] if kind == "person" else []
    pack, by_hand = mini(rule(**before), *more), mini(rule(**after), *more)
    reform = changed(pack, *(f"rule.aid.{change}" for change in changes))
    drawn = data.draw(st.lists(subjects(pack), min_size=1, max_size=6))
    people = [admitted(pack, one.part, kind) for one in drawn]

    for person in people:
        assert _said(reform, person) == _said(by_hand, person)
    columns = columns_of(pack.vocabulary, [person.facts for person in people])
    one, other = (
        Program(each).evaluate(kind, columns, len(people), DAY) for each in (reform, by_hand)
    )
    assert one.totals.sure.tolist() == other.totals.sure.tolist()
    assert one.totals.up_to.tolist() == other.totals.up_to.tolist()
    for name in one.rules:
        assert one.rules[name].status().tolist() == other.rules[name].status().tolist()


def admitted(pack: Pack, facts: Any, kind: str = "person") -> Subject:
    return admit({"subject": kind, "facts": facts}, pack.vocabulary)


def _said(pack: Pack, subject: Subject) -> Any:
    """What is answered, without what names the pack and its places."""
    found = as_json(Engine(pack).assess(subject, DAY), "zh")
    kept = ("rule", "status", "sums", "missing", "schedule", "readings")
    return [{key: one.get(key) for key in kept} for one in found["outcomes"]]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ("parameter.share=30%", {"parameters": [SHARED, SHARES["parameters"][1]]}),
        ("parameter.least=", {"parameters": [SHARES["parameters"][0], LEAST]}),
        ("reading.scope=wide", {"readings": [reading("scope", "narrow", "wide", settled="wide")]}),
    ],
)  # fmt: skip
def test_parameters_and_readings_are_set_as_a_city_would(change: str, more: Any) -> None:
    rules = (
        rule("part", nature="formula", amount={"formula": "share * pay"}),
        rule("many", when=["jobs >= least"]),
        rule("read", when=["works if scope == 'wide' else local"]),
    )
    pack = mini(*rules, **SHARES)
    facts = {"pay": 100_000, "jobs": 5, "works": True, "local": False}

    found = assessed(changed(pack, change), facts)

    expected = assessed(mini(*rules, **(SHARES | more)), facts)
    assert [(one.status, one.sums) for one in found.outcomes] == [
        (one.status, one.sums) for one in expected.outcomes
    ]
    before = assessed(pack, facts).outcomes
    assert [one.status for one in found.outcomes] != [one.status for one in before] or [
        one.sums for one in found.outcomes
    ] != [one.sums for one in before]


def test_a_reform_is_named_by_its_base_and_its_changes_and_says_that_it_is_one() -> None:
    pack = mini(rule(amount=OF, when=["jobs >= 3"]))
    reform = changed(pack, "rule.aid.amount.A=3000元", "rule.aid.when.1.number.1=4")
    again = changed(pack, "rule.aid.when.1.number.1=4", "rule.aid.amount.A=0.3万元")

    assert reform.content_hash == again.content_hash != pack.content_hash
    assert reform.reform == ("mini.rule.aid.amount.A=3000元", "mini.rule.aid.when.1.number.1=4")
    assert "设想" in reform.title.zh
    assert "proposal" in reform.title.en
    assert (pack.reform, changed_pack(pack, [])) == ((), pack)


def test_everything_wrong_is_said_at_once_with_what_may_have_been_meant() -> None:
    pack = mini(
        rule(amount=OF, when=["jobs >= 3"]),
        rule("span", nature="range", amount=RANGE),
        rule("once"),
        **SHARES,
    )
    found = problems(
        pack, "rule.aid.amount.AA=1元", "rule.adi.enabled=false", "rule.aid.amount.B=-3元",
        "rule.aid.when.1=jobz >= 3", "rule.aid.when.2=works", "reading.scope=wode",
        "parameter.share=much", "rule.once.enabled=no", "rule.span.amount=2万元",
        "rule.once.valid.from=2026-02-30", "rule.once.periods=3",
    )  # fmt: skip
    assert found[:6] == [
        ("unknown-target", "mini.rule.aid.amount.A"), ("unknown-target", "mini.rule.aid.enabled"),
        ("bad-value", None), ("bad-value", "jobs"), ("unknown-target", "mini.rule.aid.when.1"),
        ("bad-value", "wide"),
    ]  # fmt: skip
    assert [code for code, _ in found[6:]] == [
        "bad-value", "bad-value", "unknown-target", "bad-value", "unknown-target",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (["rule.aid.when.1.number.1=4", "rule.aid.when.1=works"], "repeated-change"),
        (["rule.aid.when.1.number.1=4", "rule.aid.when.1.number.1=5"], "repeated-change"),
        (["rule.span.amount.from=3万元"], "bad-range"),
        (["rule.aid.valid.from=2026-02-01", "rule.aid.valid.until=2026-01-01"], "bad-dates"),
        (["rule.aid.when.1=eligible('other')"], "circular-rule"),
        (["rule.aid.when.1=eligible('aid')"], "circular-rule"),
    ],
)
def test_changes_that_do_not_go_together(changes: list[str], code: str) -> None:
    pack = mini(
        rule(when=["jobs >= 3"]),
        rule("span", nature="range", amount=RANGE),
        rule("other", when=["eligible('aid')"]),
    )
    assert {found for found, _ in problems(pack, *changes)} == {code}


@pytest.mark.parametrize(
    "text", ["mini", "mini.rule.aid.enabled", "=3", "mini=3", ".x=1", "mini.=1"]
)
def test_what_is_not_written_as_a_change(text: str) -> None:
    with pytest.raises(ChangeRefused) as refused:
        parse_change(text)
    assert refused.value.problems[0].code == "bad-change"


def test_another_city_is_refused() -> None:
    with pytest.raises(ChangeRefused) as refused:
        changed_pack(mini(rule()), [Change("mimi", "rule.aid.enabled", "false")])
    assert refused.value.problems[0].suggestion == "mini"


@pytest.mark.parametrize("city", ["xiangtan", "hengyang", "changsha", "quzhou"])
def test_every_handle_takes_back_what_it_says(city: str) -> None:
    pack = load_pack(city)
    handles = changeable(pack)
    assert len(handles) > 100
    said = [one for one in handles if one.value or one.kind in ("choice", "date")]
    alone = [
        one for one in said if not one.target.rpartition(".")[0].endswith((".number", ".date"))
    ]
    same = changed_pack(pack, [parse_change(f"{one.target}={one.value}") for one in alone])

    assert touched(pack, same) == frozenset()
    parts = [one for one in said if one not in alone]
    again = changed_pack(pack, [parse_change(f"{one.target}={one.value}") for one in parts])
    assert touched(pack, again) == frozenset()


def test_a_slider_moves_between_sensible_ends_and_writes_what_is_taken() -> None:
    pack = load_pack("xiangtan")
    sliders = [one for one in changeable(pack) if one.number is not None]
    assert len(sliders) > 50
    for one in sliders:
        assert one.number is not None
        assert one.minimum is not None
        assert one.maximum is not None
        assert one.step is not None
        assert one.minimum <= one.number < one.maximum
        assert 0 < one.step <= one.maximum - one.minimum
        assert parse_change(f"{one.target}={one.written(one.number)}")
        up = one.number + one.step
        reform = (
            changed_pack(pack, [parse_change(f"{one.target}={one.written(up)}")])
            if (not one.target.endswith((".from",)))
            else None
        )
        if reform is not None:
            assert touched(pack, reform), one.target


RULES = [
    rule("first", when=["jobs >= 3"]),
    rule("asks", when=["eligible('first')"], amount="2万元"),
    rule("rival", when=["works"], amount="3万元"),
    rule("maybe", when=["local"], amount="4万元"),
    rule("tiered", when=["tier in ('A', 'B')"], amount=OF),
    rule("shared", nature="formula", when=["works"], amount={"formula": "share * pay"}),
    rule("read", when=["works if scope == 'wide' else local"]),
    rule("alone", when=["degree == 'doctor'"]),
    rule("banded", amount=BANDS),
]
GROUPS = [
    {"id": "g", "clause": "1", "rules": ["first", "rival"], "note": {"zh": "略", "en": "s"}},
    {"id": "h", "clause": "1", "rules": ["rival", "maybe"], "note": {"zh": "略", "en": "s"},
     "under": {"stacking": "highest"}},
]  # fmt: skip
TOWN = mini(
    *RULES, exclusive=GROUPS, parameters=[parameter("share", "decimal")],
    readings=[reading("scope", "narrow", "wide"), reading("stacking", "highest", "each")],
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("rule.alone.amount=2万元", {"alone"}),
        ("rule.asks.amount=1万元", {"asks"}),
        ("rule.first.when.1.number.1=4", {"first", "asks", "rival", "maybe"}),
        ("rule.maybe.amount=1元", {"first", "asks", "rival", "maybe"}),
        ("reading.stacking=each", {"first", "asks", "rival", "maybe"}),
        ("reading.scope=wide", {"read"}),
        ("parameter.share=1%", {"shared"}),
        ("rule.tiered.amount.A=1元", {"tiered"}),
        ("rule.alone.valid.from=2027-01-01", {"alone"}),
        ("rule.alone.enabled=true", set()),
    ],
)
def test_what_a_change_touches(change: str, names: set[str]) -> None:
    assert touched(TOWN, changed(TOWN, change)) == names


def test_a_reading_behind_the_tiers_touches_whoever_asks_for_the_tier() -> None:
    pack = load_pack("xiangtan")
    reform = changed_pack(pack, [Change("xiangtan", "reading.d7_higher_levels", "higher_too")])
    found = touched(pack, reform)
    assert "art-19-rent" in found
    assert "art-8-entrepreneur-award" not in found


HANDLES = [one for one in changeable(TOWN) if one.kind != "text"]


@st.composite
def drawn_changes(draw: st.DrawFn) -> Change:
    handle = draw(st.sampled_from(HANDLES))
    if handle.kind == "choice":
        value = draw(st.sampled_from(sorted(handle.options)))
    elif handle.kind == "date":
        value = draw(st.sampled_from(["", "2025-06-01", "2026-06-01"]))
    else:
        value = handle.written(draw(st.integers(1, 60)))
    city, _, target = handle.target.partition(".")
    return Change(city, target, value)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(drawn_changes(), min_size=1, max_size=2, unique_by=lambda one: one.target), st.data()
)
def test_what_is_not_touched_never_differs(changes: list[Change], data: st.DataObject) -> None:
    try:
        reform = changed_pack(TOWN, changes)
    except ChangeRefused:
        return
    drawn = data.draw(st.lists(subjects(TOWN), min_size=1, max_size=5))
    left = set(TOWN.rules) - touched(TOWN, reform)
    few = narrowed(reform, touched(TOWN, reform))
    for person in (admitted(TOWN, one.part) for one in drawn):
        before, after = (Engine(pack).assess(person, DAY) for pack in (TOWN, reform))
        for name in left:
            assert before.outcome(name).status == after.outcome(name).status
            assert before.outcome(name).sums == after.outcome(name).sums
            assert set(before.outcome(name).missing) == set(after.outcome(name).missing)
        part = Engine(few).assess(person, DAY)
        for name in touched(TOWN, reform):
            assert part.outcome(name).status == after.outcome(name).status
            assert part.outcome(name).sums == after.outcome(name).sums


def test_packs_that_differ_as_a_whole_are_held_against_each_other_rule_by_rule() -> None:
    other = mini(
        *[one for one in RULES if one["id"] not in ("alone", "read")], rule("read", when=["local"]),
        rule("new"), exclusive=GROUPS[:1], parameters=[parameter("share", "decimal")],
        readings=[reading("scope", "narrow", "wide"), reading("stacking", "highest", "each")],
    )  # fmt: skip
    assert touched(TOWN, other) == {"alone", "read", "new", "rival", "maybe", "first", "asks"}
    assert touched(TOWN, mini(
        *RULES, exclusive=GROUPS, parameters=[parameter("share", "decimal")],
        readings=[reading("scope", "narrow", "wide"), reading("stacking", "highest", "each")],
    )) == frozenset()  # fmt: skip


def test_dates_matter_on_their_day() -> None:
    reform = changed(mini(rule()), "rule.aid.valid.from=2026-02-01")
    statuses = [
        assessed(reform, {}, day=day).outcome("aid").status for day in (DAY, date(2026, 2, 1))
    ]
    assert statuses == ["ineligible", "eligible"]
