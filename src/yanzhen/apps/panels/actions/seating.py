"""Between the draw and the opening: statements, objections, stand-ins, the chair.

state(acting=expert, panel_id=7, is_clear=True, answered=["supervision"])
state(acting=expert, panel_id=7, is_clear=False, reason="曾同一课题组")     the next one sits
object_to(acting=applicant, panel_id=7, seat_id=3, reason="师生")
open_materials(acting=office, panel_id=7)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.panels.access import (
    SITTING,
    access_as_party,
    access_objection,
    access_panel,
    access_seat,
)
from yanzhen.apps.panels.actions.drawing import opened, require_state
from yanzhen.apps.panels.checking import check, parties_of, unknown_points
from yanzhen.apps.panels.errors import NoSuchPanel, refuse
from yanzhen.apps.panels.models import Check, Expert, Objection, Panel, Seat
from yanzhen.apps.panels.recording import reasoned, tell_office, tell_seat, write

State = Panel.State
RECHECKED = "开启前复查发现应当回避"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the papers are open now; else who was replaced when everybody was looked at again."""

    is_open: bool
    replaced: tuple[str, ...] = ()


def state(
    *, acting: Actor, panel_id: int, is_clear: bool, answered: Sequence[str] = (),
    reason: str = "",
) -> None:  # fmt: skip
    """Her own word, before she sees more than titles; a conflict brings in the next by lots."""
    with transaction.atomic():
        panel = _locked_for_seat(acting, panel_id)
        seat = access_seat(acting, panel_id, change=True)
        require_state(panel, State.DRAWN)
        if seat.state != Seat.State.SEATED:
            raise refuse("stated", "您已经声明过。", "You have stated that already.")
        if not is_clear:
            said = reasoned(reason)
            with act_as(SYSTEM):
                replace(seat, said)
            write(panel, "conflict_stated", acting, seat=seat.number)
            return
        with act_as(SYSTEM):
            unanswered = set(unknown_points(panel, seat.expert)) - set(answered)
            if unanswered:
                raise refuse(
                    "unanswered", "登记里查不到的关系，请逐项声明。",
                    "Answer each point that no register knows.", "answered",
                )  # fmt: skip
            seat.state, seat.stated_at = Seat.State.READY, timezone.now()
            seat.answered = sorted(set(answered))
            seat.save(update_fields=["state", "stated_at", "answered"])
        write(panel, "clear_stated", acting, seat=seat.number, answered=seat.answered)


def object_to(*, acting: Actor, panel_id: int, seat_id: int, reason: str) -> Objection:
    """Whom a case is about asks that a member stays out (申请回避)."""
    reason = reasoned(reason)
    with transaction.atomic():
        panel = access_as_party(acting, panel_id)
        until = panel.objections_until
        if panel.state != State.DRAWN or until is None or timezone.localdate() > until:
            raise refuse("too_late", "申请回避的时间已过。", "The time for objections is over.")
        assert acting.account_id is not None
        with act_as(SYSTEM):
            seat = panel.seats.filter(pk=seat_id, state__in=SITTING).first()
            if seat is None:
                raise NoSuchPanel(seat_id)
            made, is_new = Objection.objects.get_or_create(
                panel=panel, seat=seat, account_id=acting.account_id,
                defaults={"tenant_id": panel.tenant_id, "reason": reason,
                          "raised_at": timezone.now()},
            )  # fmt: skip
        if not is_new:
            raise refuse("twice", "您已对这位成员提出过。", "You have objected to her already.")
        write(panel, "objected", acting, seat=seat.number)
        tell_office(panel, "panel_objection")
    return made


def answer_objection(
    *, acting: Actor, panel_id: int, objection_id: int, upheld: bool, answer: str
) -> None:
    """The office decides; an objection that is upheld brings in the next by lots."""
    answer = reasoned(answer, "answer")
    with transaction.atomic():
        panel = opened(acting, panel_id, State.DRAWN)
        with act_as(SYSTEM):
            found = access_objection(panel, objection_id)
            if found.state != Objection.State.RAISED:
                raise refuse("answered", "已经处理过。", "It was decided already.")
            states = Objection.State
            found.state = states.UPHELD if upheld else states.DISMISSED
            found.answer, found.answered_at = answer, timezone.now()
            found.save()
            if upheld and found.seat.state in SITTING:
                replace(found.seat, answer)
        write(panel, "objection_answered", acting, seat=found.seat.number, upheld=upheld)


