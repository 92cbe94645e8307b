"""What clauses cost, and an award as its person, its employer and its case find it."""

from datetime import datetime, timedelta

from django.utils import timezone

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.awards import service
from yanzhen.apps.awards.entitlements import industry_of
from yanzhen.apps.awards.tests.purse import BUYS, Purse
from yanzhen.apps.awards.tests.test_limits import FIRST_HOME
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import organisation, subtree

RENT = 3_000_00
YEAR = 36 * RENT


def rent_and_ceiling(purse: Purse) -> tuple[str, str]:
    """A rent subsidy of the city of which three months are paid; a county's sum without dates."""
    purse.budget(2026, 1000_0000_00)
    rent = purse.grant("wang")
    purse.pay(rent, 1, 2, 3)
    purse.now("li", introduction_assessment_passed=True)
    award = purse.grant(
        "li", "full-time", place="xiangtan/yuhu", answers={}, wanted=Wanted(amount_fen=80_0000_00)
    )
    return rent, award


def hired(employer: int) -> Actor:
    """An officer of an employer."""
    with acting(SYSTEM):
        account = create_account(email="he@example.cn", name="he")
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR, employer_id=employer
        )
    return actor_of(account)


def spanning() -> tuple[datetime, datetime]:
    """From yesterday until now."""
    now = timezone.now()
    return now - timedelta(days=1), now


def test_what_is_granted_paid_and_open_by_rule(purse: Purse) -> None:
    rent_and_ceiling(purse)

    with acting(purse.town.office) as office:
        found = {one.key: one for one in service.clause_costs(office, "xiangtan")}

    rent, ceiling = found["art-19-rent"], found["art-2-full-time-award"]
    assert (rent.granted_fen, rent.paid_fen, rent.open_fen) == (YEAR, 3 * RENT, YEAR - 3 * RENT)
    # it has no payments yet, and is owed all the same
    assert (ceiling.granted_fen, ceiling.paid_fen, ceiling.open_fen) == (80_0000_00, 0, 80_0000_00)


def test_costs_of_one_county_only(purse: Purse) -> None:
    rent_and_ceiling(purse)
    yuhu = frozenset(one.id for one in subtree(organisation("xiangtan/yuhu").id))

    with acting(purse.town.office) as office:
        found = service.clause_costs(office, "xiangtan", tenants=yuhu)
        years = service.years_of(office, "xiangtan")
        before = service.clause_costs(office, "xiangtan", year=years[0] - 1)
        [*after] = service.clause_costs(office, "xiangtan", year=years[0] + 1)

    assert [one.key for one in found] == ["art-2-full-time-award"]
    assert before == ()
    assert {(one.key, one.awards, one.granted_fen, one.before_fen) for one in after} == {
        ("art-19-rent", 0, 0, YEAR), ("art-2-full-time-award", 0, 0, 80_0000_00),
    }  # fmt: skip


def test_the_industry_is_what_the_decision_knew(purse: Purse) -> None:
    rent_and_ceiling(purse)
    purse.now("wang", **FIRST_HOME)
    home = purse.grant("wang", "home", answers={}, wanted=Wanted(amount_fen=3_0000_00))

    with acting(purse.town.office) as office:
        found = {one.key: one for one in service.clause_costs(office, "xiangtan", "industry")}

    known = found["priority_industry_employer=true"]
    assert "产业" in known.label.zh
    assert (known.awards, found[""].awards) == (1, 2)
    assert purse.award("wang", home).row.rule == "art-19-first-home"


def test_the_fact_that_says_most_is_taken() -> None:
    facts = {"priority_industry_employer": True, "industry_of_work": "aerospace"}

    assert industry_of(facts) == "industry_of_work=aerospace"
    assert industry_of({"degree": "master"}) == ""


def test_a_case_leads_to_its_awards_for_whom_they_are_there(purse: Purse) -> None:
    rent, _ = rent_and_ceiling(purse)

    for who, sees in (("wang", True), ("office", True), ("li", False), ("yuhu_finance", False)):
        with acting(purse.town.people[who]) as actor:
            found = [one.number for one in service.of_case(actor, rent)]
            assert found == ([f"A-{rent}-1"] if sees else []), who
            assert len(service.of_numbers(actor, [f"A-{rent}-1"])) == int(sees), who


def test_an_employer_sees_what_it_is_paid_and_not_its_peoples_money(purse: Purse) -> None:
    rent_and_ceiling(purse)
    agency = purse.agency("引才公司", "yuhu_clerk")
    answers = {
        "intermediary_kind": "talent_agency",
        "introductions": [
            {"name": "甲", "unit": "person", "tier": "B", "mode": "full_time", "year": 2026}
        ],
    }
    number = purse.grant("yuhu_clerk", "agency", "xiangtan/yuhu", answers=answers)
    hr = hired(agency)

    with acting(hr):
        found = service.of_employers(hr)
    with acting(purse.town.wang) as wang:
        assert service.of_employers(wang) == ()

    assert [one.row.number for one in found] == [f"A-{number}-1"]
    assert [one.fen for one in found[0].instalments] == [20_0000_00]


def test_the_person_is_told_with_the_way_to_her_money(purse: Purse) -> None:
    rent, _ = rent_and_ceiling(purse)

    with acting(purse.town.wang) as wang:
        links = [one.link for one in received(acting=wang) if one.kind == "award_made"]

    assert links == [f"/my/money/#A-{rent}-1"]


def test_a_bank_settles_it_and_the_person_reads_what_it_did(purse: Purse) -> None:
    answers = {
        "founded_business_locally": True, "borrower_kind": "individual",
        "startup_loan_interest": [{"loan_year": 1, "interest": "1.2万元"}],
    }  # fmt: skip
    with acting(SYSTEM):
        purse.town.employ("xu", (Role.FINANCE, "xiangtan/finance"))
    number = purse.grant("wang", "interest", answers=answers)
    with acting(purse.town.xu) as finance:
        service.note_outcome(
            finance, f"A-{number}-1", party="湘江银行", kind="interest", sum_fen=1_2000_00,
            on=purse.award("wang", number).row.effective_on, reference="B-1",
        )  # fmt: skip

    with acting(purse.town.wang) as wang:
        [one] = service.mine(wang)

    assert (one.row.nature, one.instalments) == ("external", ())
    assert one.by_party is not None
    assert [each.party for each in one.outcomes] == ["湘江银行"]


def test_the_same_seed_draws_the_same_awards(purse: Purse) -> None:
    rent, ceiling = rent_and_ceiling(purse)
    purse.now("wang", local_home_purchase="commercial")
    home = purse.grant("wang", "purchase", answers=BUYS)
    numbers = {f"A-{one}-1" for one in (rent, ceiling, home)}
    with acting(purse.town.office) as office:
        since, until = spanning()
        drawn = [
            service.drawn(office, "xiangtan", seed, 2, since, until).numbers
            for seed in ("a", "a", "b", "c", "d", "e")
        ]
        whole = service.drawn(office, "xiangtan", "a", 9, since, until)

    assert drawn[0] == drawn[1]
    assert len({*drawn}) > 1
    assert (whole.population, {*whole.numbers}) == (3, numbers)
    with acting(purse.town.yuhu_finance) as county:
        since, until = spanning()
        assert service.drawn(county, "xiangtan", "a", 9, since, until).numbers == (
            f"A-{ceiling}-1",
        )  # fmt: skip
