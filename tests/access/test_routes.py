"""Every address of the service, as every visitor: the class in ACCESS is what really happens.

An address that has no class, or that needs a sample and has none, fails here. So does a class or a
sample whose address is gone.
"""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.access.samples import SAMPLES, Sample
from tests.access.world import Visitor, World, taken_back

from yanzhen.config import door
from yanzhen.config.urls import ACCESS
from yanzhen.portal.access import Access

SIGN_IN = "/accounts/login/"
A_DAY = 24 * 3600


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """The name and the pattern of every address, as the resolver knows them."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            space = (one.namespace,) if one.namespace else ()
            yield from addresses(one, spaces + space)
        elif isinstance(one, URLPattern):
            yield ":".join((*spaces, one.name or "")), str(one.pattern)


NAMES = sorted(dict(addresses()))


def needs_sample(name: str) -> bool:
    """Whether something in the path has to be filled in."""
    return any(re.search(r"<", route) for route in full_patterns(name))


def full_patterns(name: str) -> list[str]:
    """The whole paths that a name stands for."""
    found = get_resolver().reverse_dict
    for space in name.split(":")[:-1]:
        _, resolver = get_resolver().namespace_dict[space]
        found = resolver.reverse_dict
    return [
        "<" if parameters else template
        for possibilities, *_ in found.getlist(name.split(":")[-1])
        for template, parameters in possibilities
    ]


def test_there_are_addresses() -> None:
    assert {"portal:start", "portal:posts", "account_login", "mfa_index"} <= set(NAMES)


def test_every_address_has_a_class_and_every_class_an_address() -> None:
    assert set(NAMES) == set(ACCESS)


def test_every_address_with_a_gap_has_a_sample_and_every_sample_an_address() -> None:
    gaps = {name for name in NAMES if needs_sample(name)}

    assert gaps <= set(SAMPLES)
    assert set(SAMPLES) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_door_opens_for_whom_it_should(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Everybody signed in when the world was built; on a slow machine that is a while ago.
    monkeypatch.setattr(door, "FRESH", A_DAY)
    access = ACCESS[name]
    with taken_back():
        sample = sample_of(name, world)
        for visitor in visitors_of(access, world):
            with taken_back():
                answer = visit(visitor.client(), name, sample)

            assert answer.status_code < 500, visitor.name
            wanted = expected(access, visitor, sample)
            assert outcome(answer, access) == wanted, f"{name} as {visitor.name}"


def visitors_of(access: Access, world: World) -> list[Visitor]:
    """Everybody; whoever is let in or turned away wherever she works, at one place only."""
    return [
        one for one in world.visitors.values()
        if one.place in {"", "own"} or not _is_alike_everywhere(access, one)
    ]  # fmt: skip


def _is_alike_everywhere(access: Access, visitor: Visitor) -> bool:
    """A public page knows no tenant; a page of staff turns other roles away at every place."""
    return access.kind == "public" or (
        access.kind == "staff" and not visitor.actor.roles & access.roles
    )


def sample_of(name: str, world: World) -> Sample:
    return SAMPLES[name](world) if name in SAMPLES else Sample({})


def expected(access: Access, visitor: Visitor, sample: Sample) -> str:
    """What ACCESS and the sample say."""
    if access.kind in {"public", "machine"}:
        return access.kind
    if visitor.account is None:
        return "to sign in"
    if access.kind == "staff" and not visitor.actor.roles & access.roles:
        return "nothing there"
    return "open" if sample.sees(visitor) else "nothing there"


def outcome(answer: HttpResponseBase, access: Access) -> str:
    """What happened. Of a public page it is enough that nobody is sent away or turned off."""
    if access.kind == "public":
        return "public" if answer.status_code != 403 else "refused"
    if access.kind == "machine":
        return "machine" if answer.status_code != 302 else "redirected"
    if answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN):
        return "to sign in"
    return "nothing there" if answer.status_code == 404 else "open"


def visit(client: Client, name: str, sample: Sample) -> HttpResponseBase:
    address = reverse(name, kwargs=dict(sample.parts))
    if sample.method == "post":
        return client.post(address, dict(sample.data))
    return client.get(address)


STAFF = [name for name, access in ACCESS.items() if access.kind == "staff"]
CONFIRMED = [name for name, access in ACCESS.items() if access.confirm != "never"]


@pytest.mark.parametrize("name", STAFF)
class TestPagesOfStaff:
    def test_ask_for_a_second_factor(self, name: str, world: World) -> None:
        for visitor in holders(name, world):
            with taken_back():
                sample = sample_of(name, world)
                answer = visit(visitor.client(second_factor=False), name, sample)

            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/accounts/factors/reauthenticate/")

    def test_send_staff_without_one_to_set_it_up(self, name: str, world: World) -> None:
        visitor = holders(name, world)[0]
        assert visitor.account is not None
        visitor.account.authenticator_set.all().delete()
        sample = sample_of(name, world)

        answer = visit(visitor.client(second_factor=False), name, sample)

        assert answer.headers["Location"] == "/accounts/factors/"


@pytest.mark.parametrize("name", CONFIRMED)
def test_what_needs_a_confirmation_asks_again_after_five_minutes(name: str, world: World) -> None:
    visitor = holders(name, world)[0]
    address = reverse(
        name, kwargs=dict((SAMPLES[name](world) if name in SAMPLES else Sample({})).parts)
    )

    answer = visitor.client(confirmed=False).post(address, {})

    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def holders(name: str, world: World) -> list[Visitor]:
    """The visitors whose role opens the address."""
    roles = ACCESS[name].roles
    found = [one for one in world.visitors.values() if one.account and one.actor.roles & roles]
    return found or [world.owner]


def test_an_address_without_a_class_is_shut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACCESS, "portal:compare")

    assert Client().get(reverse("portal:compare")).status_code == 404
