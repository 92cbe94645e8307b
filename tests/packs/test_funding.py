"""What the cities' documents say about money and places: entered whole, nothing added."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from yanzhen.policy import (
    Pack,
    cities_on_disk,
    clawbacks_of,
    fund_of,
    is_external,
    load_pack,
    packs_on_disk,
    paid_as,
    shares_of,
)
from yanzhen.policy.check import check_pack
from yanzhen.policy.funding import Count, Funding, numbers_of

PACKS = {city: load_pack(city) for city in cities_on_disk(packs_on_disk())}
# The numbers that the documents print: fund of each year, posts and seats, years to pay back.
PRINTED = {
    "hengyang": [10**10, 100, 1], "quzhou": [3, 10], "xiangtan": [5, 10, 20, 2], "changsha": [],
}  # fmt: skip


def numbers(funding: Funding) -> list[int]:
    found = [
        *(one.least_per_year for one in funding.funds), *(one.in_all for one in funding.funds),
        *(number for one in funding.pools for number in numbers_of(one)),
        *(one.within_years for one in funding.clawbacks),
    ]  # fmt: skip
    return [one for one in found if one is not None]


@pytest.mark.parametrize("city", PACKS)
def test_only_printed_numbers_are_entered(city: str) -> None:
    assert numbers(PACKS[city].funding) == PRINTED[city]
    assert check_pack(PACKS[city]) == ()


def otherwise(funding: Funding) -> Iterator[Funding]:
    """Each number gone once, and changed once."""
    for place, fund in enumerate(funding.funds):
        for sum_ in (None, 7919) if fund.least_per_year else ():
            other = replace(fund, least_per_year=sum_)
            yield replace(funding, funds=_with(funding.funds, place, other))
    for place, pool in enumerate(funding.pools):
        for size in (None, 7919) if pool.size else ():
            yield replace(funding, pools=_with(funding.pools, place, replace(pool, size=size)))
        for count in counts(pool.count):
            yield replace(funding, pools=_with(funding.pools, place, replace(pool, count=count)))
    for place, back in enumerate(funding.clawbacks):
        for years in (None, 7919) if back.within_years else ():
            other_back = replace(back, within_years=years)
            yield replace(funding, clawbacks=_with(funding.clawbacks, place, other_back))


def counts(count: Count | None) -> Iterator[Count]:
    """Each number of a count but one gone, and changed; one needs no figure."""
    for name in ("low", "high", "about", "every_years") if count else ():
        if count is not None and getattr(count, name) not in (None, 1):
            for number in (None, 7919):
                yield replace(count, **{name: number})


def _with(entries: tuple[Any, ...], place: int, other: Any) -> tuple[Any, ...]:
    return (*entries[:place], other, *entries[place + 1 :])


@pytest.mark.parametrize("city", PACKS)
def test_every_number_that_is_changed_or_deleted_is_noticed(city: str) -> None:
    pack = PACKS[city]
    changed = [replace(pack, funding=one) for one in otherwise(pack.funding)]
    assert len(changed) == 2 * len([one for one in PRINTED[city] if one != 1])
    for one in changed:
        assert check_pack(one), one.funding


@pytest.mark.parametrize("city", PACKS)
def test_an_entry_that_is_deleted_is_missed_by_its_figure(city: str) -> None:
    pack = PACKS[city]
    named = [by for one in pack.figures for by in one.by if by.startswith("funding:")]
    assert len(named) == len(PRINTED[city])
    codes = [one.code for one in check_pack(replace(pack, funding=Funding()))]
    assert codes == ["unknown-reference"] * len(named)


@pytest.mark.parametrize("city", PACKS)
def test_every_loan_and_nothing_sure_in_hand_is_elsewhere(city: str) -> None:
    pack = PACKS[city]
    for rule in pack.rules.values():
        if rule.nature == "loan":
            assert any(rule.id in one.rules for one in pack.funding.external), rule.id
            assert is_external(pack, rule.id)


def parties(pack: Pack, rule: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(one.unit, one.parties) for one in shares_of(pack, rule)]


def test_who_bears_it_in_quzhou() -> None:
    pack = PACKS["quzhou"]
    assert parties(pack, "art-18-top-talent") == [("municipal_treasury", ("city",))]
    assert parties(pack, "art-18-young-top-talent") == [("municipal_treasury", ("city",))]
    assert parties(pack, "art-20-rent-by-institution") == [("employers", ("employer",))]
    assert parties(pack, "art-20-rent") == [("fiscal_system", ("city", "county"))]
    assert fund_of(pack, "art-20-rent") is None  # the text names no fund


def test_a_home_sold_in_quzhou_is_paid_back() -> None:
    pack = PACKS["quzhou"]
    (back,) = clawbacks_of(pack, "art-20-home-purchase")
    assert (back.within_years, back.since) == (10, None)
    assert clawbacks_of(pack, "art-20-rent") == ()


def test_rent_paid_in_xiangtan_is_the_rent_that_the_purchase_deducts() -> None:
    pack = PACKS["xiangtan"]
    less = pack.rules["art-19-purchase"].less
    assert less is not None
    assert paid_as(pack, less) == ("art-19-rent",)


def test_the_award_to_student_enterprises_is_the_benefiting_treasurys() -> None:
    pack = PACKS["xiangtan"]
    assert parties(pack, "art-9-student-enterprise-award") == [("benefiting_treasury", ())]
    assert fund_of(pack, "art-9-student-enterprise-award") is None
    fund = fund_of(pack, "art-9-young-talent-award")
    assert fund is not None
    assert fund.id == "talent-fund"


def test_counts_stand_as_they_are_printed() -> None:
    found = {
        (city, one.id): one.count
        for city, pack in PACKS.items() for one in pack.funding.pools if one.count is not None
    }  # fmt: skip
    assert found == {
        ("xiangtan", "challenge-projects"): Count("year", about=5),
        ("xiangtan", "outstanding-entrepreneurs"): Count("round", 10, 20, every_years=2),
        ("hengyang", "rural-leaders"): Count("township", 1, 1),
        ("quzhou", "young-talent-nominations"): Count("person", high=3),
    }


def test_posts_of_hengyang_and_the_pool_of_quzhou() -> None:
    posts = {one.id: one for one in PACKS["hengyang"].funding.pools}["posts-account"]
    pool = {one.id: one for one in PACKS["quzhou"].funding.pools}["post-pool"]
    assert (posts.size, posts.borrowed) == (100, False)
    assert (pool.size, pool.parameter, pool.borrowed) == (None, "post_pool", True)


# City, kind of entry, clause, rules: read off the documents; an entry or a rule less is noticed.
ENTERED = """
hengyang | funds | 党3 | all
hengyang | pools | 引E4 |
hengyang | pools | 激A2 | ji-a2-self-recognition
hengyang | pools | 培C2 | pei-c2-rural-leader-award
hengyang | external | 激E1 | ji-e1-talent-loan
hengyang | external | 激E2 | ji-e2-graduate-loan ji-e2-enterprise-loan
quzhou | pools | 22 | art-22-post-pool
quzhou | pools | 20 | art-20-talent-flat art-22-county-flat
quzhou | pools | 15 | art-15-nomination
quzhou | shares | 18 | art-18-top-talent art-18-young-top-talent
quzhou | shares | 20.rent | art-20-rent-by-institution
quzhou | shares | 15 | art-15-internship-allowance
quzhou | shares | closing | all
quzhou | clawbacks | 20.repay | art-20-home-purchase
changsha | funds | 19 | all
changsha | funds | 19 |
changsha | funds | 19 |
changsha | pools | 15 | measure-15-expert-building
changsha | pools | 15 | measure-15-talent-flat
changsha | pools | 15 | measure-15-youth-station
changsha | shares | 19 | all
changsha | external | 17 | measure-17-talent-loan
xiangtan | funds | closing | all
xiangtan | pools | 3 | art-3-direct-assessment
xiangtan | pools | 15 | art-15-special-post
xiangtan | pools | 19 | art-19-apartment
xiangtan | pools | 5 | art-5-challenge-project
xiangtan | pools | 8 | art-8-entrepreneur-award
xiangtan | shares | 9 | art-9-student-enterprise-award
xiangtan | shares | 13 | art-13-loan-interest
xiangtan | shares | closing | all
xiangtan | counts_as | 19 | art-19-rent
xiangtan | external | 13 | art-13-risk-share
xiangtan | external | 13 | art-13-startup-loan art-13-loan-interest
xiangtan | external | 13 | art-13-guarantee-subsidy
"""


@pytest.mark.parametrize("city", PACKS)
def test_each_entry_stands_for_its_clause_and_its_rules(city: str) -> None:
    kinds = ("funds", "pools", "shares", "clawbacks", "counts_as", "external")
    funding = PACKS[city].funding

    found = [
        f"{city} | {kind} | {one.clause} | {_rules(one)}".rstrip()
        for kind in kinds for one in getattr(funding, kind)
    ]  # fmt: skip

    assert found == [one for one in ENTERED.strip().splitlines() if one.startswith(city)]


def _rules(entry: Any) -> str:
    rules = entry.pays if hasattr(entry, "pays") else entry.rules
    return rules if isinstance(rules, str) else " ".join(rules)


def test_what_an_employer_pays_itself_comes_from_no_fund() -> None:
    own = [one.id for one in PACKS["xiangtan"].rules.values() if one.payer == "own"]

    assert len(own) == 7
    assert {fund_of(PACKS["xiangtan"], one) for one in own} == {None}
    assert {shares_of(PACKS["xiangtan"], one) for one in own} == {()}


def test_only_quzhou_says_that_a_flat_excludes_the_rent_subsidy() -> None:
    """Xiangtan and Changsha say nothing on it, so nothing is excluded there."""
    said = {
        (city, pool.id): pool.fact
        for city, pack in PACKS.items()
        for pool in pack.funding.pools
        if pool.fact is not None
    }
    assert said == {("quzhou", "talent-flats"): "rents_talent_flat"}
