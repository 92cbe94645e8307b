"""The rail of each area: one's own pages, an employer's, the desk of staff.

rail(Place("/my/notices/", actor, todo=1, new=2), "zh")[2].is_current   ->   True
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.claims import urls as claims
from yanzhen.portal.crosswalks import urls as crosswalks
from yanzhen.portal.desk import urls as desk
from yanzhen.portal.finance import urls as finance
from yanzhen.portal.oversight import urls as oversight
from yanzhen.portal.payments import urls as payments
from yanzhen.portal.quotas import urls as quotas
from yanzhen.portal.recognition import urls as recognition
from yanzhen.portal.shell import Entry
from yanzhen.portal.words import say

STAFF = ("/desk/", "/staff/")
EMPLOYER = ("/employer/",)
DESK = (
    ("desk_cases", "folders"), ("desk_people", "user-search"), ("desk_publicity", "speakerphone"),
    ("desk_recognition", "rosette-discount-check"),
    ("desk_money", "coin"), ("desk_awards", "gift"), ("pay_runs", "building-bank"),
    ("desk_claims", "arrow-back-up"), ("money_costs", "scale"),
    ("desk_quotas", "building-community"), ("desk_load", "chart-bar"),
    ("desk_registers", "database"), ("desk_imports", "upload"), ("desk_terms", "clock-hour-4"),
    ("desk_away", "user-check"), ("desk_keys", "key"),
    ("desk_crosswalks", "link"), ("desk_peers", "building"),
    ("desk_signing", "signature"), ("audit", "list-check"),
    ("desk_log", "report"),
)  # fmt: skip
"""What the desk has, in the order in which people look for it; each for the roles of its page."""
ACCESS = {
    **desk.ACCESS, **finance.ACCESS, **payments.ACCESS, **claims.ACCESS, **oversight.ACCESS,
    **quotas.ACCESS, **recognition.ACCESS, **crosswalks.ACCESS,
}  # fmt: skip


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
    else:
        entries = _own(place, language)
    found = tuple(entries)
    near = [one for one in found if place.path.startswith(one.href)]
    current = max(near, key=lambda one: len(one.href), default=None)
    return tuple(replace(one, is_current=one is current) for one in found)


def _own(place: Place, language: Language) -> Iterator[Entry]:
    todo = 0 if place.actor.is_staff else place.todo
    yield _entry("my", "clipboard-list", language, todo)
    yield _entry("my_money", "coin", language)
    yield _entry("my_recognition", "rosette-discount-check", language)
    yield _entry("services", "apps", language)
    yield _entry("situation", "id", language)
    yield _entry("my_homes", "home-2", language)
    yield _entry("my_elsewhere", "link", language)
    yield _entry("notices", "bell", language, place.new)


def _of_employer(place: Place, language: Language) -> Iterator[Entry]:
    yield _entry("employer", "clipboard-list", language, place.todo)
    yield _entry("employer_money", "coin", language)
    yield _entry("employer_file", "table-export", language)
    yield _entry("employer_quotas", "briefcase", language)


def _of_staff(place: Place, language: Language) -> Iterator[Entry]:
    yield _entry("desk", "inbox", language, place.todo)
    for address, icon in DESK:
        if place.actor.holds_any(ACCESS[address].roles):
            yield _entry(address, icon, language)
    if place.actor.holds(Role.ADMINISTRATOR):
        yield _entry("posts", "users", language)


def _entry(address: str, icon: str, language: Language, count: int = 0) -> Entry:
    label = say(f"rail_{address}", language)
    return Entry(address, label, reverse(f"portal:{address}"), icon, count)
