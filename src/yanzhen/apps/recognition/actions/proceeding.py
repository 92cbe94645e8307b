"""Lowering, withdrawing and ending a recognition: opened, told, heard, decided by another person.

number = open_proceeding(acting=zhou, recognition="R-...", wanted=Wanted(aim="lower", ...)).number
tell(acting=zhou, number=number, answer_by=date(2026, 12, 20))      the person is told and sees it
answer(acting=wang, number=number, text="...")                      or hear(...), with minutes
decide(acting=qian, number=number, reason="...")                    it takes effect today

Who has left is heard as well; who asks herself, or has died, is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.access import (
    access_proposal,
    access_recognition,
    access_to,
    may_office,
)
from yanzhen.apps.recognition.actions.making import DAY, Making, end, in_turn, kind_of, make
from yanzhen.apps.recognition.actions.proposing import settle
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused, Refusal
from yanzhen.apps.recognition.following import Happened
from yanzhen.apps.recognition.levels import Reached, lower_than
from yanzhen.apps.recognition.models import Proceeding, Proposal, Recognition
from yanzhen.apps.recognition.timeline import tell_offices, tell_person, write_step

LONGEST = timedelta(days=365)
Aim, Way, State = Proceeding.Aim, Proceeding.Way, Proceeding.State
AIMS: dict[str, tuple[str, ...]] = {
    Way.CAUSE: (Aim.LOWER, Aim.WITHDRAW), Way.LEFT: (Aim.END,), Way.WISH: (Aim.END,),
    Way.DIED: (Aim.END,),
}  # fmt: skip
"""What each way can lead to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody opens. `clause` is the document and clause that the office names."""

    aim: str
    way: str
    cause: str
    clause: str = ""
    to_level: str = ""
    proposal: int | None = None


def open_proceeding(*, acting: Actor, recognition: str, wanted: Wanted) -> Proceeding:
    """Open it; nothing changes, and the person is not told yet."""
    with transaction.atomic():
        one = access_recognition(acting, recognition)
        in_turn(one.city, one.subject_id)
        one.refresh_from_db()
        refusals = list(_not_opened(acting, one, wanted))
        if refusals:
            raise RecognitionRefused(refusals)
        with being(SYSTEM):
            count = Proceeding.objects.filter(recognition=one).count()
        made = Proceeding.objects.create(
            number=f"{one.number}-P{count + 1}", recognition=one, city=one.city,
            tenant_id=one.tenant_id, subject_id=one.subject_id, aim=wanted.aim, way=wanted.way,
            to_level=wanted.to_level if wanted.aim == Aim.LOWER else "", clause=wanted.clause,
            cause=wanted.cause, opened_by_id=acting.account_id or 0,
        )  # fmt: skip
        told = {"aim": made.aim, "way": made.way, "to": made.to_level}
        write_step(one, "opened", acting, wanted.cause, told, made)
        if wanted.proposal is not None:
            settle(access_proposal(acting, wanted.proposal), acting, Proposal.State.TAKEN)
    return made


def tell(*, acting: Actor, number: str, answer_by: date) -> None:
    """The person is told of the cause, and by when she can answer; the office says when."""
    with transaction.atomic():
        found = access_to("tell", acting, number)
        today = timezone.localdate()
        if not today < answer_by <= today + LONGEST:
            raise RecognitionRefused([Refusal("no_days", words.NO_DAYS, "answer_by")])
        found.is_told, found.state = True, State.TOLD
        found.told_at, found.answer_by = timezone.now(), answer_by
        found.save()
        until = {"until": answer_by.isoformat()}
        write_step(found.recognition, "told", acting, found.cause, until, found)
        link = f"/my/recognition/proceedings/{found.number}/"
        tell_person(found.recognition, "recognition_hearing", link, until=answer_by)


def answer(*, acting: Actor, number: str, text: str, waives: bool = False) -> None:
    """The person's own statement, or that she waives it."""
    with transaction.atomic():
        rows = Proceeding.objects.visible_to(acting).filter(subject__account=acting.account_id)
        found = rows.filter(number=number, is_told=True).select_related("recognition").first()
        if found is None:
            raise NoSuchRecognition(number)
        refusals = list(_not_answered(found, text, waives))
        if refusals:
            raise RecognitionRefused(refusals)
        how = Proceeding.Heard.WAIVED if waives else Proceeding.Heard.STATEMENT
        with being(SYSTEM):
            _heard(found, how, text, timezone.localdate())
        write_step(found.recognition, "answered", acting, text, {"how": how}, found)
        tell_offices(
            found.recognition, "recognition_answered", f"/desk/recognition/proceedings/{number}/"
        )


def hear(*, acting: Actor, number: str, how: str, on: date, minutes: str) -> None:
    """She was heard at the office: a hearing with minutes, a statement or a waiver on paper.

    Where she says nothing until the day that she was given, that stands in the minutes.
    """
    with transaction.atomic():
        found = access_to("hear", acting, number)
        refusals = list(_not_heard(found, how, on, minutes))
        if refusals:
            raise RecognitionRefused(refusals)
        _heard(found, how, minutes, on)
        write_step(
            found.recognition, "heard", acting, minutes, {"how": how, "on": on.isoformat()}, found
        )


