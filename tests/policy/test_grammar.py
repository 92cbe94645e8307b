"""What may stand in a condition, what may not, and where a finding points.

Every good expression has a value for the facts beside it; every bad one is refused when the pack
loads, by a code, at its own line and column.
"""

from decimal import Decimal

import pytest
from tests.policy.mini import findings, mini, outcome, rule, sources, truth

from yanzhen.policy import read_pack

GOOD = [
    ("works", {"works": True}, True),
    ("not works", {"works": True}, False),
    ("works == True", {"works": True}, True),
    ("works and local or passed", {"works": True, "local": False, "passed": True}, True),
    ("jobs >= 30", {"jobs": 30}, True),
    ("30 <= jobs", {"jobs": 29}, False),
    ("30 > jobs", {"jobs": 29}, True),
    ("10 < jobs < 20", {"jobs": 19}, True),
    ("10 < jobs < 20", {"jobs": 20}, False),
    ("score == -3", {"score": -3}, True),
    ("jobs in (1, 2)", {"jobs": 2}, True),
    ("jobs not in [1, 2]", {"jobs": 2}, False),
    ("jobs in {2, 2.5}", {"jobs": 2}, True),
    ("degree == 'doctor'", {"degree": "doctor"}, True),
    ("'doctor' != degree", {"degree": "doctor"}, False),
    ("degree in ('doctor', 'master')", {"degree": "bachelor"}, False),
    ("'french' in tongues", {"tongues": ["french"]}, True),
    ("'french' not in tongues", {"tongues": []}, True),
    ("motto == '求实 创新'", {"motto": "求实 创新"}, True),
    ("pay >= wan(50)", {"pay": "50万元"}, True),
    ("pay < yuan(2000)", {"pay": "1999.99元"}, True),
    ("pay == yi(1)", {"pay": "1亿元"}, True),
    ("pay - rent > wan(1)", {"pay": "3万元", "rent": "2万元"}, False),
    ("percent(20) * pay == yuan(0.01)", {"pay": "0.03元"}, True),
    ("pay * 2 + rent >= wan(5)", {"pay": "2万元", "rent": "1万元"}, True),
    ("min(pay, rent, wan(9)) == wan(1)", {"pay": "2万元", "rent": "1万元"}, True),
    ("max(jobs, 3.5) == 3.5", {"jobs": 3}, True),
    ("(pay if works else rent) == wan(1)", {"works": False, "pay": 0, "rent": "1万元"}, True),
    ("ratio <= 0.1", {"ratio": 0.1}, True),
    ("ratio < 0.1", {"ratio": "10%"}, False),
    ("jobs * 1.5 == 3", {"jobs": 2}, True),
    ("as_of >= date('2026-01-01')", {}, True),
    ("hired_on < as_of", {"hired_on": "2025-12-31"}, True),
    ("full_years(hired_on, as_of) == 1", {"hired_on": "2025-01-01"}, True),
    ("full_months(hired_on, as_of) >= 12", {"hired_on": "2025-01-02"}, False),
    ("tier == 'A'", {"recognised": "A"}, True),
    ("tier in ('A', 'none')", {"recognised": "B"}, False),
    ("any(h.award == 'star' for h in honours)", {"honours": [{"award": "star"}]}, True),
    (
        "any(h.sole for h in honours if h.rank == 1)",
        {"honours": [{"rank": 2, "sole": True}]},
        False,
    ),
    ("all(h.sole for h in honours if h.rank == 1)", {"honours": [{"rank": 2}]}, True),
    ("count(h.rank <= 3 for h in honours) == 2", {"honours": [{"rank": 3}, {"rank": 1}]}, True),
    ("sum(h.prize for h in honours) == yuan(3)", {"honours": [{"prize": 1}, {"prize": 2}]}, True),
    ("sum(h.rank for h in honours if h.sole) == 0", {"honours": []}, True),
    (
        "sum(h.weight for h in honours) == 0.3",
        {"honours": [{"weight": 0.1}, {"weight": 0.2}]},
        True,
    ),
    (
        "any(level_of(h.award) == 'national' for h in honours)",
        {"honours": [{"award": "star"}]},
        True,
    ),
    (
        "any(group_of(h.award) in ('arts',) for h in honours)",
        {"honours": [{"award": "star"}]},
        False,
    ),
    (
        "any(level_of(h.award) == 'municipal' for h in honours)",
        {"honours": [{"award": "plain"}]},
        False,
    ),
]


