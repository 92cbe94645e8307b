"""Xiangtan with money for the tests: the town of the cases, items that pay, budgets, an agency.

purse = build_purse()
number = purse.grant("wang")                a case from submission to effect
purse.budget(2026, 1_000_000_00)
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.awards import service
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests import town as towns
from yanzhen.apps.cases.tests.town import ENTITLED, OF_ITEMS, Town, know
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.registry.service import Grade, Told, add_subject, enter, record_facts
from yanzhen.policy import Source, packs_on_disk, sources_on_disk
from yanzhen.policy.vocabulary import Label

SERVICES = """
window: hr_bureau
approve: talent_office
services:
  - {id: rent, rules: [art-19-rent], kind: benefit, lifecycle: benefit, apply: [self, employer]}
  - {id: purchase, rules: [art-19-purchase], kind: benefit, lifecycle: benefit, apply: [self]}
  - {id: home, rules: [art-19-first-home], kind: benefit, lifecycle: benefit, apply: [self]}
  - id: full-time
    rules: [art-2-full-time-award]
    kind: benefit
    lifecycle: benefit
    apply: [self]
  - id: agency
    rules: [art-14-intermediary-award]
    kind: benefit
    lifecycle: benefit
    apply: [staff]
  - {id: interest, rules: [art-13-loan-interest], kind: benefit, lifecycle: benefit, apply: [self]}
  - {id: card, rules: [art-20-green-card], kind: benefit, lifecycle: benefit, apply: [self]}
"""
# What agencies say of her; how many months she wants she says herself.
KNOWN = {k: v for k, v in ENTITLED.items() if k != "rent_subsidy_months"}
BUYS: dict[str, Any] = {
    **{k: v for k, v in ENTITLED.items() if not k.startswith("rent")},
    "local_home_purchase": "commercial", "rent_subsidy_received": "0元",
}  # fmt: skip
BOOK = "xiangtan/talent-fund"


@dataclass
class Purse:
    """The town, with money."""

    town: Town
    calls: int = field(default=0)

    def budget(self, year: int, fen: int, place: str = "", programme: str = "") -> str:
        """A budget line of a year with so much on it; its code."""
        with acting(SYSTEM):
            ledgers.open_book(
                acting=SYSTEM, code=BOOK, kind="fund", unit="fen", place="xiangtan",
                name=Label("人才发展专项资金", "Talent development fund"),
            )  # fmt: skip
            line: str = ledgers.open_line(
                acting=SYSTEM, book=BOOK, year=year, place=place, programme=programme
            ).code
            self.calls += 1
            key = f"allot-{line}-{self.calls}"
            given = ledgers.Posting(key, line, fen, reason="年初预算")
            ledgers.allot(acting=SYSTEM, posting=given)
        return line

    def agency(self, name: str, *clerks: str) -> int:
        """An agency for which these clerks file at their windows."""
        with acting(SYSTEM):
            added = add_subject(
                acting=SYSTEM, kind="intermediary", name=name,
                organisation_id=organisation("xiangtan").id,
            ).subject  # fmt: skip
            for one in ("yuhu", "yuetang"):
                place = organisation(f"xiangtan/{one}").id
                enter(acting=SYSTEM, subject_id=added.pk, organisation_id=place, reason="test")
        for clerk in clerks:
            self.town.subjects[clerk] = added.pk
        return added.pk

    def now(self, name: str, **facts: Any) -> None:
        """From today on the registry knows this of her."""
        today = timezone.localdate()
        told = [
            Told(fact, value, Grade.A, city="xiangtan", valid_from=today)
            for fact, value in facts.items()
        ]
        with acting(SYSTEM):
            record_facts(acting=SYSTEM, subject_id=self.town.subjects[name], told=told)

    def grant(
        self, name: str, item: str = "rent", place: str = "xiangtan",
        wanted: Wanted | None = None, approver: str = "", **more: Any,
    ) -> str:  # fmt: skip
        """The number of a case that went all the way into effect."""
        county = place.partition("/")[2]
        clerk, chief = f"{county}_clerk", f"{county}_approver"
        if not county:
            clerk, chief = "clerk", approver or "approver"
        number = self.town.file(name, item, place, **more)
        self.town.act(clerk, number, "accept")
        self.town.act(chief, number, "approve", decision=wanted or Wanted())
        self.town.act(clerk, number, "take_effect")
        return number

    def award(self, who: str, number: str, n: int = 1) -> service.AwardShown:
        with acting(self.town.people[who]) as actor:
            return service.award(actor, f"A-{number}-{n}")

    def pay(self, number: str, *instalments: int, n: int = 1) -> None:
        """Pay these, as a payment run would."""
        with acting(SYSTEM):
            shown = service.award(SYSTEM, f"A-{number}-{n}")
            ids = [one.id for one in shown.instalments if one.number in instalments]
            assert sorted(service.take_into_run(ids)) == sorted(ids)
            assert sorted(service.mark_paid(ids)) == sorted(ids)


def build_purse() -> Purse:
    """The people, the rules with items that pay, and finance."""
    purse = Purse(towns.build_town())
    publish()
    with acting(SYSTEM):
        purse.town.employ("zhou", (Role.FINANCE, "xiangtan/finance"))
        purse.town.employ("qian", (Role.FINANCE, "xiangtan/finance"))
        for one in ("yuhu", "yuetang"):
            office = f"xiangtan/{one}/talent_office"
            purse.town.employ(f"{one}_approver", (Role.APPROVER, office))
        purse.town.employ("yuhu_finance", (Role.FINANCE, "xiangtan/yuhu/finance"))
        for name in ("wang", "li"):
            know(purse.town.subjects[name], Grade.A, KNOWN)
    return purse


def publish() -> None:
    """The city's own rules with the items above, in force; read once for all tests."""
    global _PUBLISHED
    if _PUBLISHED is None:
        given = sources_on_disk(packs_on_disk(), "xiangtan")
        kept = [one for one in given if one.name not in OF_ITEMS]
        sources = (*kept, Source("xiangtan/services.yaml", SERVICES))
        version, _ = publish_pack(acting_user="tests", sources=sources)
        _PUBLISHED = {
            one.attname: getattr(version, one.attname)
            for one in version._meta.fields
            if not one.primary_key
        }
    else:
        there = PackVersion.objects.filter(city="xiangtan", status="published")
        there.update(status="withdrawn")
        PackVersion.objects.create(**_PUBLISHED)


_PUBLISHED: dict[str, Any] | None = None
