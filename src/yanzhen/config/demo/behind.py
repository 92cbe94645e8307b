"""The demo's privileges: providers and offers behind the cards of two cities, all invented.

open_gates(town)

The groups are the documents'; names, offers and numbers are invented, and say so. The partner of
the first page records uses for the first provider of Xiangtan, where those with cards used them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting
from yanzhen.apps.cards import service as cards
from yanzhen.apps.organisations.service import department_for, organisation
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import Limits, Offered, Told
from yanzhen.config.demo.people import Town, long_ago
from yanzhen.policy import read_data

FILE = Path(__file__).with_name("behind.yaml")
BASIS = "示例协议（虚构）"


def open_gates(town: Town) -> None:
    """Providers with their partners, and what they offer."""
    read: dict[str, Any] = read_data(FILE.read_text(encoding="utf-8"), FILE.name)
    for city, providers in read.items():
        office = _office(town, city)
        with acting(office):
            for one in providers:
                partner, offers = _open(town, office, city, one)
                if "used" in one:
                    use(town, partner, offers[0], one["used"])


def use(town: Town, partner: Actor, offer: int, people: Iterable[str]) -> None:
    """Each shows her printed card at the gate today."""
    for person in people:
        found = cards.cards_of(town.subjects[person])
        for one in found[:1]:
            code = cards.print_token(acting=SYSTEM, card_id=one.id)
            with acting(partner):
                privileges.record_code(
                    acting=partner, code=code, privilege_id=offer, key=f"demo-{person}"
                )


def _open(town: Town, office: Actor, city: str, one: Mapping[str, Any]) -> tuple[Actor, list[int]]:
    """A provider with its partner; what it offers, by number."""
    name = one["name"]
    told = Told(f"{name['zh']}（虚构）", f"{name['en']} (invented)", BASIS,
                address=one.get("address", ""))  # fmt: skip
    made = privileges.add_provider(acting=office, place=city, told=told).pk
    place = organisation(city)
    seat = department_for(place.id, one["partner"]) if "partner" in one else place
    partner, offers = town.staff(Role.PARTNER, seat.id), []
    assert partner.account_id is not None
    privileges.add_member(acting=office, provider_id=made, account_id=partner.account_id)
    for offer in one["offers"]:
        drafted = privileges.draft(
            acting=office, provider_id=made, told=_offered(city, offer, long_ago())
        )
        privileges.offer(acting=office, privilege_id=drafted.pk)
        offers.append(drafted.pk)
    return partner, offers


def _offered(city: str, one: Mapping[str, Any], since: date) -> Offered:
    (card,) = privileges.programmes(city)
    return Offered(
        card.id, one["group"], f"{one['title']['zh']}（虚构）", f"{one['title']['en']} (invented)",
        one["offer"]["zh"], one["offer"]["en"], one["way"], BASIS, since,
        levels=tuple(one.get("levels", ())), limits=Limits(**one.get("limits", {})),
    )  # fmt: skip


def _office(town: Town, city: str) -> Actor:
    seat = department_for(organisation(city).id, "talent_office")
    return town.staff(Role.TALENT_OFFICE, seat.id)
