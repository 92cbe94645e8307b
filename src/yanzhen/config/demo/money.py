"""The demo's money: budgets of invented sums, decisions that became awards, what was paid of them.

    open_budgets(town, read_money())
    grant(town, one)        ->  "XIANGTAN-2026-000022"

Whoever has a say does each step: finance gives the budgets, the windows and offices carry the
cases, the registry learns that somebody left. Every sum and reason says that it is invented.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import AwardShown, InstalmentShown
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Posting
from yanzhen.apps.organisations.service import department_for, organisation
from yanzhen.apps.payments import service as payments
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Grade, Told
from yanzhen.config.demo.cases import carry, clock_at
from yanzhen.config.demo.people import SOURCE, Town
from yanzhen.policy import read_data
from yanzhen.policy.values import money as fen_of
from yanzhen.policy.vocabulary import Label

FILE = Path(__file__).with_name("money.yaml")
BUDGET = "年初预算（虚构）"
APART = "单列预算（虚构）"
PAID = "示例支付（虚构）"
RUN = "人才待遇发放（虚构）"


def read_money() -> dict[str, Any]:
    """What `money.yaml` says."""
    read: dict[str, Any] = read_data(FILE.read_text(encoding="utf-8"), FILE.name)
    return read


def open_budgets(town: Town, money: Mapping[str, Any]) -> None:
    """The books of the cities' funds with what each year has."""
    for one in money["budgets"]:
        finance = finance_of(town, one["city"])
        with acting(finance):
            _open(finance, one, timezone.localdate().year)


def _open(finance: Actor, budget: Mapping[str, Any], first: int) -> None:
    city = budget["city"]
    fund = next(f for f in published_pack(city).funding.funds if f.id == budget["fund"])
    code = awards.book_of(city, fund.id)
    name = Label(f"{fund.label.zh}（金额虚构）", f"{fund.label.en} (invented sums)")
    ledgers.open_book(
        acting=finance, code=code, kind="fund", unit="fen", place=city, name=name,
        clause=fund.clause,
    )  # fmt: skip
    for year, wanted in enumerate(budget["sums"], first):
        line = ledgers.open_line(acting=finance, book=code, year=year).code
        given = Posting(f"demo/{line}", line, fen_of(wanted), reason=BUDGET)
        ledgers.allot(acting=finance, posting=given)
    for programme, wanted in budget["apart"].items():
        whole = ledgers.code_of(code, first)
        line = ledgers.open_line(acting=finance, book=code, year=first, programme=programme).code
        moved = Posting(f"demo/{line}", whole, fen_of(wanted), reason=APART, to=line)
        ledgers.pass_down(acting=finance, posting=moved)


def grant(town: Town, one: Mapping[str, Any]) -> str:
    """A case carried into effect, and what happened then; its number."""
    filed = timezone.now() - timedelta(days=one["filed"]["days_ago"])
    town.filer(one["person"], "self")  # whoever is paid can look at it
    if "facts" in one:
        with clock_at(filed):
            learn(town, one["person"], one["facts"])
    number = carry(town, {**one, "state": "effective"})
    award = f"A-{number}-1"
    finance = finance_of(town, town.people[one["person"]]["tenant"].split("/")[0])
    if "pay_after" in one:
        with clock_at(filed + timedelta(days=one["pay_after"])):
            pay(finance, award)
    if "leaves" in one:
        leave(town, one["person"], one["leaves"])
    if "outcome" in one:
        note(finance, award, one["outcome"])
    with acting(finance):
        awards.recheck(finance, award)
    return number


def learn(town: Town, person: str, facts: Mapping[str, Any]) -> None:
    """From this day on the registry knows it."""
    city, today = town.people[person]["tenant"].split("/")[0], timezone.localdate()
    told = [
        Told(name, value, Grade.B, city=city, source=SOURCE, valid_from=today)
        for name, value in facts.items()
    ]
    registry.record_facts(acting=SYSTEM, subject_id=town.subjects[person], told=told)


def leave(town: Town, person: str, days_ago: int) -> None:
    """Her employment ended so many days ago."""
    last = timezone.localdate() - timedelta(days=days_ago)
    employer = town.subjects[town.people[person]["works_for"]]
    for one in registry.relations_of(SYSTEM, town.subjects[person]):
        if one.other_id == employer and one.valid_until is None:
            registry.end_relation(acting=SYSTEM, relation_id=one.pk, last_day=last)


def note(finance: Actor, award: str, outcome: Mapping[str, Any]) -> None:
    """What the bank did."""
    with acting(finance):
        awards.note_outcome(
            finance, award, party=outcome["party"], kind=outcome["kind"],
            sum_fen=fen_of(outcome["sum"]), on=timezone.localdate(),
            reference=outcome["reference"],
        )  # fmt: skip


def pay(finance: Actor, number: str) -> None:
    """Everything that is due by now, and out of the budget to which it was committed."""
    with acting(finance):
        awards.recheck(finance, number)
        shown = awards.award(finance, number)
    due = [one for one in shown.instalments if one.state == "due" and one.has_budget]
    awards.take_into_run([one.id for one in due])
    ledgers.post_many(acting=finance, way=ledgers.SPEND, postings=list(_spent(shown, due)))
    awards.mark_paid([one.id for one in due])


def _spent(shown: AwardShown, due: list[InstalmentShown]) -> Iterator[Posting]:
    """What was due before the decision burdens the year of the decision."""
    lines = {one.line.split("/")[2]: one.line for one in shown.movements if one.kind == "commit"}
    for one in due:
        year = max(one.due_on, shown.row.effective_on).year
        yield Posting(
            f"demo/{shown.row.number}/{one.number}", lines[str(year)], one.fen,
            case=shown.row.case_number, clause=shown.row.clause,
            subject_id=shown.row.subject_id, reference=shown.row.number, reason=PAID,
        )  # fmt: skip


def freeze_a_month(town: Town, money: Mapping[str, Any]) -> None:
    """A payment run that waits for its second person: those who are paid gave their accounts."""
    for one in money["accounts"]:
        owner = town.filer(one["person"], "self")
        with acting(owner):
            holder = town.people[one["person"]]["name"]["zh"]
            payments.give_account(owner, holder, one["bank"], one["number"])
    finance, today = finance_of(town, "xiangtan"), timezone.localdate()
    with acting(finance):
        run = payments.open_run(finance, "xiangtan", RUN, today).row.number
        payments.freeze(finance, run)


def finance_of(town: Town, city: str) -> Actor:
    """Somebody of the city's finance."""
    return town.staff(Role.FINANCE, department_for(organisation(city).id, "finance").id)
