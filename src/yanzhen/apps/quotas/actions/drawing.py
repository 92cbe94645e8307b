"""Drawing lots for flats: prepared, published with a promise, drawn, and to be checked by anybody.

    draw = prepare(acting=office, pool_id=flats.pk, title="2026年第四批", flats=20, draws_on=day)
    publish(acting=office, draw_id=draw.pk)          the list and the promise; the secret is sealed
    draw_lots(acting=office, draw_id=draw.pk, witness="12345")   the secret, the order, the winners

The secret is drawn by the machine when the list is published and nobody is shown it. Whoever wins
has a flat reserved; the others stand in line in the order of their lots.
"""

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.ledgers.service import balance
from yanzhen.apps.quotas.access import access_draw, access_pool, lock_pool, require_decider
from yanzhen.apps.quotas.actions.deciding import hold_for
from yanzhen.apps.quotas.eligibility import look
from yanzhen.apps.quotas.errors import Refusal, refuse, refuse_all
from yanzhen.apps.quotas.lots import commitment, order_of_lots
from yanzhen.apps.quotas.models import Draw, Entry, Pool, Request
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.standing_in_line import put_first, waiting
from yanzhen.apps.quotas.timeline import record_pool, tell, write_event
from yanzhen.apps.registry.service import Grade
from yanzhen.policy.vocabulary import Label

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
State = Draw.State


def prepare(
    *, acting: Actor, pool_id: int, title: str, flats: int, draws_on: date,
    witness_source: str = "",
) -> Draw:  # fmt: skip
    """A draw among those who wait and are not plainly excluded, each under a number of her own."""
    with transaction.atomic():
        pool = lock_pool(access_pool(acting, pool_id).pk)
        require_decider(acting, pool)
        refuse_all(_unfit(pool, title, flats, draws_on, witness_source))
        draw = Draw(
            pool=pool, tenant_id=pool.tenant_id, title=title.strip(), flats=flats,
            draws_on=draws_on, witness_source=witness_source.strip(),
        )  # fmt: skip
        with act_as(SYSTEM):
            try:
                with transaction.atomic():
                    draw.save()
            except IntegrityError:
                raise refuse(
                    "another", "这批房源还有一次抽签没有结束。", "Another draw is not finished yet."
                ) from None
            _enter(draw, admitted(pool))
        record_pool(pool, "draw_prepared", acting, draw=draw.pk, flats=flats)
    return draw


def admitted(pool: Pool) -> list[Request]:
    """Those who wait, without whom the registry knows not to meet the document's conditions."""
    today = timezone.localdate()
    return [
        one
        for one in waiting(pool)
        if one.drawn_id is None
        and one.subject_id is not None
        and look(pool, one.subject_id, today, Grade.B).code != "no"
    ]


def publish(*, acting: Actor, draw_id: int) -> Draw:
    """The list is fixed, the secret is drawn and promised; everybody on it is told her number."""
    with transaction.atomic():
        draw = _opened(acting, draw_id, State.PREPARED)
        with act_as(SYSTEM):
            entries = list(draw.entries.select_related("request__pool"))
            if not entries:
                raise refuse("nobody", "没有人参加抽签。", "Nobody takes part.")
            seed = secrets.token_hex(32)
            draw.secret = seed
            draw.participants = sorted(one.number for one in entries)
            draw.commitment = commitment(seed, draw.flats, draw.participants)
            draw.state, draw.published_at = State.PUBLISHED, timezone.now()
            draw.save()
            for one in entries:
                tell(one.request, "draw_published", own=one.number, until=draw.draws_on)
        record_pool(draw.pool, "draw_published", acting, draw=draw.pk, promise=draw.commitment,
                    participants=len(draw.participants))  # fmt: skip
    return draw


def draw_lots(*, acting: Actor, draw_id: int, witness: str = "") -> Draw:
    """The secret is revealed, the order follows from it."""
    witness = witness.strip()
    with transaction.atomic():
        draw = _opened(acting, draw_id, State.PUBLISHED)
        if timezone.localdate() < draw.draws_on:
            raise refuse("early", "还没有到抽签日。", "The day of the draw has not come.")
        if bool(witness) != bool(draw.witness_source) or len(witness) > 200:
            raise refuse(
                "witness", "请填写公布过的见证数；没有公布的不填。",
                "Enter the number that was announced; none where none was.", "witness",
            )  # fmt: skip
        with act_as(SYSTEM):
            _reveal(draw, witness)
            _settle(draw, acting)
        record_pool(draw.pool, "draw_drawn", acting, draw=draw.pk, seed=draw.seed)
    return draw


