"""Who may read which events, held by the database itself: no `access` of ours is asked here."""

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Actor, Role, acting
from yanzhen.apps.audit import service as audit
from yanzhen.apps.audit.models import Check, Event, Link, Waiting
from yanzhen.apps.cases.tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(town: Town) -> tuple[str, str]:
    """A case of the city's own and one of a county."""
    return town.file("wang"), town.file("li", place="xiangtan/yuhu")


def subjects(actor: Actor) -> set[str]:
    with acting(actor):
        return {one for one in Event.objects.values_list("subject", flat=True) if "case:" in one}


def auditor(town: Town, place: str) -> Actor:
    return town.employ(f"auditor-{place.replace('/', '-')}", (Role.AUDITOR, place))


def test_an_auditor_of_the_city_reads_its_chain(town: Town, numbers: tuple[str, str]) -> None:
    assert subjects(auditor(town, "xiangtan")) >= {f"case:{one}" for one in numbers}


def test_an_auditor_of_a_county_reads_what_happened_there(
    town: Town, numbers: tuple[str, str]
) -> None:
    assert subjects(auditor(town, "xiangtan/yuhu")) == {f"case:{numbers[1]}"}


def test_nobody_else_reads_any(town: Town, numbers: tuple[str, str]) -> None:
    for actor in (NOBODY, town.wang, town.clerk, town.approver):
        with acting(actor):
            assert not Event.objects.exists()
            assert not Link.objects.exists()
            assert not Waiting.objects.exists()


def test_whoever_acts_may_write_and_not_read_it_again(town: Town) -> None:
    for actor in (NOBODY, town.wang):
        with acting(actor):
            written = audit.record("x", acting=actor, subject="y", details={"n": 1})
            assert not Event.objects.filter(pk=written.pk).exists()
        with acting(SYSTEM):
            kept = Event.objects.get(pk=written.pk)
            assert bytes(kept.digest) == written.digest
            assert Waiting.objects.filter(event=written).exists()


def test_a_walk_sees_the_whole_chain_and_leaves_nothing_open(
    town: Town, numbers: tuple[str, str]
) -> None:
    walked: list[int] = []
    with acting(auditor(town, "xiangtan/yuhu")) as actor:
        found = audit.verify_chain("xiangtan", told=walked.append)
        kept = audit.note_check(found, acting=actor)
        seen = Event.objects.filter(chain="xiangtan").count()
        assert audit.latest_checks(["xiangtan", "hengyang"]) == {"xiangtan": kept}
    assert isinstance(found, audit.Verified)
    assert found.events == sum(walked) == audit.length("xiangtan") > seen > 0
    with acting(town.clerk), connection.cursor() as cursor:
        assert not Check.objects.exists()
        cursor.execute("SELECT current_setting('yanzhen.all', true)")
        assert cursor.fetchone() == ("",)
