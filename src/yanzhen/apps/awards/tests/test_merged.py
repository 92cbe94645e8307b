"""Two entries of the registry that were one: what both were granted counts together."""

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.models import Award
from yanzhen.apps.awards.tests.purse import BUYS, Purse
from yanzhen.apps.awards.tests.test_limits import HOME, RENT, brought, file
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.models import Subject


def merged(winner: int, loser: int) -> int:
    with acting(SYSTEM):
        Subject.objects.filter(pk=loser).update(account=None)
        made = registry.merge(acting=SYSTEM, winner_id=winner, loser_id=loser, reason="同一主体")
    return made.pk


def apart(merge_id: int) -> None:
    with acting(SYSTEM):
        registry.unmerge(acting=SYSTEM, merge_id=merge_id, reason="不是同一主体")


def test_a_years_cap_is_one_cap_until_they_are_two_again(purse: Purse) -> None:
    one = purse.agency("引才公司", "yuhu_clerk")
    other = purse.agency("引才有限公司", "yuetang_clerk")
    file(purse, "yuhu", brought("A", 2026, 1))
    file(purse, "yuetang", brought("B", 2026, 2) + brought("C", 2026, 1, "丙"))

    made = merged(one, other)
    third = purse.award("zhou", file(purse, "yuhu", brought("B", 2026, 1, "丁")))

    assert third.row.granted_fen == 5_0000_00
    assert third.row.cuts[0].code == "cap"
    assert "95万元" in third.row.cuts[0].say.zh
    apart(made)
    fourth = purse.award("zhou", file(purse, "yuhu", brought("B", 2026, 1, "戊")))
    assert fourth.row.granted_fen == 20_0000_00


def test_what_is_enjoyed_once_is_enjoyed_once_by_both(purse: Purse) -> None:
    for name in ("wang", "li"):
        purse.now(name, local_home_purchase="commercial")
    first = purse.grant("li", "purchase", answers=BUYS)
    people = purse.town.subjects

    made = merged(people["wang"], people["li"])
    again = purse.grant("wang", "purchase", answers=BUYS)

    award = purse.award("wang", again)
    assert (award.row.granted_fen, award.row.cuts[0].code) == (0, "lifetime")
    assert f"A-{first}-1" in award.row.cuts[0].say.zh
    apart(made)
    with acting(SYSTEM):
        assert Award.objects.get(number=f"A-{first}-1").subject_id == people["li"]


def test_two_that_both_enjoyed_it_keep_what_they_have(purse: Purse) -> None:
    for name in ("wang", "li"):
        purse.now(name, local_home_purchase="commercial")
        purse.grant(name, "purchase", answers=BUYS)
    people = purse.town.subjects

    merged(people["wang"], people["li"])

    with acting(SYSTEM):
        granted = Award.objects.filter(subject=people["wang"], rule="art-19-purchase")
        assert [one.granted_fen for one in granted] == [HOME, HOME]


def test_rent_paid_to_the_other_entry_reduces_a_purchase(purse: Purse) -> None:
    purse.budget(2026, 1000_0000_00)
    rent = purse.grant("li", place="xiangtan/yuhu")
    purse.pay(rent, 1, 2)
    purse.now("wang", local_home_purchase="commercial")
    merged(purse.town.subjects["wang"], purse.town.subjects["li"])

    home = purse.grant("wang", "purchase", answers={**BUYS, "rent_subsidy_received": "0元"})

    award = purse.award("wang", home)
    assert award.row.granted_fen == HOME - 2 * RENT
    with acting(SYSTEM):
        assert service.award(SYSTEM, f"A-{rent}-1").row.state == "suspended"