def name_chair(*, acting: Actor, panel_id: int, seat_id: int) -> None:
    """Who may close the scoring beside the office."""
    with transaction.atomic():
        panel = opened(acting, panel_id, State.DRAWN, State.OPEN)
        with act_as(SYSTEM):
            seat = panel.seats.filter(pk=seat_id, state__in=SITTING).first()
            if seat is None:
                raise NoSuchPanel(seat_id)
            panel.seats.filter(is_chair=True).update(is_chair=False)
            panel.seats.filter(pk=seat.pk).update(is_chair=True)
        write(panel, "chair_named", acting, seat=seat.number)


def open_materials(*, acting: Actor, panel_id: int) -> Opening:
    """Everybody is looked at again; where nothing keeps anybody out, the papers are open.

    Whoever is kept out now is replaced for good, and the papers stay shut.
    """
    with transaction.atomic():
        panel = opened(acting, panel_id, State.DRAWN)
        with act_as(SYSTEM):
            _settled(panel)
            replaced = _look_again(panel)
            if replaced:
                write(panel, "recheck", acting, replaced=list(replaced))
                return Opening(False, replaced)
            panel.state, panel.opened_at = State.OPEN, timezone.now()
            panel.save(update_fields=["state", "opened_at"])
            for seat in panel.seats.select_related("panel").filter(state=Seat.State.READY):
                tell_seat(seat, "panel_open")
        write(panel, "opened", acting)
    return Opening(True)


def replace(seat: Seat, reason: str) -> None:
    """She sits no longer; the next by lots whom nothing keeps out does. As SYSTEM."""
    seat.state, seat.reason, seat.is_chair = Seat.State.REPLACED, reason[:400], False
    seat.save(update_fields=["state", "reason", "is_chair"])
    panel = seat.panel
    waiting = panel.seats.select_related("expert", "panel").filter(state=Seat.State.STANDBY)
    for following in waiting.order_by("place"):
        out = check(panel, [following.expert], Check.Stage.SEAT, parties_of(panel))
        gone = following.expert.state == Expert.State.OUT
        following.state = Seat.State.KEPT_OUT if out or gone else Seat.State.SEATED
        following.save(update_fields=["state"])
        if following.state == Seat.State.SEATED:
            tell_seat(following, "panel_drawn")
            return
    tell_office(panel, "panel_short")


def _settled(panel: Panel) -> None:
    """Every seat is taken, every member has stated, every objection is answered."""
    ready = panel.seats.filter(state=Seat.State.READY).count()
    if ready < panel.size:
        raise refuse(
            "not_all_stated", f"{panel.size}名成员中只有{ready}名已声明无需回避，材料不能开放。",
            f"Only {ready} of {panel.size} members have stated that nothing keeps them out.",
        )  # fmt: skip
    if panel.objections.filter(state=Objection.State.RAISED).exists():
        raise refuse("objections", "还有回避申请没有处理。", "An objection waits for an answer.")
    if panel.objections_until and timezone.localdate() <= panel.objections_until:
        raise refuse(
            "objections_run", "申请回避的期限还没有满。", "The time for objections still runs."
        )


def _look_again(panel: Panel) -> tuple[str, ...]:
    seats = panel.seats.select_related("expert", "panel").filter(state=Seat.State.READY)
    parties, replaced = parties_of(panel), []
    for seat in seats.order_by("place"):
        unknown_before = set(seat.answered)
        out = check(panel, [seat.expert], Check.Stage.OPEN, parties)
        new = set(unknown_points(panel, seat.expert)) - unknown_before
        if out or seat.expert.state == Expert.State.OUT:
            replace(seat, RECHECKED)
            replaced.append(seat.number)
        elif new:  # nobody knows any more what was known: she has to state that too
            seat.state, seat.stated_at = Seat.State.SEATED, None
            seat.save(update_fields=["state", "stated_at"])
            tell_seat(seat, "panel_drawn")
            replaced.append(seat.number)
    return tuple(replaced)


def _locked_for_seat(acting: Actor, panel_id: int) -> Panel:
    """The panel, locked, for one who sits in it."""
    access_seat(acting, panel_id)
    return access_panel(SYSTEM, panel_id, change=True)
