"""Xiangtan with two gates for the tests: a talent office, partners, an offer, and cards to show.

gates = build_gates(monkeypatch)
gates.cards["code-1"] = card(1, level="A")         what the code "code-1" shows from now on
gates.use("museum", "code-1")                      her partner reads it and records a use
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
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
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.privileges import reading, service
from yanzhen.apps.privileges.models import Privilege
from yanzhen.apps.privileges.reading import Refused, Seen
from yanzhen.apps.privileges.service import Limits, Offered, Recorded, Told
from yanzhen.apps.quotas.tests.housing import publish
from yanzhen.policy.vocabulary import Label

CITY = "xiangtan"
CARD = "green-card"
_KEYS = count(1)
NO_LIMITS = Limits()
UNKNOWN = Refused("not_a_card", Label("不是人才卡。", "This is no card."))


def card(card_id: int, level: str = "A", **more: Any) -> Seen:
    """A card that holds."""
    seen = Seen(card_id, CITY, CARD, level, "王*", None)
    return replace(seen, **more)


@dataclass
class Gates:
    """Who works there, and what each code shows."""

    office: Actor
    elsewhere: Actor
    actors: dict[str, Actor] = field(default_factory=dict)
    providers: dict[str, int] = field(default_factory=dict)
    cards: dict[str, Seen | Refused] = field(default_factory=dict)
    held: dict[int, tuple[Seen, ...]] = field(default_factory=dict)

    def open(self, name: str, **spot: str) -> int:
        """A provider with a partner of its own; both called so."""
        self.actors[name] = employed(name, Role.PARTNER, f"{CITY}/municipal_hospitals")
        with acting(self.office) as office:
            told = Told(f"{name}（虚构）", f"{name} (invented)", "协议", **spot)
            made = service.add_provider(acting=office, place=CITY, told=told).pk
            account = self.actors[name].account_id
            assert account is not None
            service.add_member(acting=office, provider_id=made, account_id=account)
        self.providers[name] = made
        return made

    def offer(self, name: str, limits: Limits = NO_LIMITS, **told: Any) -> int:
        """Something that it offers from now on."""
        with acting(self.office) as office:
            given = replace(offered(limits), **told)
            made = service.draft(acting=office, provider_id=self.providers[name], told=given)
            service.offer(acting=office, privilege_id=made.pk)
        return made.pk

    def read(self, name: str, code: str, at: datetime | None = None) -> service.Verdict:
        with acting(self.actors[name]) as partner:
            return service.look(acting=partner, code=code, at=at)

    def use(
        self, name: str, code: str, offer: int, key: str = "", at: datetime | None = None
    ) -> Recorded:
        """Read it and record a use."""
        ticket = self.read(name, code, at).ticket
        with acting(self.actors[name]) as partner:
            return service.record_use(acting=partner, ticket=ticket, privilege_id=offer,
                                      key=key or f"k{next(_KEYS)}")  # fmt: skip


def offered(limits: Limits = NO_LIMITS) -> Offered:
    return Offered(
        CARD, "medical", "优先挂号", "Priority registration", "持卡优先挂号", "See a doctor first",
        "show", "合作协议", date(2026, 1, 1), limits=limits,
    )  # fmt: skip


def employed(name: str, role: Role, place: str) -> Actor:
    with acting(SYSTEM):
        account = create_account(email=f"{name}@example.cn", name=name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=role, organisation_id=organisation(place).id
        )
        return actor_of(account)


def build_gates(patch: pytest.MonkeyPatch) -> Gates:
    """The tree and the rules, two offices, a hospital and a museum."""
    with acting(SYSTEM):
        load_organisations()
        publish(CITY)
    gates = Gates(
        employed("office", Role.TALENT_OFFICE, f"{CITY}/talent_office"),
        employed("elsewhere", Role.TALENT_OFFICE, "hengyang/talent_office"),
    )
    patch.setattr(reading, "look_up", lambda code, now, late: gates.cards.get(code, UNKNOWN))
    patch.setattr(reading, "cards_of", lambda subject: gates.held.get(subject, ()))
    gates.open("hospital")
    gates.open("museum")
    gates.cards["code-1"] = card(1)
    return gates


def refused(run: Callable[[], object]) -> list[str]:
    """The codes of what is refused."""
    with pytest.raises(service.PrivilegeRefused) as caught:
        run()
    return [one.code for one in caught.value.refusals]


def offer_row(offer: int) -> Privilege:
    with acting(SYSTEM):
        return Privilege.objects.get(pk=offer)


def today() -> date:
    return timezone.localdate()
