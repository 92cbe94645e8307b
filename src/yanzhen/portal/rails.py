"""The rail of each area: one's own pages, an employer's, the desk of staff.

rail(Place("/my/notices/", actor, todo=1, new=2), "zh")[2].is_current   ->   True
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.shell import Entry
from yanzhen.portal.urls import ACCESS
from yanzhen.portal.words import say

STAFF = ("/desk/", "/staff/")
EMPLOYER = ("/employer/",)
EXPERT = "/expert/"
PARTNER = ("/partner/",)
DESK = {
    "cases": (
        ("desk_cases", "folders"), ("desk_people", "user-search"),
        ("desk_publicity", "speakerphone"), ("desk_load", "chart-bar"),
        ("desk_away", "user-check"),
    ),
    "talent": (
        ("desk_recognition", "rosette-discount-check"), ("desk_seats", "user-plus"),
        ("desk_panels", "gavel"),
        ("desk_cards", "id-badge-2"), ("desk_privileges", "heart-handshake"),
        ("desk_privilege_uses", "file-check"), ("desk_signals", "bell-ringing"),
        ("desk_crosswalks", "link"),
    ),
    "money": (
        ("desk_money", "coin"), ("desk_awards", "gift"), ("pay_runs", "building-bank"),
        ("desk_claims", "arrow-back-up"), ("money_costs", "scale"),
        ("desk_quotas", "building-community"),
    ),
    "data": (
        ("desk_registers", "database"), ("desk_imports", "upload"), ("desk_terms", "clock-hour-4"),
    ),
    "care": (
        ("desk_keys", "key"), ("desk_signing", "signature"), ("desk_peers", "building"),
        ("audit", "list-check"),
        ("desk_log", "report"), ("posts", "users"),
    ),
}  # fmt: skip
"""What the desk has, in groups by what people come for; each entry for the roles of its page."""


@dataclass(frozen=True)
class Place:
    """Where somebody is, and what waits there on her."""

    path: str
    actor: Actor
    todo: int = 0
    new: int = 0


def rail(place: Place, language: Language) -> tuple[Entry, ...]:
    """The entries of the area that the path belongs to; the one nearest to it is current."""
    if place.path.startswith(STAFF) and place.actor.is_staff:
        entries = _of_staff(place, language)
    elif place.path.startswith(EMPLOYER) and place.actor.employers:
        entries = _of_employer(place, language)
    elif place.path.startswith(PARTNER) and place.actor.holds(Role.PARTNER):
        entries = _of_partner(language)
    else:
        entries = _own(place, language)
    found = tuple(entries)
    near = [one for one in found if place.path.startswith(one.href)]
    current = max(near, key=lambda one: len(one.href), default=None)
    return tuple(replace(one, is_current=one is current) for one in found)


def _own(place: Place, language: Language) -> Iterator[Entry]:
    todo = 0 if place.actor.is_staff else place.todo
    yield _entry("my", "clipboard-list", language, todo)
    yield _entry("services", "apps", language)
    yield _entry("my_money", "coin", language)
    yield _entry("my_cards", "id-badge-2", language)
    yield _entry("my_recognition", "rosette-discount-check", language)
    yield _entry("my_privileges", "heart-handshake", language)
    yield _entry("my_homes", "home-2", language)
    yield _entry("my_elsewhere", "link", language)
    yield _entry("situation", "id", language)
    yield _entry("notices", "bell", language, place.new)
    if place.path.startswith(EXPERT):  # whoever is one comes by a notice
        yield _entry("expert", "gavel", language)


def _of_employer(place: Place, language: Language) -> Iterator[Entry]:
    yield _entry("employer", "clipboard-list", language, place.todo)
    yield _entry("employer_money", "coin", language)
    yield _entry("employer_file", "table-export", language)
    yield _entry("employer_quotas", "briefcase", language)
    yield _entry("employer_seats", "rosette-discount-check", language)


def _of_partner(language: Language) -> Iterator[Entry]:
    yield _entry("partner", "device-mobile", language)
    yield _entry("partner_month", "report", language)


def _of_staff(place: Place, language: Language) -> Iterator[Entry]:
    yield _entry("desk", "inbox", language, place.todo)
    for group, addresses in DESK.items():
        heading = say(f"rail_group_{group}", language)
        for address, icon in addresses:
            if place.actor.holds_any(ACCESS[address].roles):
                yield replace(_entry(address, icon, language), heading=heading)
                heading = ""


def _entry(address: str, icon: str, language: Language, count: int = 0) -> Entry:
    label = say(f"rail_{address}", language)
    return Entry(address, label, reverse(f"portal:{address}"), icon, count)