@pytest.mark.parametrize(("condition", "facts", "expected"), GOOD)
def test_good_expression_has_a_value(
    condition: str, facts: dict[str, object], expected: bool
) -> None:
    assert truth(condition, facts) == ("eligible" if expected else "ineligible")


@pytest.mark.parametrize(("condition", "facts", "expected"), [one for one in GOOD if one[1]])
def test_good_expression_is_unknown_without_facts(
    condition: str, facts: dict[str, object], expected: bool
) -> None:
    assert truth(condition, {}) == "unknown"


BAD = [
    # names
    ("lokal", "unknown-name", "local"),
    ("degre == 'doctor'", "unknown-name", "degree"),
    ("any(x for x in honours)", "unknown-name", None),
    ("h.rank == 1", "unknown-name", None),
    ("any(h.rnk > 1 for h in honours)", "unknown-field", "rank"),
    ("cont(h.sole for h in honours) > 1", "unknown-function", "count"),
    ("eligible('adi')", "unknown-rule", "aid"),
    ("eligible('firm')", "unknown-rule", None),  # it asks employers
    ("eligible(degree)", "unknown-rule", None),
    ("any(h.confirmed for h in hires)", "other-subject", None),
    # options
    ("degree == 'docter'", "unknown-option", "doctor"),
    ("'docter' == degree", "unknown-option", "doctor"),
    ("degree in ('doctor', 'mastr')", "unknown-option", "master"),
    ("'german' in tongues", "unknown-option", None),
    ("tier == 'C'", "unknown-option", None),
    ("tier in ('A', 'C')", "unknown-option", None),
    ("degree == 3", "unknown-option", None),
    ("any(level_of(h.award) == 'natonal' for h in honours)", "unknown-option", "national"),
    ("any(group_of(h.award) == 'sciense' for h in honours)", "unknown-option", "science"),
    # types
    ("pay > 3", "wrong-type", None),
    ("pay > full_months(hired_on, as_of)", "wrong-type", None),
    ("pay * pay > wan(1)", "wrong-type", None),
    ("pay + jobs > wan(1)", "wrong-type", None),
    ("min(pay, jobs) > 1", "wrong-type", None),
    ("min(jobs) > 1", "wrong-type", None),
    ("hired_on > '2020-01-01'", "wrong-type", None),
    ("hired_on - left_on > 3", "wrong-type", None),
    ("jobs > '3'", "wrong-type", None),
    ("works > local", "wrong-type", None),
    ("works == 1", "wrong-type", None),
    ("degree > 'doctor'", "wrong-type", None),
    ("tier >= 'B'", "wrong-type", None),
    ("degree == mode", "wrong-type", None),
    ("tongues == 'french'", "wrong-type", None),
    ("tongues in ('french',)", "wrong-type", None),
    ("degree in 'doctor'", "wrong-type", None),
    ("degree in degree", "wrong-type", None),
    ("jobs in (score, 2)", "wrong-type", None),
    ("pay in (wan(1), 3)", "wrong-type", None),
    ("honours == honours", "wrong-type", None),
    ("honours in ('a',)", "wrong-type", None),
    ("jobs", "wrong-type", None),
    ("honours", "wrong-type", None),
    ("works and jobs", "wrong-type", None),
    ("not jobs", "wrong-type", None),
    ("any(h.rank for h in honours)", "wrong-type", None),
    ("sum(h.won_on for h in honours) > 1", "wrong-type", None),
    ("any(h for h in degree)", "wrong-type", None),
    ("any(h.rank > 1 for h in (honours if works else honours))", "wrong-type", None),
    ("works if local else jobs", "wrong-type", None),
    ("full_years(hired_on) >= 3", "wrong-type", None),
    ("full_years(jobs, as_of) >= 3", "wrong-type", None),
    ("wan(jobs) > pay", "wrong-type", None),
    ("wan(0.00000001) < pay", "wrong-type", None),
    ("date('2023-02-29') < as_of", "wrong-type", None),
    ("date(3) < as_of", "wrong-type", None),
    ("level_of(degree) == 'national'", "wrong-type", None),
    # not in the language
    ("pay / 2 > wan(1)", "not-in-language", None),
    ("jobs // 2 > 1", "not-in-language", None),
    ("jobs % 2 == 1", "not-in-language", None),
    ("jobs ** 2 > 1", "not-in-language", None),
    ("-jobs > 1", "not-in-language", None),
    ("works is True", "not-in-language", None),
    ("degree == None", "not-in-language", None),
    ("jobs == 1j", "not-in-language", None),
    ("jobs == 1e3", "not-in-language", None),
    ("f'{degree}' == 'doctor'", "not-in-language", None),
    ("lambda: works", "not-in-language", None),
    ("[works]", "not-in-language", None),
    ("degree['x'] == 'doctor'", "not-in-language", None),
    ("(x := works)", "not-in-language", None),
    ("works.real", "unknown-name", None),
    ("__import__('os')", "unknown-function", None),
    ("wan(1)(2) > pay", "not-in-language", None),
    ("max(jobs, 1, key=2) > 1", "not-in-language", None),
    ("any(works)", "not-in-language", None),
    ("any([works])", "not-in-language", None),
    ("any(h.sole for h in honours for g in honours)", "not-in-language", None),
    ("any(h.sole async for h in honours)", "not-in-language", None),
    ("any(h for h, g in honours)", "not-in-language", None),
    ("known(jobs)", "unknown-function", None),  # knowing more never turns an answer round
    # beyond all measure
    ("jobs in ()", "unreachable", None),
    ("yi(100000000) > pay", "too-large", None),
    (f"jobs > {10**16}", "too-large", None),
    ("ratio > 1e400", "too-large", None),
    ("not " * 60 + "works", "too-deep", None),
    ("not " * 1200 + "works", "too-deep", None),
    ("jobs" + " + jobs" * 60 + " > 1", "too-deep", None),
    ("works or (" * 80 + "works" + ")" * 80, "too-deep", None),
    ("works and " * 1000 + "works", "too-long", None),
    # syntax
    ("works and", "bad-syntax", None),
    ("(" * 300 + "works" + ")" * 300, "bad-syntax", None),
    ("jobs >= 012", "bad-syntax", None),
    ("works; local", "bad-syntax", None),
    ("works = True", "bad-syntax", None),
    ("", "bad-syntax", None),
    ("   ", "bad-syntax", None),
    ("works\x00", "bad-syntax", None),
    ("工作 且", "bad-syntax", None),
]


