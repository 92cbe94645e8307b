"""From a rule's amount to sums: natures, tables, periods, offsets, caps, approvals, dates."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.policy.mini import assessed, mini, outcome, rule

from yanzhen.policy.outcome import Sums
from yanzhen.policy.values import add_months, full_months, full_years, money, share, yuan

WAN = 1_000_000  # fen


def sums(facts: dict[str, Any] | None = None, **parts: Any) -> Sums:
    return outcome(mini(rule(**parts)), facts or {}).sums


def limits(found: Sums) -> tuple[int | None, int | None, int | None]:
    """Settled, least and greatest, in 万元."""
    total, low, high = (
        None if one is None else one // WAN for one in (found.total, found.low, found.high)
    )
    return total, low, high


NATURES = [
    ("fixed", "3万元", (3, 3, 3)),
    ("formula", {"formula": "percent(50) * wan(6)"}, (3, 3, 3)),
    ("ceiling", "3万元", (None, 0, 3)),
    ("loan", "3万元", (None, 0, 3)),
    ("range", {"from": "1万元", "to": "3万元"}, (None, 1, 3)),
]


@pytest.mark.parametrize(("nature", "amount", "expected"), NATURES)
def test_only_a_fixed_sum_or_a_formula_settles_itself(
    nature: str, amount: Any, expected: tuple[int | None, ...]
) -> None:
    assert limits(sums(nature=nature, amount=amount)) == expected


@pytest.mark.parametrize("nature", ["in_kind", "unspecified"])
def test_what_has_no_figure_has_no_sum(nature: str) -> None:
    assert sums(nature=nature) == Sums()


BY_DEGREE = {"by": "degree", "doctor": "3万元", "master": "2万元"}
BANDS = {"first": [{"if": "jobs >= 30", "is": "3万元"}, {"if": "jobs >= 10", "is": "1万元"}]}
AMOUNTS: list[tuple[Any, dict[str, Any], str, tuple[int | None, ...]]] = [
    (BY_DEGREE, {"degree": "doctor"}, "eligible", (3, 3, 3)),
    (BY_DEGREE, {"degree": "bachelor"}, "ineligible", (None, None, None)),
    (BY_DEGREE, {}, "unknown", (None, 0, 3)),
    (BANDS, {"jobs": 30}, "eligible", (3, 3, 3)),
    (BANDS, {"jobs": 29}, "eligible", (1, 1, 1)),
    (BANDS, {"jobs": 9}, "ineligible", (None, None, None)),
    (BANDS, {}, "unknown", (None, 0, 3)),
    (
        {"formula": "percent(20) * pay", "at_most": "2万元"},
        {"pay": "10万元"},
        "eligible",
        (2, 2, 2),
    ),
    (
        {"formula": "percent(20) * pay", "at_most": "2万元"},
        {"pay": "11万元"},
        "eligible",
        (2, 2, 2),
    ),
    ({"formula": "percent(20) * pay", "at_most": "2万元"}, {"pay": "5万元"}, "eligible", (1, 1, 1)),
    ({"formula": "percent(20) * pay", "at_most": "2万元"}, {}, "eligible", (None, 0, 2)),
    ({"formula": "percent(20) * pay"}, {}, "eligible", (None, 0, None)),
    ({"formula": "pay - rent"}, {"pay": "1万元", "rent": "3万元"}, "eligible", (0, 0, 0)),
    ({"formula": "wan(1) if works else wan(2)"}, {}, "eligible", (None, 1, 2)),
    ({"formula": "min(pay, rent)"}, {"pay": "1万元"}, "eligible", (None, 0, 1)),
    ({"formula": "max(pay, rent)"}, {"pay": "1万元"}, "eligible", (None, 1, None)),
]


@pytest.mark.parametrize(("amount", "facts", "status", "expected"), AMOUNTS)
def test_amounts(
    amount: Any, facts: dict[str, Any], status: str, expected: tuple[int | None, ...]
) -> None:
    found = outcome(mini(rule(nature="formula", amount=amount)), facts)
    assert (found.status, limits(found.sums)) == (status, expected)


def test_a_share_is_rounded_half_up_once() -> None:
    rounded = {"0.01元": 0, "0.03元": 1, "0.05元": 1, "0.02元": 1, "0.13元": 3}
    amount = {"formula": "percent(25) * pay"}
    for pay, fen in rounded.items():
        assert sums({"pay": pay}, nature="formula", amount=amount).total == fen, pay
    assert share(Fraction(1, 2), 1) == 1


def test_money_is_exact_beyond_what_a_float_can_hold() -> None:
    found = sums({"pay": 167772.17}, nature="formula", amount={"formula": "pay * 3"})
    assert found.total == 50331651
    found = sums({"pay": "90071992547409.93元"}, nature="formula", amount={"formula": "pay * 1"})
    assert found.total == 9007199254740993


PERIODS: list[tuple[Any, dict[str, Any], tuple[Any, ...]]] = [
    (None, {}, (None, None, False)),  # the clause sets no number: never settled
    (3, {}, (3 * WAN, 3, False)),
    ({"up_to": 3}, {}, (None, 3, True)),
    ({"up_to": 3, "fact": "claimed"}, {}, (None, 3, True)),
    ({"up_to": 3, "fact": "claimed"}, {"claimed": 2}, (2 * WAN, 2, False)),
    ({"up_to": 3, "fact": "claimed"}, {"claimed": 5}, (3 * WAN, 3, False)),
    ({"up_to": 3, "fact": "claimed"}, {"claimed": 0}, (0, 0, False)),
]


@pytest.mark.parametrize(("periods", "facts", "expected"), PERIODS)
def test_periods(periods: Any, facts: dict[str, Any], expected: tuple[Any, ...]) -> None:
    parts = {"periods": periods} if periods else {}
    found = sums(facts, every="year", **parts)
    assert (found.total, found.periods, found.up_to) == expected
    assert found.per_period == WAN


OFFSETS: list[tuple[dict[str, Any], tuple[int | None, ...]]] = [
    ({"rent": "1万元"}, (4, 4, 4)),
    ({"rent": 0}, (5, 5, 5)),
    ({"rent": "5万元"}, (0, 0, 0)),
    ({"rent": "8万元"}, (0, 0, 0)),
    ({}, (None, 0, 5)),
]


@pytest.mark.parametrize(("facts", "expected"), OFFSETS)
def test_an_offset_is_deducted_never_below_zero(
    facts: dict[str, Any], expected: tuple[int | None, ...]
) -> None:
    found = outcome(mini(rule(amount="5万元", less="rent")), facts)
    assert limits(found.sums) == expected
    assert found.missing == (() if facts else ("rent",))
    if facts:
        assert sum(one.fen or 0 for one in found.schedule) == found.sums.total


def test_an_offset_from_yearly_payments_leaves_a_schedule_that_adds_up() -> None:
    parts = {"amount": "5万元", "every": "year", "periods": 3, "less": "rent"}
    found = outcome(mini(rule(**parts)), {"rent": "6万元"})
    assert found.sums.total == 9 * WAN
    known = [one.fen for one in found.schedule]
    assert None in known or sum(one or 0 for one in known) == 9 * WAN


APPROVED: list[tuple[str, list[dict[str, Any]], int | None]] = [
    ("ceiling", [{"rule": "aid", "sum": "3万元"}], 3),
    ("ceiling", [{"rule": "aid", "sum": "9万元"}], 5),  # never above the ceiling
    ("ceiling", [{"rule": "aid", "sum": "1万元"}, {"rule": "aid", "sum": "2万元"}], 3),
    ("ceiling", [{"rule": "aid", "sum": "4万元"}, {"rule": "aid", "sum": "2万元"}], 5),
    ("ceiling", [{"rule": "aid", "sum": 0}], 0),
    ("ceiling", [{"rule": "other", "sum": "3万元"}], None),
    ("ceiling", [{"rule": "aid"}], None),
    ("ceiling", [{"rule": "aid", "sum": "1万元"}, {"rule": "aid"}], None),
    ("ceiling", [{"rule": "aid", "sum": "1万元"}, {"sum": "1万元"}], None),  # perhaps for this one
    ("ceiling", [], None),
    ("loan", [{"rule": "aid", "sum": "3万元"}], None),
    ("fixed", [{"rule": "aid", "sum": "3万元"}], 5),
]


@pytest.mark.parametrize(("nature", "records", "expected"), APPROVED)
def test_an_approved_sum_settles_a_ceiling(
    nature: str, records: list[dict[str, Any]], expected: int | None
) -> None:
    found = sums({"approved_sums": records}, nature=nature, amount="5万元")
    assert limits(found)[0] == expected


def test_an_approved_sum_waits_for_an_unknown_ceiling() -> None:
    """3万元 approved where the ceiling may be 2万元 or 5万元 is not settled; 1万元 is."""
    amount = {"by": "tier", "A": "5万元", "B": "2万元"}
    pack = mini(rule(nature="ceiling", amount=amount, when=["tier in ('A', 'B')"]))
    open_tier = {"honours": [{}], "degree": "doctor"}
    assert outcome(pack, open_tier).status == "eligible"
    for approved, before, under_b in [("3万元", None, 2), ("1万元", 1, 1)]:
        given = {"approved_sums": [{"rule": "aid", "sum": approved}]}
        assert limits(outcome(pack, {**open_tier, **given}).sums)[0] == before
        assert limits(outcome(pack, {**given, "recognised": "B"}).sums)[0] == under_b


def test_a_range_can_be_settled_by_approval_within_its_limits() -> None:
    amount = {"from": "1万元", "to": "3万元"}
    given = {"approved_sums": [{"rule": "aid", "sum": "2万元"}]}
    assert limits(sums(given, nature="range", amount=amount))[0] == 2


# -- several records, and caps over them

EACH = {"records": "hires", "as": "h", "when": ["h.confirmed"]}
YEARLY = [{"per": "year", "field": "year", "limit": "10万元"}]
TOTAL = [{"per": "subject", "limit": "15万元"}]


def hire(tier: str | None = "A", year: int | None = 2025, confirmed: bool | None = True) -> Any:
    found = {"tier": tier, "year": year, "confirmed": confirmed}
    return {name: value for name, value in found.items() if value is not None}


def claimed(records: Any, caps: list[dict[str, Any]] | None) -> Any:
    amount = {"by": "h.tier", "A": "6万元", "B": "2万元"}
    parts = {"subject": "employer", "for_each": EACH, "amount": amount, "caps": caps or []}
    facts = {} if records is None else {"hires": records}
    return outcome(mini(rule(**parts)), facts, subject="employer")


CLAIMS: list[tuple[Any, Any, str, tuple[int | None, ...]]] = [
    ([hire()], None, "eligible", (6, 6, 6)),
    ([hire(), hire()], None, "eligible", (12, 12, 12)),
    ([hire()], [{"per": "year", "limit": "6万元"}], "eligible", (6, 6, 6)),
    ([hire()], [{"per": "subject", "limit": "5万元"}], "eligible", (5, 5, 5)),
    ([hire(), hire()], YEARLY, "eligible", (10, 10, 10)),
    ([hire(), hire(year=2024)], YEARLY, "eligible", (12, 12, 12)),
    ([hire(), hire(), hire(year=2024)], YEARLY + TOTAL, "eligible", (15, 15, 15)),
    ([hire(), hire(confirmed=False)], YEARLY, "eligible", (6, 6, 6)),
    ([hire(confirmed=False)], YEARLY, "ineligible", (None, None, None)),
    ([], YEARLY, "ineligible", (None, None, None)),
    (None, TOTAL, "unknown", (None, 0, 15)),
    (None, YEARLY, "unknown", (None, 0, None)),
    ([hire(confirmed=None)], YEARLY, "unknown", (None, 0, 6)),
    ([hire(), hire(confirmed=None)], YEARLY, "eligible", (None, 6, 10)),
    ([hire(), hire(), hire(confirmed=None)], YEARLY, "eligible", (10, 10, 10)),
    ([hire(tier=None)], YEARLY, "unknown", (None, 0, 6)),
    ([hire(), hire(tier=None)], YEARLY, "eligible", (None, 6, 10)),
    # a claim without its year may fall into a full one or an empty one; alone it fits anyway
    ([hire(year=None)], YEARLY, "eligible", (6, 6, 6)),
    ([hire(), hire(year=None)], YEARLY, "eligible", (None, 6, 12)),
    ([hire(), hire(), hire(year=2024), hire(year=None)], TOTAL, "eligible", (15, 15, 15)),
]


@pytest.mark.parametrize(("records", "caps", "status", "expected"), CLAIMS)
def test_caps_over_claims(
    records: Any, caps: Any, status: str, expected: tuple[int | None, ...]
) -> None:
    found = claimed(records, caps)
    assert (found.status, limits(found.sums)) == (status, expected)


def test_claims_count_in_their_order_until_the_cap() -> None:
    found = claimed([hire(), hire("B"), hire(), hire("B", 2024)], YEARLY)
    assert [one.counted_fen and one.counted_fen // WAN for one in found.claims] == [6, 2, 2, 2]
    assert [one.fen and one.fen // WAN for one in found.claims] == [6, 2, 6, 2]
    assert [one.group for one in found.claims] == [2025, 2025, 2025, 2024]


def test_a_claim_after_one_without_its_year_is_not_settled() -> None:
    first, second = claimed([hire(year=None), hire()], YEARLY).claims
    assert first.counted_fen is None
    assert second.counted_fen is None  # it would be 4万元 if the first is of the same year


# -- totals


def test_totals_keep_natures_apart() -> None:
    pack = mini(
        rule("sure", amount="1万元"), rule("most", nature="ceiling", amount="2万元"),
        rule("lent", nature="loan", amount="4万元"), rule("own", amount="8万元", payer="own"),
        rule("kind", nature="in_kind"), rule("maybe", when=["works"], amount="16万元"),
        rule("often", amount="32万元", every="year", periods={"up_to": 2}),
    )  # fmt: skip
    found = assessed(pack, {}).totals
    assert (found.sure, found.up_to, found.loan) == (WAN, 66 * WAN, 4 * WAN)


EXCLUSIVE = [
    ({"works": True, "local": True}, 3),
    ({"works": True, "local": False}, 3),
    ({"works": False, "local": True}, 2),
    ({"local": True}, 2),
    ({"works": False, "local": False}, 0),
]


@pytest.mark.parametrize(("facts", "expected"), EXCLUSIVE)
def test_of_rules_that_exclude_each_other_the_best_counts(
    facts: dict[str, Any], expected: int
) -> None:
    group = {"id": "x", "clause": "1", "rules": ["a", "b"], "note": {"zh": "互斥", "en": "one"}}
    pack = mini(
        rule("a", when=["works"], amount="3万元"), rule("b", when=["local"], amount="2万元"),
        exclusive=[group],
    )  # fmt: skip
    found = assessed(pack, facts)
    assert found.totals.sure == expected * WAN
    both = facts == {"works": True, "local": True}
    assert found.outcome("a").exclusive_with == (("b",) if both else ())


def test_of_rivals_a_settled_sum_counts_as_what_it_is() -> None:
    """Approved 1万元 under a ceiling of 5万元 is worth less than a sure 3万元."""
    group = {"id": "x", "clause": "1", "rules": ["a", "b"], "note": {"zh": "互斥", "en": "one"}}
    pack = mini(
        rule("a", nature="ceiling", amount="5万元"), rule("b", amount="3万元"), exclusive=[group]
    )
    facts = {"approved_sums": [{"rule": "a", "sum": "1万元"}]}
    assert assessed(pack, facts).totals.sure == 3 * WAN


# -- dates


def test_monthly_payments_from_the_31st_end_with_the_month() -> None:
    parts = {"every": "month", "periods": 3, "starts": "hired_on"}
    found = outcome(mini(rule(**parts)), {"hired_on": "2024-01-31"}).schedule
    assert [(str(one.start), str(one.until)) for one in found] == [
        ("2024-01-31", "2024-02-28"), ("2024-02-29", "2024-03-30"), ("2024-03-31", "2024-04-29"),
    ]  # fmt: skip


def test_yearly_payments_from_29_february() -> None:
    parts = {"every": "year", "periods": 2, "starts": "hired_on"}
    found = outcome(mini(rule(**parts)), {"hired_on": "2024-02-29"}).schedule
    assert [(str(one.start), str(one.until)) for one in found] == [
        ("2024-02-29", "2025-02-27"), ("2025-02-28", "2026-02-27"),
    ]  # fmt: skip


def test_paid_within_years_of_the_start() -> None:
    pack = mini(rule(amount="5万元", pay={"within_years": 3}, starts="hired_on"))
    (one,) = outcome(pack, {"hired_on": "2024-02-29"}).schedule
    assert (one.start, one.until, one.fen) == (date(2024, 2, 29), date(2027, 2, 28), 5 * WAN)
    (one,) = outcome(pack, {}).schedule
    assert (one.start, one.until) == (None, None)


@pytest.mark.parametrize("parts", [
    {"every": "year", "periods": 3, "starts": "hired_on"},
    {"every": "month", "periods": 36, "starts": "hired_on"},
    {"pay": {"within_years": 3}, "starts": "hired_on"},
    {"when": ["full_years(hired_on, as_of) >= 3"]},
])  # fmt: skip
def test_the_end_of_the_calendar_is_no_traceback(parts: dict[str, Any]) -> None:
    outcome(mini(rule(**parts)), {"hired_on": "9999-12-01"})
    outcome(mini(rule(**parts)), {"hired_on": "0001-01-01"})


VALID = [("2025-12-31", "ineligible"), ("2026-01-01", "eligible"), ("2027-06-30", "eligible"),
         ("2027-07-01", "ineligible")]  # fmt: skip


@pytest.mark.parametrize(("day", "expected"), VALID)
def test_a_rule_holds_from_its_first_to_its_last_day(day: str, expected: str) -> None:
    pack = mini(rule(valid={"from": "2026-01-01", "until": "2027-06-30"}))
    assert outcome(pack, {}, day=date.fromisoformat(day)).status == expected


SPANS = [
    ("2024-01-31", "2024-02-28", 0, 0), ("2024-01-31", "2024-02-29", 1, 0),
    ("2024-02-29", "2025-02-27", 11, 0), ("2024-02-29", "2025-02-28", 12, 1),
    ("2024-03-15", "2025-03-14", 11, 0), ("2024-03-15", "2025-03-15", 12, 1),
    ("2024-03-15", "2024-03-15", 0, 0), ("2024-03-15", "2024-03-14", -1, -1),
    ("2000-02-29", "2100-02-28", 1200, 100),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "months", "years"), SPANS)
def test_full_months_and_years(start: str, end: str, months: int, years: int) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert (full_months(first, last), full_years(first, last)) == (months, years)


def test_adding_months_ends_with_the_month() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


WRITTEN = [
    ("50万元", 50 * WAN, "50万元"),
    ("2000元", 200_000, "2000元"),
    ("1亿元", 10**10, "1亿元"),
    ("1.5亿元", 15 * 10**9, "1.5亿元"),
    ("12.34元", 1234, "12.34元"),
    ("0元", 0, "0元"),
    ("1,000元", 100_000, "1000元"),
    ("300分", 300, "3元"),
    ("7", 700, "7元"),
]


@pytest.mark.parametrize(("text", "fen", "said"), WRITTEN)
def test_sums_are_read_and_written_exactly(text: str, fen: int, said: str) -> None:
    assert (money(text), yuan(fen)) == (fen, said)


@pytest.mark.parametrize(
    "text", ["", "万元", "1.005元", "一万元", "1e5", "1 0元", "￥5", "1.2.3元", "NaN"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        money(text)
