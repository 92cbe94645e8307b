"""Checks that are kept with who ran them, samples that anybody can draw again, findings."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.inspections import service
from yanzhen.apps.inspections.models import Check, Item
from yanzhen.apps.inspections.service import InspectionRefused, NoSuchSample
from yanzhen.apps.inspections.tests.conftest import Audit
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import NoSuchLine
from yanzhen.apps.ledgers.tests.town import FUND, YEAR, give


def spanning() -> tuple[datetime, datetime]:
    """From yesterday until now."""
    now = timezone.now()
    return now - timedelta(days=1), now


def drawn(audit: Audit, seed: str = "", size: int = 4, until: datetime | None = None) -> int:
    """A sample of the fund's movements."""
    since, now = spanning()
    with acting(audit.auditor) as auditor:
        made = service.open_sample(auditor, "movements", FUND, size, since, until or now, seed)
    work_off()
    return made


def ids_of(audit: Audit, sample: int) -> list[int]:
    with acting(audit.auditor) as auditor:
        found = service.sample(auditor, sample)
    return [one.movement.id for one in found.items if one.movement is not None]


def test_seals_are_checked_in_the_background_and_kept(audit: Audit) -> None:
    ledgers.seal_books()
    with acting(audit.auditor) as auditor:
        service.start_seals(auditor, FUND)
        assert len(service.under_way(auditor)) == 1
    work_off()

    with acting(audit.auditor) as auditor:
        found = service.checks(auditor, [FUND])[FUND]
        assert service.under_way(auditor) == ()
    assert (found.holds, found.by) == (True, audit.auditor.name)
    assert found.head
    assert "已封存12条流水，待封存0条" in found.said.zh
    with acting(audit.other) as other:
        assert service.checks(other, [FUND]) == {}


def test_balances_are_added_up_anew(audit: Audit) -> None:
    with acting(audit.auditor) as auditor:
        service.start_balances(auditor)
    work_off()

    with acting(audit.auditor) as auditor:
        found = service.checks(auditor, [])[""]
    assert found.holds
    with acting(SYSTEM):
        assert Check.objects.get().movements == ledgers.recompute().movements


def test_only_an_auditor_of_the_place_checks(audit: Audit) -> None:
    for actor, refused in (
        (audit.other, NoSuchLine), (audit.treasury.finance, NoSuchLine),
        (audit.treasury.clerk, NoSuchLine),
    ):  # fmt: skip
        with acting(actor), pytest.raises(refused):
            service.start_seals(actor, FUND)
        with acting(actor):
            assert service.books(actor) == ()
    with acting(audit.treasury.finance) as finance, pytest.raises(InspectionRefused):
        service.start_balances(finance)


def test_the_same_seed_draws_the_same(audit: Audit) -> None:
    _, until = spanning()
    first = ids_of(audit, drawn(audit, "9f2c", until=until))
    # what happens later changes nothing of what lies before
    give(YEAR, 5)
    again = ids_of(audit, drawn(audit, "9f2c", until=until))
    others = [ids_of(audit, drawn(audit, seed, until=until)) for seed in ("a", "b", "c")]

    assert sorted(first) == sorted(again)
    assert len(first) == 4
    assert any(sorted(one) != sorted(first) for one in others)


def test_without_a_seed_one_is_made_up_and_shown(audit: Audit) -> None:
    with acting(audit.auditor) as auditor:
        one, two = (service.sample(auditor, drawn(audit)).row for _ in range(2))

    assert one.seed != two.seed
    assert (one.population, one.drawn, one.checked, one.findings) == (12, 4, 0, 0)


def test_a_sample_larger_than_all_there_is(audit: Audit) -> None:
    assert len(set(ids_of(audit, drawn(audit, size=500)))) == 12


def test_what_is_wrong_with_a_sample_is_said_at_once(audit: Audit) -> None:
    since, until = spanning()
    with acting(audit.auditor) as auditor, pytest.raises(InspectionRefused) as refused:
        service.open_sample(auditor, "movements", FUND, 0, until, since, "a b")

    assert {one.field for one in refused.value.refusals} == {"size", "seed", "since"}
    with acting(audit.auditor) as auditor, pytest.raises(InspectionRefused):
        service.open_sample(auditor, "awards", "hengyang", 3, since, until)
    with acting(audit.other) as other, pytest.raises(InspectionRefused):
        service.open_sample(other, "movements", FUND, 3, since, until)


def test_a_finding_says_what_it_is_and_is_in_the_log(audit: Audit) -> None:
    made = drawn(audit)
    with acting(audit.auditor) as auditor:
        with pytest.raises(InspectionRefused):
            service.mark(auditor, made, 1, "finding", " ")
        with pytest.raises(InspectionRefused):
            service.mark(auditor, made, 1, "fine")
        service.mark(auditor, made, 1, "finding", "缺少收款凭证")
        service.mark(auditor, made, 2, "checked")
        found = service.sample(auditor, made)

    first, second = found.items[:2]
    assert (first.outcome, first.note, first.by) == ("finding", "缺少收款凭证", auditor.name)
    assert (second.outcome, found.row.checked, found.row.findings) == ("checked", 1, 1)
    with acting(SYSTEM):
        told = [one for one in events_of(f"sample:{made}") if one.kind == "inspection.marked"]
    assert [one.details["outcome"] for one in told] == ["checked", "finding"]
    assert "凭证" not in str([one.details for one in told])


def test_a_sample_is_there_for_auditors_of_the_place(audit: Audit) -> None:
    made = drawn(audit)

    for actor in (audit.other, audit.treasury.finance, audit.treasury.elsewhere):
        with acting(actor), pytest.raises(NoSuchSample):
            service.sample(actor, made)
        with acting(actor), pytest.raises(NoSuchSample):
            service.mark(actor, made, 1, "checked")
    with acting(audit.other), connection.cursor() as cursor:  # the database says so too
        cursor.execute("SELECT count(*) FROM inspections_item")
        assert cursor.fetchone() == (0,)


def test_the_database_wants_a_finding_to_say_what(audit: Audit) -> None:
    made = drawn(audit)
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(sample=made, place=1).update(outcome="finding", note="")