@pytest.mark.parametrize(("condition", "code", "hint"), BAD)
def test_bad_expression_is_refused(condition: str, code: str, hint: str | None) -> None:
    found = findings(rule(when=[condition]), rule("firm", subject="employer"))
    assert code in {one.code for one in found}, found
    assert hint is None or hint in {one.suggestion for one in found}


def test_decimal_literals_are_exact() -> None:
    amount = {"formula": "wan(10000) * 0.12345678901234567891"}
    pack = mini(rule(nature="formula", amount=amount, when=["ratio >= 0.12345678901234567891"]))
    assert outcome(pack, {"ratio": Decimal("0.12345678901234567891")}).sums.total == 1234567890
    assert outcome(pack, {"ratio": Decimal("0.12345678901234567890")}).status == "ineligible"


HEAD = """\
benefits:
  - id: aid
    clause: "1"
    title: {zh: a, en: a}
    summary: {zh: a, en: a}
    subject: person
    beneficiary: person
    nature: fixed
    amount: 1万元
    when:
"""
PLACES = [
    ("      - works and lokal", [(11, 19)]),
    ("      - 'works and degree == ''docter'' and lokal'", [(11, 31), (11, 45)]),
    ('      - "works and degree == \\"docter\\" and lokal"', [(11, 31), (11, 45)]),
    ("      - degree == '博士学位' and lokal", [(11, 19), (11, 30)]),
    ("      - works and and", [(11, 19)]),
    ("      - works and\n        lokal and\n          lokol", [(12, 9), (13, 11)]),
    (
        "      - >-\n        works\n        and lokal\n        and degree == '中' and lokol",
        [(13, 13), (14, 23), (14, 31)],
    ),
    (
        "      - if: |\n          works and\n          lokal\n        zh: a\n        en: b",
        [(13, 11)],
    ),
    ("      - >-\n        works\n        and )", [(13, 13)]),
    ("      - lokal\n      - works\n      - jobs > 'x' or pay > 3", [(11, 9), (13, 16), (13, 29)]),
]