def decide(*, acting: Actor, number: str, reason: str) -> None:
    """Another person decides so; it takes effect today, with what follows from it."""
    with transaction.atomic():
        found = access_to("decide", acting, number)
        one = found.recognition
        in_turn(one.city, one.subject_id)
        one.refresh_from_db()
        refusals = [] if reason.strip() else [Refusal("needs_reason", words.NO_REASON, "reason")]
        if one.state != Recognition.State.CURRENT:
            refusals.append(Refusal("not_current", words.NOT_CURRENT))
        if refusals:
            raise RecognitionRefused(refusals)
        today = timezone.localdate()
        found.state, found.effective_on, found.decision = State.CARRIED, today, reason
        found.decided_by_id, found.decided_at, found.is_told = (
            acting.account_id,
            timezone.now(),
            True,
        )
        found.save()
        told = {"aim": found.aim, "on": today.isoformat()}
        write_step(one, "decided", acting, reason, told, found)
        with being(SYSTEM):
            _carry_out(acting, found, one, today)


def drop(*, acting: Actor, number: str, reason: str) -> None:
    """It was not right, or not enough: nothing changes."""
    with transaction.atomic():
        found = access_to("drop", acting, number)
        if not reason.strip():
            raise RecognitionRefused([Refusal("needs_reason", words.NO_REASON, "reason")])
        found.state, found.decision = State.DROPPED, reason
        found.decided_by_id, found.decided_at = acting.account_id, timezone.now()
        found.save()
        write_step(found.recognition, "dropped", acting, reason, proceeding=found)
        if found.is_told:
            link = f"/my/recognition/proceedings/{found.number}/"
            tell_person(found.recognition, "recognition_dropped", link)


def _carry_out(acting: Actor, found: Proceeding, one: Recognition, today: date) -> None:
    if found.aim == Aim.LOWER:
        pack, kind = kind_of(one)
        making = Making(
            pack, kind, one.city, one.tenant_id, one.subject_id, one.subject_name,
            Reached(found.to_level, "", kind.clause), Recognition.By.PROCEEDING, today,
            employer_id=one.employer_id, reason=found.decision, valid_until=one.valid_until,
            conclusion={"reason": found.decision, "decided_on": today.isoformat()},
        )  # fmt: skip
        make(acting=acting, making=making, event="lowered", old=one)
        return
    event: Happened = "withdrawn" if found.aim == Aim.WITHDRAW else "ended"
    end(acting=acting, one=one, state=event, last_day=today - DAY, reason=found.decision,
        event=event)  # fmt: skip
    if found.way != Way.DIED:
        tell_person(one, f"recognition_{event}")


def _heard(found: Proceeding, how: str, minutes: str, on: date) -> None:
    found.state, found.heard_how, found.heard_on = State.HEARD, how, on
    found.minutes = minutes
    found.save()


def _not_opened(actor: Actor, one: Recognition, wanted: Wanted) -> Iterator[Refusal]:
    if not may_office(actor, one.tenant_id) or actor.account_id is None:
        yield Refusal("not_yours", words.NOT_YOURS)
    if one.state != Recognition.State.CURRENT:
        yield Refusal("not_current", words.NOT_CURRENT)
    with being(SYSTEM):
        there = Proceeding.objects.filter(recognition=one, state__in=["open", "told", "heard"])
        if there.exists():
            yield Refusal("going_on", words.GOING_ON)
    if not wanted.cause.strip():
        yield Refusal("needs_cause", words.NO_CAUSE, "cause")
    if wanted.aim not in AIMS.get(wanted.way, ()):
        yield Refusal("no_aim", words.NO_AIM, "aim")
        return
    if wanted.way == Way.CAUSE and not wanted.clause.strip():
        yield Refusal("needs_clause", words.NO_CLAUSE, "clause")
    if wanted.aim == Aim.LOWER:
        below = lower_than(kind_of(one)[1], one.level)
        if not below:
            yield Refusal("no_step_down", words.NO_STEP_DOWN, "to_level")
        elif wanted.to_level not in below:
            yield Refusal("no_level", words.NO_LEVEL, "to_level")


def _not_answered(found: Proceeding, text: str, waives: bool) -> Iterator[Refusal]:
    if found.state != State.TOLD:
        yield Refusal("not_hers", words.NOT_HERS)
    if not waives and not text.strip():
        yield Refusal("needs_text", words.NO_MINUTES, "text")


def _not_heard(found: Proceeding, how: str, on: date, minutes: str) -> Iterator[Refusal]:
    over = found.answer_by is not None and timezone.localdate() > found.answer_by
    if how not in Proceeding.Heard.values:
        yield Refusal("no_how", words.NO_HOW, "how")
    elif how == Proceeding.Heard.SILENT and not over:
        yield Refusal("too_early", words.TOO_EARLY, "how")
    if on > timezone.localdate():
        yield Refusal("in_future", words.IN_FUTURE, "on")
    if not minutes.strip():
        yield Refusal("no_minutes", words.NO_MINUTES, "minutes")
