"""A case in effect becomes a recognition: once, dated, in the tier that its facts carry."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests.town import ENTITLED
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.tests import hooks
from yanzhen.apps.recognition.tests.guild import FOR_C, FOR_D, Guild, on
from yanzhen.apps.registry.models import Subject
from yanzhen.apps.registry.service import (
    Grade,
    RegistryRefused,
    add_subject,
    facts_of,
    merge,
    situation,
)  # fmt: skip
from yanzhen.policy import assess, load_pack

MAY, JUNE = date(2026, 5, 20), date(2026, 6, 10)


def test_a_granted_case_is_a_recognition_by_the_item_that_carries_it(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    number = guild.recognise("ding")

    one = guild.now("ding")
    assert (one.level, one.basis_item, one.clause) == ("C", "C1", "C.1")
    assert (one.case_number, one.by, one.valid_until) == (number, "case", None)
    assert [fact["grade"] for fact in one.conclusion["facts"]] == ["A"]
    with acting(SYSTEM):
        shown = cases.one(SYSTEM, number)
        assert one.trace_hash == shown.decisions[0].hash
        fact = facts_of(one.subject_id, one.valid_from, "xiangtan")["recognised_tier"]
    assert (fact.value, fact.grade, fact.evidence) == ("C", Grade.A, f"recognition:{one.number}")
    with acting(guild.town.ding) as ding:
        assert [o.number for o in service.mine(ding)] == [one.number]
        assert received(acting=ding)[0].kind == "recognition_recognised"


def test_taken_up_again_it_stays_one(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    number = guild.recognise("ding")

    assert service.take_up(number) == service.take_up(number) == (guild.now("ding").number,)
    assert len(guild.all_of("ding")) == 1


def test_two_in_force_are_refused_by_the_database(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    guild.recognise("ding")
    with acting(SYSTEM):
        row = Recognition.objects.get()
        row.pk, row.number, row.case_number = None, "R-X", "another"
        with pytest.raises(IntegrityError, match="one_current"), transaction.atomic():
            row.save()


def test_other_items_recognise_nobody(guild: Guild) -> None:
    with acting(SYSTEM):
        assert service.take_up(guild.town.file("wang")) == ()


def test_a_higher_tier_takes_its_place_and_benefits_go_by_the_day(guild: Guild) -> None:
    with on(date(2026, 1, 12)):
        guild.honours("ding", FOR_D)
        guild.recognise("ding")
    with on(JUNE):
        guild.honours("ding", FOR_D, FOR_C)
        guild.recognise("ding")

    higher, first = guild.all_of("ding")
    assert (higher.level, higher.state, higher.supersedes) == ("C", "current", first.number)
    assert (first.level, first.state, first.ended_on) == ("D", "superseded", date(2026, 6, 9))
    assert guild_rent(guild, "ding", MAY) == 1_000_00
    assert guild_rent(guild, "ding", JUNE) == 3_000_00
    with acting(SYSTEM):
        (then,) = service.current(higher.subject_id, "xiangtan", MAY)
    assert then.level == "D"


def guild_rent(guild: Guild, name: str, day: date) -> int | None:
    """What the rent rule gives a month to whoever applies on that day."""
    with acting(SYSTEM):
        raw = situation(guild.town.subjects[name], day, "xiangtan")
    raw["facts"] = {**raw["facts"], **ENTITLED}
    return assess(load_pack("xiangtan"), raw, day).outcome("art-19-rent").sums.per_period


def test_what_was_applied_for_in_may_is_paid_by_mays_tier(guild: Guild) -> None:
    with on(date(2026, 1, 12)):
        guild.honours("ding", FOR_D)
        guild.recognise("ding")
    with on(MAY):
        in_may = guild.town.file("ding", "rent")
    with on(JUNE):
        for name in ("ding", "chen"):
            guild.honours(name, FOR_C)
            guild.recognise(name)
        in_june = guild.town.file("chen", "rent")
        for number, monthly in ((in_may, 1_000_00), (in_june, 3_000_00)):
            guild.town.act("clerk", number, "accept")
            guild.town.act("approver", number, "approve", decision=Wanted())
            (decision,) = guild.town.see("approver", number).decisions
            (outcome,) = decision.record["trace"]["outcomes"]
            assert outcome["per_period_fen"] == monthly


def test_a_lower_result_of_a_new_case_is_no_downgrade(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    guild.recognise("ding")
    with on(date(2027, 3, 1)):
        guild.honours("ding", FOR_D)
        guild.recognise("ding")
        guild.recognise("ding")

    one = guild.now("ding")
    assert (one.level, len(guild.all_of("ding"))) == ("C", 1)
    with acting(guild.town.office) as office:
        (proposal,) = service.proposals(office).rows
        assert (proposal.source, proposal.found_level, proposal.lower) == ("case", "D", True)
        assert received(acting=office)[0].kind == "recognition_proposed"


def test_the_same_tier_in_a_new_case_renews_it(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    guild.recognise("ding")
    with on(date(2027, 3, 1)):
        guild.recognise("ding")

    new, old = guild.all_of("ding")
    assert (new.level, new.valid_from, old.state) == ("C", date(2027, 3, 1), "superseded")


def test_without_a_certain_item_nobody_is_recognised(guild: Guild) -> None:
    number = guild.recognise("chen", departure="特事特办")

    assert guild.all_of("chen") == ()
    with acting(guild.town.office) as office:
        told = received(acting=office)[0]
    assert (told.kind, number in told.body.zh) == ("recognition_unsettled", True)


def test_what_hooks_in_hears_of_it_and_can_hold_it_up(guild: Guild, settings: Any) -> None:
    here = "yanzhen.apps.recognition.tests.hooks"
    settings.AFTER_RECOGNITION = [f"{here}.follow"]
    hooks.EVENTS.clear()
    guild.honours("ding", FOR_C)
    guild.recognise("ding")
    assert [(guild.now("ding").id, "recognised")] == hooks.EVENTS

    settings.AFTER_RECOGNITION = [f"{here}.refuse"]
    guild.honours("chen", FOR_C)
    with pytest.raises(RuntimeError), transaction.atomic():
        guild.recognise("chen")
    assert guild.all_of("chen") == ()


def test_an_employers_recognition_comes_in_by_the_inner_door(guild: Guild) -> None:
    with acting(SYSTEM):
        place = organisation("xiangtan").id
        employer = add_subject(
            acting=SYSTEM, kind="employer", name="湘潭电机", organisation_id=place
        ).subject.pk  # fmt: skip
    given: dict[str, Any] = {"city": "xiangtan", "kind": "tier", "employer_id": employer,
             "subject_id": guild.town.subjects["ding"], "clause": "16", "reason": "业绩突出",
             "tenant_id": place}  # fmt: skip
    made = service.enter(acting=guild.town.office, level="D", **given)
    assert (made.level, made.by, made.employer_id) == ("D", "employer", employer)
    for level, code in (("D", "not_higher"), ("Z", "no_level")):
        with pytest.raises(service.RecognitionRefused) as refused:
            service.enter(acting=guild.town.office, level=level, **given)
        assert {one.code for one in refused.value.refusals} == {code}
    raised = service.enter(acting=guild.town.office, level="C", **given)
    assert raised.supersedes == made.number


def test_two_entries_that_are_both_recognised_are_not_merged_before_one_is_ended(
    guild: Guild,
) -> None:
    for name in ("wang", "ding"):
        guild.honours(name, FOR_C)
        guild.recognise(name)
    wang, ding = guild.town.subjects["wang"], guild.town.subjects["ding"]
    with acting(SYSTEM):
        Subject.objects.filter(pk=ding).update(account=None)

    with acting(SYSTEM), pytest.raises(RegistryRefused, match="人才认定"):
        merge(acting=SYSTEM, winner_id=wang, loser_id=ding, reason="同一人")

    with acting(SYSTEM):
        Recognition.objects.filter(subject=ding).update(state="ended", ended_on=MAY)
        merge(acting=SYSTEM, winner_id=wang, loser_id=ding, reason="同一人")
    with acting(guild.town.wang) as her:
        assert sorted(one.state for one in service.mine(her)) == ["current", "ended"]