@pytest.mark.parametrize(("conditions", "places"), PLACES)
def test_each_flaw_has_its_own_place(conditions: str, places: list[tuple[int, int]]) -> None:
    found = read_pack(sources(benefits=HEAD + conditions + "\n")).findings
    assert [(one.place.line, one.place.column) for one in found] == places
    assert {one.place.file for one in found} == {"mini/benefits/all.yaml"}


BAD_RULES = [
    ({"amount": {"first": [{"if": "works", "is": "1元"}, {"if": "works", "is": "2元"}]}},
     "unreachable"),
    ({"amount": {"by": "degree", "docter": "1元"}}, "unknown-option"),
    ({"amount": {"by": "tongues", "french": "1元"}}, "wrong-type"),
    ({"amount": {"by": "works", "true": "1元"}}, "wrong-type"),
    ({"amount": {"formula": "jobs * 2"}}, "wrong-type"),
    ({"amount": {"formula": "pay", "at_most": "rent"}}, "bad-value"),
    ({"amount": "-1元"}, "bad-value"),
    ({"amount": "99999999亿元"}, "bad-value"),
    ({"amount": "1.005元"}, "bad-syntax"),
    ({"nature": "range", "amount": {"from": "2万元", "to": "1万元"}}, "bad-range"),
    ({"amount": {"from": "1万元", "to": "2万元"}}, "bad-nature"),
    ({"nature": "in_kind", "amount": "1元"}, "bad-nature"),
    ({"nature": "unspecified", "amount": "1元"}, "bad-nature"),
    ({"caps": [{"per": "year", "limit": "1元"}]}, "bad-cap"),
    ({"once_per": "person", "for_each": {"records": "jobs", "as": "j"}}, "bad-once"),
    ({"once_per": "year"}, "bad-shape"),
    ({"starts": "jobs"}, "unknown-name"),
    ({"less": "jobs"}, "unknown-name"),
    ({"every": "year", "periods": {"up_to": 3, "fact": "pay"}}, "unknown-name"),
    ({"every": "year", "periods": 0}, "bad-shape"),
    ({"pay": {"within_years": 0}}, "bad-shape"),
    ({"valid": {"from": "2024-02-31"}}, "impossible-date"),
    ({"subject": "persn"}, "unknown-subject"),
    ({"when": ["eligible('aid')"]}, "circular-rule"),
    ({"for_each": {"records": "honor", "as": "h"}}, "unknown-name"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), BAD_RULES)
def test_bad_rule_is_refused(parts: dict[str, object], code: str) -> None:
    assert code in {one.code for one in findings(rule(**parts))}


def test_circles_are_found_over_several_rules_and_inside_records() -> None:
    each = {"records": "hires", "as": "h", "when": ["h.confirmed and eligible('a')"]}
    found = findings(
        rule("a", subject="employer", when=["eligible('b')"]),
        rule("b", subject="employer", when=["eligible('c')"]),
        rule("c", subject="employer", for_each=each),
        rule("d", subject="employer", when=["eligible('a')"]),
    )
    assert [one.message.split()[1] for one in found] == ["a", "b", "c"]
