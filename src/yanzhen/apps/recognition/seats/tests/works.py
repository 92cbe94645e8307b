"""Hengyang with an employer that may recognise: its officers, its people, the talent office.

works = build_works(seats=2)
works.recognise("li")                 an employer's decision, one seat less
works.left()                          what the ledger says is free
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

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
from yanzhen.apps.ledgers.service import Balance
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.recognition.errors import RecognitionRefused
from yanzhen.apps.recognition.models.seat import Authorisation, SeatUse
from yanzhen.apps.recognition.seats import service
from yanzhen.apps.recognition.seats.counting import standing
from yanzhen.apps.registry.service import Grade, add_subject, link_account, relate
from yanzhen.policy import packs_on_disk, sources_on_disk

CITY = "hengyang"
FIRM = "雁东大学"
_PUBLISHED: dict[str, dict[str, Any]] = {}


@dataclass
class Works:
    """People by what they are called in the tests."""

    people: dict[str, Actor] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    authorisation: int = 0

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def employ(self, name: str, role: Role, code: str) -> None:
        account = create_account(email=f"{name}@example.cn", name=name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=role, organisation_id=organisation(code).id
        )
        self.people[name] = actor_of(account)

    def firm(self, name: str, officer: str) -> None:
        """An employer with an officer."""
        self.subjects[name] = self.register(name, "employer")
        account = create_account(email=f"{officer}@example.cn", name=officer)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR,
            employer_id=self.subjects[name],
        )  # fmt: skip
        self.people[officer] = actor_of(account)

    def register(self, name: str, kind: str) -> int:
        added = add_subject(
            acting=SYSTEM, kind=kind, name=name, organisation_id=organisation(CITY).id
        )
        return int(added.subject.pk)

    def hire(self, name: str, firm: str = FIRM, account: bool = False) -> int:
        """Somebody who works there."""
        with acting(SYSTEM):
            self._hire(name, firm, account)
        return self.subjects[name]

    def _hire(self, name: str, firm: str, account: bool) -> None:
        self.subjects[name] = self.register(name, "person")
        if account:
            made = create_account(email=f"{name}@example.cn", name=name)
            link_account(acting=SYSTEM, subject_id=self.subjects[name], account_id=made.pk)
            self.people[name] = actor_of(made)
        relate(
            acting=SYSTEM, subject_id=self.subjects[name], other_id=self.subjects[firm],
            kind="works_for", grade=Grade.B, source="测试",
        )  # fmt: skip

    def authorise(self, seats: int = 2, **more: Any) -> Authorisation:
        with acting(self.office) as office:
            return service.authorise(acting=office, granting=granting(seats=seats, **more))

    def deciding(self, name: str, **more: Any) -> service.Deciding:
        given: dict[str, Any] = {
            "authorisation": self.authorisation, "subject_id": self.subjects.get(name, 0),
            "decision": "雁大人〔2026〕4号", "decided_on": timezone.localdate(),
            "reason": "学科带头人", "papers": "学术委员会纪要", **more,
        }  # fmt: skip
        return service.Deciding(**given)

    def recognise(self, name: str, by: str = "hr", **more: Any) -> SeatUse:
        with acting(self.people[by]) as hr:
            return service.recognise(acting=hr, deciding=self.deciding(name, **more))

    def refused(self, name: str, by: str = "hr", **more: Any) -> list[str]:
        """The codes for which nobody is recognised."""
        try:
            self.recognise(name, by, **more)
        except RecognitionRefused as refused:
            return [one.code for one in refused.refusals]
        return []

    def held(self) -> Balance:
        with acting(SYSTEM):
            return standing(Authorisation.objects.get(pk=self.authorisation))

    def left(self) -> int:
        return self.held().available


def granting(**more: Any) -> service.Granting:
    """What the office enters."""
    today = timezone.localdate()
    given: dict[str, Any] = {
        "city": CITY, "employer": FIRM, "kind": "high-level", "seats": 2,
        "scope": "重点学科带头人", "basis": "市委人才办〔2026〕8号（测试）",
        "valid_from": first_day(today), "valid_until": first_day(today) + timedelta(days=364),
        **more,
    }  # fmt: skip
    return service.Granting(**given)


def first_day(today: date) -> date:
    return today - timedelta(days=30)


def build_works(seats: int = 2) -> Works:
    """The tree, Hengyang's rules, the offices, an authorised employer with two people."""
    works = Works()
    with acting(SYSTEM):
        load_organisations()
        publish(CITY)
        works.employ("office", Role.TALENT_OFFICE, f"{CITY}/talent_office")
        works.employ("second", Role.APPROVER, f"{CITY}/talent_office")
        works.employ("elsewhere", Role.TALENT_OFFICE, "xiangtan/talent_office")
        works.firm(FIRM, "hr")
        works.firm("湘江机械", "other")
        works.hire("li", account=True)
        works.hire("wang")
    works.authorisation = works.authorise(seats).pk
    return works


def publish(city: str) -> None:
    """Put a city's rules in force; read once for all tests."""
    if city in _PUBLISHED:
        PackVersion.objects.create(**_PUBLISHED[city])
        return
    version, _ = publish_pack(acting_user="tests", sources=sources_on_disk(packs_on_disk(), city))
    _PUBLISHED[city] = {
        one.attname: getattr(version, one.attname)
        for one in version._meta.fields
        if not one.primary_key
    }
