"""Drawing a panel by lots: the list and the promise first, the secret and the order afterwards.

    publish(acting=office, panel_id=panel.pk, draws_on=day)      who may sit, under numbers
    draw(acting=office, panel_id=panel.pk, witness="12345")      who sits, who stands in

Promise and order are those of every draw (`quotas.lots`): anybody can compute them again. Whom a
case keeps out is not in the list; what has changed since is looked at again when lots are drawn.
"""

import secrets
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.organisations.service import above
from yanzhen.apps.panels.access import access_panel, require_keeper
from yanzhen.apps.panels.avoidance import seat_by_lots
from yanzhen.apps.panels.checking import check, parties_of
from yanzhen.apps.panels.errors import Refusal, refuse, refuse_all
from yanzhen.apps.panels.models import Check, Expert, Panel, Seat
from yanzhen.apps.panels.recording import reasoned, tell_parties, tell_seat, write
from yanzhen.apps.quotas.service import commitment, order_of_lots
from yanzhen.policy.vocabulary import Label

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
State = Panel.State


def publish(*, acting: Actor, panel_id: int, draws_on: date, witness_source: str = "") -> Panel:
    """The list of those who may sit is fixed under numbers, the secret is drawn and promised."""
    with transaction.atomic():
        panel = opened(acting, panel_id, State.PREPARED)
        refuse_all(_unfit(panel, draws_on, witness_source))
        with act_as(SYSTEM):
            free = free_experts(panel)
            if len(free) < panel.size:
                raise refuse(
                    "too_few", f"能参加抽取的专家只有{len(free)}人，不足{panel.size}人。",
                    f"Only {len(free)} experts may sit, {panel.size} are needed.",
                )  # fmt: skip
            seed = secrets.token_hex(32)
            panel.participants = sorted(_list(panel, free))
            panel.secret = seed
            panel.commitment = commitment(seed, panel.size, panel.participants)
            panel.draws_on, panel.witness_source = draws_on, witness_source.strip()
            panel.state, panel.published_at = State.PUBLISHED, timezone.now()
            panel.save()
        write(panel, "published", acting, promise=panel.commitment, listed=len(free))
    return panel


def draw(*, acting: Actor, panel_id: int, witness: str = "") -> Panel:
    """The secret is revealed; the first so many by lots, whom nothing keeps out, are seated."""
    witness = witness.strip()
    with transaction.atomic():
        panel = opened(acting, panel_id, State.PUBLISHED)
        if panel.draws_on is None or timezone.localdate() < panel.draws_on:
            raise refuse("early", "还没有到抽签日。", "The day of the draw has not come.")
        if bool(witness) != bool(panel.witness_source) or len(witness) > 200:
            raise refuse(
                "witness", "请填写公布过的见证数；没有公布的不填。",
                "Enter the number that was announced; none where none was.", "witness",
            )  # fmt: skip
        with act_as(SYSTEM):
            _reveal(panel, witness)
            _seat(panel)
        write(panel, "drawn", acting, seed=panel.seed, seated=len(panel.seated))
    return panel


def cancel(*, acting: Actor, panel_id: int, reason: str) -> Panel:
    """The panel ends without a conclusion; a secret that was not revealed never is."""
    reason = reasoned(reason)
    with transaction.atomic():
        before = (State.PREPARED, State.PUBLISHED, State.DRAWN, State.OPEN, State.CLOSED)
        panel = opened(acting, panel_id, *before)
        with act_as(SYSTEM):
            if panel.matters.filter(written_at__isnull=False).exists():
                raise refuse("written", "已有结论写入办件，不能取消。", "A conclusion stands.")
            panel.state, panel.secret, panel.reason = State.CANCELLED, None, reason
            panel.save()
        write(panel, "cancelled", acting)
    return panel


def opened(acting: Actor, panel_id: int, *states: str) -> Panel:
    """The panel for its office, locked, in one of these states."""
    panel = access_panel(acting, panel_id, change=True)
    require_keeper(acting, panel.tenant_id)
    require_state(panel, *states)
    return panel


def require_state(panel: Panel, *states: str) -> None:
    if panel.state not in states:
        raise refuse(
            "wrong_state", f"这个评审组{panel.get_state_display()}，不能这样办理。",
            f"The panel is {panel.state}: this cannot be done now.",
        )  # fmt: skip


def free_experts(panel: Panel) -> list[Expert]:
    """Who may be drawn: in the register, there, of the field, and kept out of none of the cases."""
    found = list(_listed(panel))
    kept_out = check(panel, found, Check.Stage.LIST, parties_of(panel))
    return [one for one in found if one.pk not in kept_out]


def _listed(panel: Panel) -> Iterator[Expert]:
    """Of this place and those above it; of the whole city where a clause shares its experts."""
    today = timezone.localdate()
    here = Q(state=Expert.State.ACTIVE) | Q(state=Expert.State.AWAY, away_until__lt=today)
    rows = Expert.objects.filter(here, city=panel.city).order_by("pk").prefetch_related("ties")
    if not panel.shared_by:
        rows = rows.filter(tenant__in=[one.id for one in above(panel.tenant_id)])
    wanted = set(panel.specialities)
    return (one for one in rows if not wanted or wanted & set(one.specialities))


def _unfit(panel: Panel, draws_on: date, witness_source: str) -> Iterator[Refusal]:
    with act_as(SYSTEM):
        if not panel.matters.exists():
            yield Refusal("no_cases", Label("还没有上会的申请。", "No case is before it yet."))
    if draws_on < timezone.localdate():
        yield Refusal("past", Label("抽签日已经过去。", "That day has passed."), "draws_on")
    if len(witness_source.strip()) > 200:
        yield Refusal("witness", Label("最多200字。", "At most 200."), "witness_source")


def _list(panel: Panel, experts: list[Expert]) -> Iterator[str]:
    taken: set[str] = set()
    for one in experts:
        number = _number()
        while number in taken:
            number = _number()
        taken.add(number)
        Seat.objects.create(
            panel=panel, expert=one, tenant_id=panel.tenant_id, account_id=one.account_id,
            number=number, name=one.name,
        )  # fmt: skip
        yield number


def _number() -> str:
    return "E-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def _reveal(panel: Panel, witness: str) -> None:
    assert panel.secret is not None
    panel.seed, panel.witness = panel.secret.open(), witness
    panel.outcome = list(order_of_lots(panel.seed, witness, panel.participants))
    panel.state, panel.drawn_at = State.DRAWN, timezone.now()


def _seat(panel: Panel) -> None:
    """Everybody is looked at again before anybody is seated."""
    rows = panel.seats.select_related("expert").prefetch_related("expert__ties")
    seats = {one.number: one for one in rows}
    experts = [one.expert for one in seats.values()]
    kept_out = check(panel, experts, Check.Stage.DRAW, parties_of(panel))
    kept_out |= {one.pk for one in experts if one.state == Expert.State.OUT}
    seated, _, out = seat_by_lots(
        panel.outcome, panel.size, lambda number: seats[number].expert_id not in kept_out
    )
    panel.seated, panel.kept_out = list(seated), list(out)
    panel.save()
    states = dict.fromkeys(seated, Seat.State.SEATED) | dict.fromkeys(out, Seat.State.KEPT_OUT)
    for place, number in enumerate(panel.outcome, start=1):
        seat = seats[number]
        seat.place, seat.state = place, states.get(number, Seat.State.STANDBY)
        seat.save(update_fields=["place", "state"])
        if seat.state == Seat.State.SEATED:
            tell_seat(seat, "panel_drawn")
    if panel.objections_until:
        tell_parties(panel)
