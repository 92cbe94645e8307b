"""Who sees what: a partner its own, the office of the place all, another city nothing."""

from datetime import date

import pytest

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Actor, Role, acting
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Count, Member, Privilege, Provider, Use
from yanzhen.apps.privileges.service import NoSuchPrivilege, Odd
from yanzhen.apps.privileges.tests.gates import CITY, Gates, employed, offered, refused

TABLES = (Provider, Privilege, Use, Member)


def rows(actor: Actor) -> list[int]:
    """How many rows of each table the database itself shows her, and the manager."""
    with acting(actor):
        shown = [table.objects.count() for table in TABLES]
        assert shown == [table.objects.visible_to(actor).count() for table in TABLES]
    return shown


@pytest.fixture
def used(gates: Gates) -> Gates:
    for name in ("hospital", "museum"):
        gates.use(name, "code-1", gates.offer(name))
    return gates


def test_the_database_shows_each_her_own(used: Gates) -> None:
    assert rows(used.office) == [2, 2, 2, 2]
    assert rows(used.actors["hospital"]) == [1, 1, 1, 1]
    assert rows(used.elsewhere) == [0, 0, 0, 0]
    assert rows(NOBODY) == [0, 0, 0, 0]
    with acting(used.actors["hospital"]):
        assert Count.objects.count() == 0


def test_a_partner_does_nothing_for_another_provider(used: Gates) -> None:
    hospital = used.actors["hospital"]
    with acting(SYSTEM):
        other = Use.objects.get(provider=used.providers["museum"])
    with acting(hospital):
        for run in (
            lambda: service.take_back(acting=hospital, use_id=other.pk, reason="点错了"),
            lambda: service.statement(hospital, used.providers["museum"], date(2026, 11, 1)),
            lambda: service.provider(hospital, used.providers["hospital"]),
            lambda: service.offer_shown(hospital, other.privilege_id),
        ):
            with pytest.raises(NoSuchPrivilege):
                run()


def test_whoever_is_taken_off_or_loses_the_post_records_nothing(used: Gates) -> None:
    museum = used.actors["museum"]
    assert museum.account_id is not None
    with acting(used.office) as office:
        service.end_member(
            acting=office, provider_id=used.providers["museum"], account_id=museum.account_id
        )

    with pytest.raises(NoSuchPrivilege):
        used.read("museum", "code-1")
    assert rows(museum) == [0, 0, 0, 1]
    without = Actor(used.actors["hospital"].account_id, "离岗")
    with acting(without), pytest.raises(NoSuchPrivilege):
        service.look(acting=without, code="code-1")


def test_only_the_office_of_the_place_keeps_them(used: Gates) -> None:
    hospital = used.providers["hospital"]
    clerk = employed("clerk", Role.CLERK, f"{CITY}/hr_bureau")
    with acting(used.elsewhere) as elsewhere:
        with pytest.raises(NoSuchPrivilege):
            service.draft(acting=elsewhere, provider_id=hospital, told=offered())
        assert refused(
            lambda: service.set_watch(acting=elsewhere, place=CITY, odd=Odd(minutes=5), basis="会")
        ) == ["not_office"]
    with acting(clerk), pytest.raises(NoSuchPrivilege):
        service.draft(acting=clerk, provider_id=hospital, told=offered())
    assert service.directory(CITY)[0].provider.zh
    with acting(clerk):
        assert service.offers(clerk) == ()


def test_a_member_needs_the_post_of_a_partner_in_the_city(used: Gates) -> None:
    stranger = employed("stranger", Role.PARTNER, "hengyang/talent_office")
    assert stranger.account_id is not None
    account = stranger.account_id
    with acting(used.office) as office:
        assert refused(
            lambda: service.add_member(
                acting=office, provider_id=used.providers["museum"], account_id=account
            )
        ) == ["no_partner"]
