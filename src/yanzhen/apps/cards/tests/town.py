"""Two cities with card programmes for the tests: offices, windows, people, their recognitions.

town = build_town(monkeypatch)
card = town.issue("wang")                      on a recognition of tier C, which town makes
town.recognise("wang", level="B", event="raised")
"""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
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
from yanzhen.apps.cards import grounds, programmes, service
from yanzhen.apps.cards.models import Card, Event
from yanzhen.apps.cards.offline import show
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.recognition.service import NoSuchRecognition
from yanzhen.apps.registry.service import add_subject, link_account, rename_subject
from yanzhen.policy.carding import CardProgramme
from yanzhen.policy.vocabulary import Label

CITY, CARD = "xiangtan", "green-card"
GREEN = CardProgramme(
    id=CARD, clause="20", label=Label("莲城人才绿卡", "Lotus City Green Card"), programme="green",
    rule="art-20-card", item=None, basis=("recognition",), kinds=("tier",), colour="#1f6f4a",
    ink="#ffffff", groups=(), notes=(),
)  # fmt: skip
OTHER = replace(GREEN, id="scholar-card", kinds=(), basis=("decision",), item="scholar")
_IDS = count(1000)


@dataclass
class Town:
    """Xiangtan's cards, with people by what they are called in the tests."""

    people: dict[str, Actor] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    recognitions: dict[int, Any] = field(default_factory=dict)

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

    def settle(self, name: str, called: str = "王芳", account: bool = True) -> int:
        """A person of the city, with an account unless told otherwise."""
        added = add_subject(
            acting=SYSTEM, kind="person", name=called, organisation_id=organisation(CITY).id
        )
        self.subjects[name] = int(added.subject.pk)
        if account:
            made = create_account(email=f"{name}@example.cn", name=name)
            self.people[name] = actor_of(made)
            link_account(acting=SYSTEM, subject_id=self.subjects[name], account_id=made.pk)
        return self.subjects[name]

    def recognise(
        self, name: str, level: str = "C", event: str = "recognised", kind: str = "tier",
        until: date | None = None,
    ) -> int:  # fmt: skip
        """A recognition of hers in place of the one before; what follows from it happens."""
        for one in self.recognitions.values():
            if one.subject_id == self.subjects[name] and one.kind == kind:
                one.state = "superseded"
        key = next(_IDS)
        self.recognitions[key] = SimpleNamespace(
            id=key, number=f"R-{key}", city=CITY, tenant_id=organisation(CITY).id, kind=kind,
            level=level, state="current", subject_id=self.subjects[name],
            valid_from=timezone.localdate(), valid_until=until,
        )  # fmt: skip
        with acting(SYSTEM):
            service.follow_recognition(key, event)
        return key

    def withdraw(self, recognition: int, event: str = "withdrawn") -> None:
        self.recognitions[recognition].state = event
        with acting(SYSTEM):
            service.follow_recognition(recognition, event)

    def issue(self, name: str, level: str = "C", until: date | None = None) -> Card:
        """The card that a recognition of hers brings."""
        self.recognise(name, level, until=until)
        return self.card(name)

    def card(self, name: str) -> Card:
        with acting(SYSTEM):
            return Card.objects.filter(subject=self.subjects[name]).latest("pk")

    def card_of(self, name: str, programme: str) -> Card:
        """Her latest card of a programme."""
        with acting(SYSTEM):
            rows = Card.objects.filter(subject=self.subjects[name], programme=programme)
            return rows.latest("pk")

    def rename(self, name: str, called: str) -> None:
        with acting(SYSTEM):
            rename_subject(
                acting=SYSTEM, subject_id=self.subjects[name], name=called, reason="户口簿"
            )

    def events(self, card: Card) -> list[str]:
        with acting(SYSTEM):
            rows = Event.objects.filter(card=card).order_by("pk")
            return list(rows.values_list("kind", flat=True))

    def bind(self, name: str, card: Card) -> "Phone":
        """A phone of hers, bound to the card."""
        phone = Phone()
        with acting(self.people[name]) as actor:
            service.bind(acting=actor, card_id=card.pk, key=phone.point)
        return phone

    def shown_by(self, name: str, card: Card, phone: "Phone", ago: int = 0) -> str:
        """What her phone shows, so many seconds ago."""
        with acting(self.people[name]) as actor:
            token = service.phone_token(acting=actor, card_id=card.pk)
        assert token is not None
        return phone.show(token, ago)


@dataclass
class Phone:
    """A phone with a key of its own, as its page uses it."""

    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def show(self, token: str, ago: int = 0) -> str:
        return show(token, int(timezone.now().timestamp()) - ago, self._prove)

    def _prove(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self.key.sign(message, ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def build_town(monkeypatch: pytest.MonkeyPatch) -> Town:
    """The tree, the city's programmes and recognitions as the tests say them, offices, people."""
    town = Town()
    packs = {CITY: SimpleNamespace(cards=(GREEN, OTHER))}
    monkeypatch.setattr(programmes, "published_pack", lambda city: packs[city])
    monkeypatch.setattr("yanzhen.apps.cards.faces.published_pack", lambda _: Clauses())
    for name, call in {
        "recognition_by_id": lambda _, key: _there(town.recognitions.get(key)),
        "recognition_numbered": lambda _, number: _there(
            next((r for r in town.recognitions.values() if r.number == number), None)
        ),
        "current": lambda subject, city, _: [
            one for one in town.recognitions.values()
            if (one.subject_id, one.city, one.state) == (subject, city, "current")
        ],
        "in_force": lambda city, kinds: [
            one for one in town.recognitions.values()
            if (one.city, one.state) == (city, "current") and one.kind in kinds
        ],
    }.items():  # fmt: skip
        monkeypatch.setattr(grounds, name, call)
    with acting(SYSTEM):
        load_organisations()
        town.employ("office", Role.TALENT_OFFICE, f"{CITY}/talent_office")
        town.employ("window", Role.CLERK, f"{CITY}/talent_office")
        town.employ("elsewhere", Role.TALENT_OFFICE, "quzhou/talent_office")
        town.settle("wang")
        town.settle("li", "李明")
    return town


class Clauses:
    def clause_label(self, clause: str) -> Label:
        return Label(f"第{clause}条", f"Article {clause}")


def _there(found: Any) -> Any:
    if found is None:
        raise NoSuchRecognition(found)
    return found
