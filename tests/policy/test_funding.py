"""Funds, pools, shares and clawback: what is read, and what each slip is called."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.policy.mini import as_yaml, findings, mini, rule, text

from yanzhen.policy import (
    Finding,
    Pack,
    clawbacks_of,
    fund_of,
    funding_elements,
    is_external,
    paid_as,
    pools_of,
    shares_of,
)

UNITS = [{"id": "treasury", **text("市财政", "Treasury"), "kind": "treasury"}]
AID = rule("aid", less="rent")
LOAN = rule("loan", nature="loan", amount="2万元")
FUND = {"id": "fund", "clause": "1", **text("资金", "Fund"), "pays": "all"}
POOL = {
    "id": "posts", "clause": "1", **text("专户", "Posts"), "unit": "post", "rules": ["aid"],
    "size": 100,
}  # fmt: skip
SHARE = {"clause": "1", "rules": ["aid"], "bearer": "treasury", "parties": ["city"]}
BACK = {
    "id": "sold", "clause": "1", "rules": ["aid"], "trigger": text("卖掉", "Sold"),
    "within_years": 10, "since": "hired_on", "amount": "all",
}  # fmt: skip
PAID = {"fact": "rent", "clause": "1", "rules": ["aid"]}
BANK = {"clause": "1", "rules": ["aid"], "party": text("银行", "Bank")}
WHOLE = {
    "funds": [FUND], "pools": [POOL], "shares": [SHARE], "clawbacks": [BACK], "counts_as": [PAID],
}  # fmt: skip


def built(funding: Mapping[str, Any]) -> Pack:
    return mini(AID, LOAN, units=UNITS, more={"funding.yaml": funding})


def found(funding: Mapping[str, Any]) -> tuple[Finding, ...]:
    return findings(AID, LOAN, units=UNITS, more={"funding.yaml": funding})


def without(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: part for name, part in entry.items() if name != key}


# Each slip: the list, the entry, the code it is reported by, and the word that is suggested.
SLIPS: dict[str, tuple[str, dict[str, Any], str, str | None]] = {
    "unknown rule": ("pools", {**POOL, "rules": ["aidd"]}, "unknown-reference", "aid"),
    "unknown rule of a fund": ("funds", {**FUND, "pays": ["lon"]}, "unknown-reference", "loan"),
    "unknown clause": ("funds", {**FUND, "clause": "7"}, "unknown-reference", None),
    "unknown bearer": ("shares", {**SHARE, "bearer": "tresury"}, "unknown-reference", "treasury"),
    "unknown fact": ("counts_as", {**PAID, "fact": "rnt"}, "unknown-reference", "rent"),
    "a fact that nothing deducts": ("counts_as", {**PAID, "fact": "pay"}, "bad-funding", None),
    "unknown date": ("clawbacks", {**BACK, "since": "hired_n"}, "unknown-reference", "hired_on"),
    "no date": ("clawbacks", {**BACK, "since": "works"}, "bad-funding", None),
    "no sum": ("funds", {**FUND, "least_per_year": "很多"}, "bad-money", None),
    "neither size nor name": ("pools", without(POOL, "size"), "bad-funding", None),
    "both size and name": ("pools", {**POOL, "parameter": "posts"}, "bad-funding", None),
    "both size and count": ("pools", {**POOL, "count": {"per": "year", "about": 5}},
                            "bad-funding", None),
    "a count of nothing": ("pools", {**without(POOL, "size"), "count": {"per": "year"}},
                           "bad-funding", None),
    "about and exact": ("pools", {**without(POOL, "size"),
                                  "count": {"per": "year", "about": 5, "to": 6}},
                        "bad-funding", None),
    "ends the wrong way": ("pools", {**without(POOL, "size"),
                                     "count": {"per": "year", "from": 6, "to": 5}},
                           "bad-funding", None),
    "unknown rule not paid": ("funds", {**FUND, "but": ["aidd"]}, "unknown-reference", "aid"),
    "less than a list": ("funds", {**FUND, "pays": ["aid"], "but": ["aid"]}, "bad-funding", None),
    "unknown trigger": ("clawbacks", {**BACK, "fact": "hired_n"}, "unknown-reference", "hired_on"),
    "no day of the trigger": ("clawbacks", {**BACK, "fact": "works"}, "bad-funding", None),
    "unknown fact of a pool": ("pools", {**POOL, "fact": "wrks"}, "unknown-reference", "works"),
    "a fact that is no yes or no": ("pools", {**POOL, "fact": "pay"}, "bad-funding", None),
    "a share of one": ("shares", {**SHARE, "parameter": "shares"}, "bad-funding", None),
    "two without a share": ("shares", {**SHARE, "parties": ["city", "county"]},
                            "bad-funding", None),
    "unknown unit": ("pools", {**POOL, "unit": "pst"}, "bad-shape", "post"),
    "unknown party": ("shares", {**SHARE, "parties": ["cty"]}, "bad-shape", "city"),
    "unknown key": ("funds", {**FUND, "payes": "all"}, "bad-shape", "pays"),
    "part of it back": ("clawbacks", {**BACK, "amount": "half"}, "bad-shape", None),
}  # fmt: skip


@pytest.mark.parametrize(("key", "entry", "code", "hint"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_a_finding_with_its_place(
    key: str, entry: dict[str, Any], code: str, hint: str | None
) -> None:
    (slip,) = found({key: [entry]})

    assert (slip.code, slip.place.file) == (code, "mini/funding.yaml")
    assert hint in (None, slip.suggestion)
    assert 1 < slip.place.line <= len(as_yaml({key: [entry]}).splitlines())


def test_all_slips_are_found_at_once() -> None:
    slips = {
        "funds": [FUND, FUND], "pools": [{**POOL, "rules": ["x"]}],
        "shares": [{**SHARE, "bearer": "x"}], "external": [{**BANK, "clause": "x"}],
    }  # fmt: skip
    assert sorted(one.code for one in found(slips)) == ["repeated-id"] + ["unknown-reference"] * 3


def test_a_pack_without_the_file_names_nothing() -> None:
    pack = mini(AID)
    assert (list(pack.funding), fund_of(pack, "aid"), shares_of(pack, "aid")) == ([], None, ())


def test_what_belongs_to_a_rule() -> None:
    pack = built(WHOLE)
    fund = fund_of(pack, "aid")

    assert fund is not None
    assert fund.id == "fund"
    assert [one.size for one in pools_of(pack, "aid")] == [100]
    assert [one.bearer and one.bearer.en for one in shares_of(pack, "aid")] == ["Treasury"]
    assert [one.within_years for one in clawbacks_of(pack, "aid")] == [10]
    assert (paid_as(pack, "rent"), paid_as(pack, "pay")) == (("aid",), ())


def test_the_entry_that_names_a_rule_goes_before_the_one_for_all() -> None:
    own = {**FUND, "id": "own", "pays": ["aid"]}
    rest = {"clause": "1", "rules": "all", "parties": ["city", "county"], "parameter": "shares"}
    pack = mini(
        AID, rule("other"), units=UNITS,
        more={"funding.yaml": {"funds": [FUND, own], "shares": [rest, SHARE]}},
    )  # fmt: skip
    funds = [fund_of(pack, name) for name in ("aid", "other")]

    assert [one.id for one in funds if one] == ["own", "fund"]
    assert [one.parties for one in shares_of(pack, "aid")] == [("city",)]
    assert [one.parameter for one in shares_of(pack, "other")] == ["shares"]


def test_a_loan_and_what_a_bank_does_are_never_the_fund_s() -> None:
    pack = built({"funds": [FUND], "external": [BANK]})
    assert [is_external(pack, one) for one in ("aid", "loan")] == [True, True]
    assert [fund_of(pack, one) for one in ("aid", "loan")] == [None, None]
    assert not is_external(built(WHOLE), "aid")


def test_the_entries_are_said_in_both_languages() -> None:
    pack = built({**WHOLE, "funds": [{**FUND, "least_per_year": "1亿元"}], "external": [BANK]})
    zh, en = funding_elements(pack, "zh"), funding_elements(pack, "en")

    assert [one["kind"] for one in zh] == [
        "fund", "pool", "share", "clawback", "counts_as", "external",
    ]  # fmt: skip
    assert zh[0]["said"] == ["每年至少1亿元", "全部待遇"]
    assert en[0]["said"] == ["at least CNY 100,000,000 a year", "all benefits"]
    assert en[3]["said"] == ["within 10 years", "all of it is paid back", "aid"]
    assert funding_elements(pack, "zh", "2") == []
