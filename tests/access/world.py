"""The people and places of the tests on access: every role in an own, a sibling, a parent and a
foreign tenant.

    world.visitor("clerk@sibling").client.get("/staff/queue/")

Whatever a sample object belongs to is the county `own`, and the person `owner`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.db import transaction
from django.test import Client

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    actor_of,
    create_account,
    give_assignment,
    give_second_factor,
)
from yanzhen.apps.organisations.service import load_city, organisation
from yanzhen.policy.organisations import Node
from yanzhen.policy.vocabulary import Label

PLACES = {
    "own": "lake/own",
    "sibling": "lake/sibling",
    "parent": "lake",
    "foreign": "hill",
}
SECRET = "JBSWY3DPEHPK3PXP"
EMPLOYER_OF_THE_OWNER = 4711
ANOTHER_EMPLOYER = 4712


@dataclass(frozen=True)
class Visitor:
    """Someone who opens pages; `place` is where her role is, and empty for applicants."""

    name: str
    role: Role | None
    place: str = ""
    account: Account | None = None
    sessions: dict[tuple[bool, bool], str] = field(default_factory=dict, compare=False)

    @cached_property
    def actor(self) -> Actor:
        assert self.account is not None
        return actor_of(self.account)

    def client(self, second_factor: bool = True, confirmed: bool = True) -> Client:
        """A browser in which she has signed in, with her second factor a moment ago."""
        client = Client()
        if self.account is None:
            return client
        if (second_factor, confirmed) in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[second_factor, confirmed]
        else:
            sign_in(client, self.account, second_factor, confirmed)
        return client

    def sign_in(self) -> None:
        """Keep a session of hers for all tests of a module."""
        client = self.client()
        if self.account is not None:
            self.sessions[True, True] = client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class World:
    """All visitors by name."""

    visitors: dict[str, Visitor] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def anonymous(self) -> Visitor:
        return self.visitors["anonymous"]

    @property
    def owner(self) -> Visitor:
        return self.visitors["owner"]

    @property
    def own(self) -> int:
        """The county that sample objects belong to."""
        return organisation(PLACES["own"]).id

    def visitor(self, name: str) -> Visitor:
        return self.visitors[name]


@contextmanager
def taken_back() -> Iterator[None]:
    """What a visit changes is not there for the next one."""
    block = transaction.atomic()
    block._from_testcase = True  # a page may ask for a transaction of its own (durable)
    with block:
        yield
        transaction.set_rollback(True)


def sign_in(
    client: Client, account: Account, second_factor: bool = True, confirmed: bool = True
) -> None:
    """Sign in as the sign-in page would, without its forms."""
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    at = time.time() if confirmed else time.time() - 3600
    records: list[dict[str, object]] = [{"method": "password", "at": at, "reauthenticated": True}]
    if second_factor:
        records.append({"method": "mfa", "type": "totp", "at": at, "reauthenticated": True})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session.save()


def build_world() -> World:
    """The two cities, and one account for each role in each place."""
    for city in ("lake", "hill"):
        load_city(city, tuple(_nodes(city)))
    world = World({"anonymous": Visitor("anonymous", None)})
    for name in ("owner", "stranger"):
        _add(world, Visitor(name, Role.APPLICANT, "", _account(name)))
    for name, employer in (("hr", EMPLOYER_OF_THE_OWNER), ("hr_elsewhere", ANOTHER_EMPLOYER)):
        account = _account(name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR, employer_id=employer
        )
        _add(world, Visitor(name, Role.EMPLOYER_HR, "", account))
    for role in Role:
        if role not in {Role.APPLICANT, Role.EMPLOYER_HR}:
            for place, code in PLACES.items():
                _add(world, _employed(role, place, code))
    return world


def _add(world: World, visitor: Visitor) -> None:
    visitor.sign_in()
    world.visitors[visitor.name] = visitor


def _employed(role: Role, place: str, code: str) -> Visitor:
    """Reviewers work for a department of the place, everybody else for the place itself."""
    name = f"{role}@{place}"
    account = _account(name)
    give_second_factor(account_id=account.pk, secret=SECRET)
    seat = organisation(f"{code}/bureau" if role == Role.REVIEWER else code)
    give_assignment(acting=SYSTEM, account_id=account.pk, role=role, organisation_id=seat.id)
    return Visitor(name, role, place, account)


def _account(name: str) -> Account:
    return create_account(email=f"{name.replace('@', '.')}@example.cn", name=name)


def _nodes(city: str) -> Iterator[Node]:
    def named(text: str) -> Label:
        return Label(text, text)

    yield Node(city, None, "city", "", "", named(city))
    places = [city]
    if city == "lake":
        for county in ("own", "sibling"):
            places.append(f"{city}/{county}")
            yield Node(f"{city}/{county}", city, "county", "", "", named(county))
    for place in places:
        yield Node(f"{place}/bureau", place, "department", "bureau", "", named("bureau"))
