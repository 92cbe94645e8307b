"""What was really granted counts, in whichever county: offsets, caps, exclusive groups, once."""

from typing import Any

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.tests.purse import BUYS, Purse
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.ledgers import service as ledgers

RENT = 3_000_00
HOME = 50_0000_00  # tier C
CAP = "xiangtan/caps/2026/art-14-intermediary-award.0"


def test_a_purchase_is_reduced_by_the_rent_really_paid(purse: Purse) -> None:
    purse.budget(2026, 1000_0000_00)
    rent = purse.grant("wang", place="xiangtan/yuhu")
    purse.pay(rent, 1, 2, 3)
    purse.now("wang", local_home_purchase="commercial")

    home = purse.grant("wang", "purchase", answers={**BUYS, "rent_subsidy_received": "0元"})

    award = purse.award("wang", home)
    assert (award.row.computed_fen, award.row.granted_fen) == (HOME, HOME - 3 * RENT)
    [cut] = award.row.cuts
    assert (cut.code, cut.fen) == ("offset", 3 * RENT)
    assert "9000元" in cut.say.zh
    assert [one.fen for one in award.instalments] == [HOME - 3 * RENT]
    # rent is not paid on beside it before somebody has looked at it
    assert purse.award("wang", rent).row.state == "suspended"


def test_what_was_stated_counts_where_the_books_know_less(purse: Purse) -> None:
    purse.now("wang", local_home_purchase="commercial")

    home = purse.grant("wang", "purchase", answers={**BUYS, "rent_subsidy_received": "6000元"})

    award = purse.award("wang", home)
    assert award.row.granted_fen == HOME - 6000_00
    assert "按申报" in award.row.cuts[0].say.zh


def test_an_agencys_third_award_is_cut_to_the_year(purse: Purse) -> None:
    """50 and 45 in one county leave 5 of the 100 a year for the third, in another county."""
    purse.budget(2026, 1000_0000_00)
    agency = purse.agency("引才公司", "yuhu_clerk", "yuetang_clerk")
    file(purse, "yuhu", brought("A", 2026, 1))
    file(purse, "yuhu", brought("B", 2026, 2) + brought("C", 2026, 1, "丙"))

    third = file(purse, "yuetang", brought("B", 2026, 1, "丁"))

    award = purse.award("zhou", third)
    assert (award.row.computed_fen, award.row.granted_fen) == (20_0000_00, 5_0000_00)
    [cut] = award.row.cuts
    assert (cut.code, cut.fen) == ("cap", 15_0000_00)
    assert "100万元" in cut.say.zh
    assert "95万元" in cut.say.zh
    assert ledgers.balance(f"{CAP}.{agency}").available == 0


def test_the_next_year_has_a_cap_of_its_own(purse: Purse) -> None:
    purse.agency("引才公司", "yuhu_clerk")
    file(purse, "yuhu", brought("A", 2026, 2))

    number = file(purse, "yuhu", brought("A", 2025, 1, "乙"))

    assert purse.award("zhou", number).row.granted_fen == 50_0000_00


def test_the_same_record_is_paid_once(purse: Purse) -> None:
    purse.agency("引才公司", "yuhu_clerk", "yuetang_clerk")
    file(purse, "yuhu", brought("B", 2026, 1))

    again = file(purse, "yuetang", brought("B", 2026, 1))

    award = purse.award("zhou", again)
    assert (award.row.granted_fen, award.row.state) == (0, "done")
    assert award.row.cuts[0].code == "lifetime"


def test_a_stop_gives_the_cap_back(purse: Purse) -> None:
    agency = purse.agency("引才公司", "yuhu_clerk")
    number = file(purse, "yuhu", brought("A", 2026, 2))
    assert ledgers.balance(f"{CAP}.{agency}").available == 0

    stop(purse, number)

    assert ledgers.balance(f"{CAP}.{agency}").available == 100_0000_00


def test_two_housing_schemes_are_not_both_paid(purse: Purse) -> None:
    rent = purse.grant("wang", place="xiangtan/yuhu")
    purse.now("wang", **FIRST_HOME)

    home = purse.grant("wang", "home", answers={}, wanted=Wanted(amount_fen=3_0000_00))

    award = purse.award("wang", home)
    assert (award.row.computed_fen, award.row.granted_fen) == (3_0000_00, 0)
    [cut] = award.row.cuts
    assert cut.code == "exclusive"
    assert f"A-{rent}-1" in cut.say.zh


def test_a_scheme_that_paid_nothing_leaves_the_other_free(purse: Purse) -> None:
    rent = purse.grant("wang", place="xiangtan/yuhu")
    stop(purse, rent)
    purse.now("wang", **FIRST_HOME)

    home = purse.grant("wang", "home", answers={}, wanted=Wanted(amount_fen=3_0000_00))

    assert purse.award("wang", home).row.granted_fen == 3_0000_00


def test_once_in_a_life(purse: Purse) -> None:
    purse.now("wang", local_home_purchase="commercial")
    first = purse.grant("wang", "purchase", answers=BUYS)

    again = purse.grant("wang", "purchase", place="xiangtan/yuhu", answers=BUYS)

    assert purse.award("wang", first).row.granted_fen == HOME
    award = purse.award("wang", again)
    assert (award.row.granted_fen, award.row.cuts[0].code) == (0, "lifetime")


FIRST_HOME: dict[str, Any] = {
    "local_home_purchase": "commercial", "first_local_home_after_hire": True,
    "priority_industry_employer": True, "professional_title": "intermediate",
    "highest_full_time_degree": "master",
}  # fmt: skip


def brought(tier: str, year: int, count: int, name: str = "甲") -> list[dict[str, Any]]:
    """People whom an agency brought in."""
    return [
        {"name": f"{name}{n}{tier}", "unit": "person", "tier": tier, "mode": "full_time",
         "year": year}
        for n in range(count)
    ]  # fmt: skip


def file(purse: Purse, county: str, records: list[dict[str, Any]]) -> str:
    answers = {"intermediary_kind": "talent_agency", "introductions": records}
    return purse.grant(f"{county}_clerk", "agency", f"xiangtan/{county}", answers=answers)


def stop(purse: Purse, number: str) -> None:
    with acting(purse.town.zhou) as zhou:
        service.stop(zhou, f"A-{number}-1", "撤销")
