"""What looks odd is told to the office, changes nothing, and is off as long as nobody set it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Use
from yanzhen.apps.privileges.reading import Refused
from yanzhen.apps.privileges.service import Odd
from yanzhen.apps.privileges.tests.gates import CITY, Gates
from yanzhen.policy.vocabulary import Label

ENDED = Refused("revoked", Label("卡已注销。", "The card was ended."))


@pytest.fixture
def offers(gates: Gates) -> dict[str, int]:
    """A tower in the city and one five hundred kilometres away have coordinates as well."""
    gates.open("tower", latitude="27.83", longitude="112.94")
    gates.open("far", latitude="32.33", longitude="112.94")
    return {name: gates.offer(name) for name in gates.providers}


def watch(gates: Gates, **odd: int) -> None:
    with acting(gates.office) as office:
        service.set_watch(acting=office, place=CITY, odd=Odd(**odd), basis="办公会纪要")


def told(gates: Gates) -> list[tuple[str, int]]:
    with acting(gates.office) as office:
        return [(one.kind, len(one.uses)) for one in service.signals(office)]


def test_without_a_setting_nothing_is_told(gates: Gates, offers: dict[str, int]) -> None:
    for name in ("hospital", "museum", "tower", "far"):
        gates.use(name, "code-1", offers[name])

    assert told(gates) == []
    with acting(gates.office) as office:
        (found,) = service.watches(office)
    assert (found.kmh, found.minutes, found.a_day) == (None, None, None)


def test_two_places_within_minutes(gates: Gates, offers: dict[str, int]) -> None:
    watch(gates, minutes=10)
    gates.use("hospital", "code-1", offers["hospital"], at=timezone.now() - timedelta(minutes=30))
    gates.use("museum", "code-1", offers["museum"])
    assert told(gates) == []

    gates.use("hospital", "code-1", offers["hospital"])

    assert told(gates) == [("at_once", 2)]


def test_two_places_farther_apart_than_anybody_travels(
    gates: Gates, offers: dict[str, int]
) -> None:
    watch(gates, kmh=300, minutes=60)
    gates.use("tower", "code-1", offers["tower"], at=timezone.now() - timedelta(hours=3))
    gates.use("far", "code-1", offers["far"])
    assert told(gates) == []

    gates.use("tower", "code-1", offers["tower"])

    assert told(gates) == [("apart", 2)]
    with acting(gates.office) as office:
        (found,) = service.signals(office)
    assert found.told["km"] == 500


def test_more_often_in_a_day_than_usual_is_told_once(gates: Gates, offers: dict[str, int]) -> None:
    watch(gates, a_day=2)
    for _ in range(4):
        gates.use("hospital", "code-1", offers["hospital"])

    assert told(gates) == [("often", 3)]
    with acting(SYSTEM):
        assert Use.objects.filter(taken_back_at=None).count() == 4


def test_a_card_that_was_ended_or_a_code_that_was_shown_before(gates: Gates) -> None:
    replayed = Refused("replayed", Label("此码已使用过。", "The code was shown before."))
    gates.cards |= {"ended": ENDED, "again": replayed}
    for code in ("ended", "ended", "again", "nothing"):
        gates.read("hospital", code, timezone.now() - timedelta(hours=2))

    assert sorted(told(gates)) == [("ended", 0), ("replayed", 0)]


def test_the_office_says_what_was_done(gates: Gates, offers: dict[str, int]) -> None:
    gates.cards["ended"] = ENDED
    gates.read("hospital", "ended")
    with acting(gates.office) as office:
        (found,) = service.signals(office)
        service.answer_signal(acting=office, signal_id=found.id, done="电话核实，已收回旧卡")
        assert service.signals(office) == ()
        (answered,) = service.signals(office, open_only=False)
    with acting(gates.elsewhere) as elsewhere, pytest.raises(service.NoSuchPrivilege):
        service.answer_signal(acting=elsewhere, signal_id=found.id, done="别处")

    assert (answered.done, answered.done_by) == ("电话核实，已收回旧卡", "office")