def cancel(*, acting: Actor, draw_id: int, reason: str) -> Draw:
    """No lots are drawn; its secret is never shown, everybody keeps her place in line."""
    reason = reasoned(reason)
    with transaction.atomic():
        draw = _opened(acting, draw_id, State.PREPARED, State.PUBLISHED)
        with act_as(SYSTEM):
            was_public = draw.state == State.PUBLISHED
            draw.state, draw.secret = State.CANCELLED, None
            draw.save(update_fields=["state", "secret"])
            for one in draw.entries.select_related("request__pool"):
                write_event(one.request, "draw_cancelled", acting, reason, draw=draw.pk)
                if was_public:
                    tell(one.request, "draw_cancelled")
        record_pool(draw.pool, "draw_cancelled", acting, draw=draw.pk)
    return draw


def _unfit(
    pool: Pool, title: str, flats: int, draws_on: date, witness_source: str
) -> Iterable[Refusal]:
    if pool.unit != "flat" or not pool.by_draw:
        yield Refusal("no_lots", Label("这个额度不是抽签分配的房源。", "These are no lots' flats."))
    if not 0 < len(title.strip()) <= 120:
        yield Refusal("title", Label("请写标题，最多120字。", "Give it a title."), "title")
    free = balance(pool.code).available
    if not 0 < flats <= free:
        said = Label(f"应为1至{free}套（空着的房屋）。", f"From 1 to {free}, which are free.")
        yield Refusal("flats", said, "flats")
    if draws_on < timezone.localdate():
        yield Refusal("past", Label("抽签日已经过去。", "That day has passed."), "draws_on")
    if len(witness_source.strip()) > 200:
        yield Refusal("witness", Label("最多200字。", "At most 200."), "witness_source")


def _enter(draw: Draw, requests: Iterable[Request]) -> None:
    numbers: set[str] = set()
    for one in requests:
        number = _number()
        while number in numbers:
            number = _number()
        numbers.add(number)
        Entry.objects.create(
            draw=draw, request=one, tenant_id=draw.tenant_id, account_id=one.account_id,
            number=number,
        )  # fmt: skip


def _number() -> str:
    return "P-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def _reveal(draw: Draw, witness: str) -> None:
    assert draw.secret is not None
    draw.seed, draw.witness = draw.secret.open(), witness
    draw.outcome = list(order_of_lots(draw.seed, witness, draw.participants))
    draw.state, draw.drawn_at = State.DRAWN, timezone.now()
    draw.save()


def _settle(draw: Draw, acting: Actor) -> None:
    """The first who still wait get the flats; whoever took her request back leaves hers to the
    next one. All others of the list stand in line by their lots."""
    entries = {one.number: one for one in draw.entries.select_related("request__pool")}
    ordered = [entries[number] for number in draw.outcome]
    still = [one for one in ordered if one.request.state == Request.State.WAITING]
    winners = {one.pk for one in still[: draw.flats]}
    for place, one in enumerate(ordered, start=1):
        one.place, one.won = place, one.pk in winners
        one.save(update_fields=["place", "won"])
    Request.objects.filter(pk__in=[one.request_id for one in still]).update(drawn=draw)
    for one in still:
        one.request.drawn_id = draw.pk
        if one.won:
            hold_for(one.request, acting)
        write_event(one.request, "drawn", acting, draw=draw.pk, place=one.place)
        tell(one.request, "draw_drawn", place=one.place)
    put_first(draw.pool, [one.request_id for one in still if not one.won])


def _opened(acting: Actor, draw_id: int, *states: str) -> Draw:
    found = access_draw(acting, draw_id)
    require_decider(acting, found.pool)
    lock_pool(found.pool_id)
    draw = access_draw(acting, draw_id, change=True)
    if draw.state not in states:
        raise refuse(
            "wrong_state", f"这次抽签{draw.get_state_display()}，不能这样办理。",
            f"The draw is {draw.state}: this cannot be done now.",
        )  # fmt: skip
    return draw
