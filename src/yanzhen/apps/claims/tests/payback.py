"""Xiangtan with money that was paid, and a clause that wants it back: for the tests of claims.

The city's own documents know no such clause: `home-sold` is put into its rules for the tests.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards.models import Instalment
from yanzhen.apps.awards.tests import purse as purses
from yanzhen.apps.awards.tests.purse import BUYS, Purse, build_purse
from yanzhen.apps.cases.tests.town import OF_ITEMS
from yanzhen.apps.claims import service
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.registry.service import Grade, Told, record_facts
from yanzhen.policy import Source, packs_on_disk, sources_on_disk

HOME = 50_0000_00
FUNDING = "xiangtan/funding.yaml"
CLAWBACK = """
clawbacks:
  - id: home-sold
    clause: "19"
    rules: [art-19-purchase]
    trigger: {zh: 所购住房上市交易, en: The home is sold}
    within_years: 10
    since: payment
    fact: subsidised_home_sold_on
    amount: all
"""


@dataclass
class Payback:
    """The purse, and what was paid out of it."""

    purse: Purse
    line: str = ""

    def home(self, who: str = "wang", place: str = "xiangtan") -> str:
        """The number of an award for a home, paid in whole."""
        self.purse.now(who, local_home_purchase="commercial")
        number = self.purse.grant(who, "purchase", place=place, answers=BUYS)
        return self.paid(number)

    def rent(self, who: str = "wang", months: tuple[int, ...] = (1, 2)) -> str:
        """The number of an award of rent of which these months are paid."""
        return self.paid(self.purse.grant(who), *months)

    def paid(self, case: str, *instalments: int) -> str:
        """Pay as a run does: the instalments, and what the ledger says of them."""
        award = f"A-{case}-1"
        with acting(SYSTEM):
            rows = Instalment.objects.filter(award__number=award).select_related(
                "award", "budget_line"
            )
            rows = rows.filter(number__in=instalments) if instalments else rows
            for one in rows:
                assert one.budget_line is not None
                posting = ledgers.Posting(
                    f"test/{award}/{one.number}", one.budget_line.code, one.amount_fen, case=case,
                    clause=one.award.clause, subject_id=one.award.subject_id, reference=award,
                )  # fmt: skip
                ledgers.spend(acting=SYSTEM, posting=posting)
        self.purse.pay(case, *(instalments or [one.number for one in rows]))
        return award

    def knows(self, who: str, on: date, grade: Grade = Grade.A) -> None:
        """The registry knows on which day her home was sold."""
        told = Told("subsidised_home_sold_on", on.isoformat(), grade, city="xiangtan")
        with acting(SYSTEM):
            record_facts(acting=SYSTEM, subject_id=self.purse.town.subjects[who], told=[told])

    def opened(self, award: str, by: str = "zhou", **wanted: Any) -> str:
        """A claim that waits for its second person."""
        given = {"clause": "19", "reason": "重复发放", **wanted}
        with acting(self.purse.town.people[by]) as actor:
            return service.open_claim(actor, award, service.Wanted(**given))

    def claimed(self, award: str, **wanted: Any) -> str:
        """A claim that is approved."""
        number = self.opened(award, **wanted)
        with acting(self.purse.town.qian) as qian:
            service.approve(qian, number)
        return number

    def receive(self, number: str, fen: int, reference: str) -> None:
        with acting(self.purse.town.zhou) as zhou:
            service.receive(zhou, number, fen, timezone.localdate(), reference)

    def see(self, number: str, who: str = "zhou") -> service.ClaimShown:
        with acting(self.purse.town.people[who]) as actor:
            return service.claim(actor, number)


def build_payback() -> Payback:
    """The purse with a budget, and the clause in force."""
    purse = build_purse()
    publish()
    return Payback(purse, purse.budget(2026, 1000_0000_00))


def publish() -> None:
    """The rules of the purse with the clause; read once for all tests."""
    global _PUBLISHED
    there = PackVersion.objects.filter(city="xiangtan", status="published")
    if _PUBLISHED is None:
        version, _ = publish_pack(acting_user="tests", sources=tuple(_sources()))
        _PUBLISHED = {
            one.attname: getattr(version, one.attname)
            for one in version._meta.fields
            if not one.primary_key
        }
    else:
        there.update(status="withdrawn")
        PackVersion.objects.create(**_PUBLISHED)


def _sources() -> list[Source]:
    given = sources_on_disk(packs_on_disk(), "xiangtan")
    own = {one.name: one.text for one in given if one.name not in OF_ITEMS}
    own |= {"xiangtan/services.yaml": purses.SERVICES, FUNDING: own[FUNDING] + CLAWBACK}
    return [Source(name, text) for name, text in own.items()]


_PUBLISHED: dict[str, Any] | None = None
