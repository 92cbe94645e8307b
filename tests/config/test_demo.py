"""The demo as a whole: everybody comes in, every case stands where it should, nothing doubles."""

import pytest
from django.conf import settings
from django.test import Client

from yanzhen.apps.accounts.service import SYSTEM, Role, account_id_of, acting, actor_by_id
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import AwardShown
from yanzhen.apps.cards import service as cards
from yanzhen.apps.cases import service
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.organisations.service import load_organisations
from yanzhen.apps.payments import service as payments
from yanzhen.apps.policies.service import publish_packs_from_disk
from yanzhen.apps.recognition.service import Filters, recognitions
from yanzhen.config.demo.accounts import PASSWORD, SHOWN, listed
from yanzhen.config.demo.cards import CARDED
from yanzhen.config.demo.loading import load_demo
from yanzhen.config.demo.money import read_money
from yanzhen.config.demo.people import read_demo

FUNDED = ("xiangtan", "hengyang", "changsha")
# Of each award: its rule, how it stands, the sums in yuan that were computed and granted, how many
# payments are paid.
AWARDS = [
    ("art-13-loan-interest", "running", 33_000, 0, 0),  # the bank's: none of our cash
    ("art-14-flexible-employer-award", "done", 320_000, 320_000, 1),
    ("art-14-intermediary-award", "done", 950_000, 950_000, 1),
    ("art-14-intermediary-award", "running", 200_000, 50_000, 0),
    ("art-16-recognition", "running", 0, 0, 0),  # what it gives is the tier
    ("art-16-recognition", "running", 0, 0, 0),
    ("art-20-green-card", "running", 0, 0, 0),
    ("art-20-green-card", "running", 0, 0, 0),
    ("art-19-purchase", "waiting_budget", 150_000, 150_000, 0),
    ("art-19-rent", "running", 108_000, 108_000, None),  # as many months as have passed
    ("art-19-rent", "suspended", 108_000, 108_000, None),
    ("art-2-flexible-award", "to_plan", 1_500_000, 1_500_000, 0),
    ("art-4-graduate-allowance", "running", 10_000, 10_000, 0),
    ("art-9-student-enterprise-award", "running", 100_000, 100_000, 0),
    ("yin-d2-enterprise-award", "running", 12_500, 12_500, 0),
]


@pytest.mark.django_db
def test_everybody_comes_in_once_and_every_case_stands_where_it_should(client: Client) -> None:
    with acting(SYSTEM):
        load_organisations()
        publish_packs_from_disk()

    assert load_demo() is not None
    assert load_demo() is None
    with acting(SYSTEM):
        rows = service.cases(SYSTEM).rows
    states = [one["state"] for one in read_demo()["situations"]]
    states += ["effective" for _ in (*read_money()["grants"], *CARDED)]
    assert sorted(row.state for row in rows) == sorted(states)
    assert {"green", "red"} <= {row.light for row in rows}
    for name in ("clerk", "reviewer", "approver"):
        assert waiting_for(f"{name}@demo.example") > 0
    the_money_is_there()
    with acting(SYSTEM):
        held = [(one.programme, one.level, one.state) for one in cards.listed(SYSTEM)]
    by_employer_too = ("talent-card", "", "valid")  # Hengyang issues on recognition
    assert sorted(held) == [*[("green-card", "C", "valid")] * 2, by_employer_too]
    with acting(SYSTEM):
        rows_of = recognitions(SYSTEM, Filters()).rows
    [by_employer] = [one for one in rows_of if one.by == "employer"]
    assert (by_employer.kind, by_employer.state) == ("high-level", "current")
    by_case = [one for one in rows_of if one.by == "case"]
    assert {(one.level, one.state) for one in by_case} == {("C", "current")}
    assert "C5" in {one.basis_item for one in by_case}
    page = client.get("/").content.decode()
    assert [one for one in SHOWN if one.email not in page] == []
    assert PASSWORD in page


def the_money_is_there() -> None:
    """Each award as the demo means to show it; the books add up, and what is spent was paid."""
    with acting(SYSTEM):
        found = [awards.award(SYSTEM, one.number) for one in awards.awards(SYSTEM).rows]
        books = [one for city in FUNDED for one in ledgers.books(SYSTEM, city)]
    assert sorted(map(told, found)) == sorted(
        (rule, state, computed, granted) for rule, state, computed, granted, _ in AWARDS
    )
    for one in found:
        wanted = next(paid for rule, *sums, paid in AWARDS if (rule, *sums) == told(one))
        paid = [each for each in one.instalments if each.state == "paid"]
        assert paid if wanted is None else len(paid) == wanted
    assert sum(one.whole.spent for one in books) == sum(one.paid_fen for one in found) > 0
    assert all(one.whole.available > 0 and "虚构" in one.name.zh for one in books)
    with acting(SYSTEM):
        [run] = payments.runs(SYSTEM)
        pools = [one for city in FUNDED for one in ledgers.books(SYSTEM, city, "pool")]
    assert (run.state, run.count > 0) == ("frozen", True)
    assert sorted(one.whole.allotted for one in pools) == [2, 3, 100, 100, 200]
    assert ledgers.recompute().first_difference is None


def told(one: AwardShown) -> tuple[str, str, int, int]:
    """An award as the table has it."""
    row = one.row
    state = row.plan if row.plan == "to_plan" else row.state
    return row.rule, state, row.computed_fen // 100, row.granted_fen // 100


def waiting_for(email: str) -> int:
    """How many works wait on an account of the demo."""
    actor = actor_by_id(account_id_of(email) or 0)
    with acting(actor):
        return len(service.queue(actor).rows)


def test_the_demo_has_an_account_for_every_role() -> None:
    assert settings.DEMO
    assert {one["role"] for one in listed()} == {str(role) for role in Role}
