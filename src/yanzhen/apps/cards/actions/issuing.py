"""Issuing cards: one from a recognition or a decision, or many at once.

    issue(acting=office, city="xiangtan", programme="green-card", ground=of_recognition(17))
    issue_many(acting=office, city="xiangtan", programme="green-card", grounds=grounds)

A person has one card of a programme at a time; who has one already is left as she is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import require_keeper
from yanzhen.apps.cards.actions.writing_many import number_of, write_many
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.grounds import Ground, check, named, stands
from yanzhen.apps.cards.holders import Holder, holders_of
from yanzhen.apps.cards.models import Card, Series
from yanzhen.apps.cards.places import changed, lock_series, new_pseudonym, take_places
from yanzhen.apps.cards.programmes import programme_of
from yanzhen.apps.cards.timeline import record_batch, tell, write_event

PORTION = 5_000


def issue(
    *, acting: Actor, city: str, programme: str, ground: Ground, until: date | None = None,
    reason: str = "",
) -> Card:  # fmt: skip
    """A card on this ground; CardRefused where the text does not name it, or there is one."""
    today = timezone.localdate()
    with transaction.atomic(), act_as(SYSTEM):
        found = programme_of(city, programme)
        require_keeper(acting, ground.tenant_id)
        check(found, ground, today)
        if ground.city != city:
            raise refuse(
                "other_city", "这项依据属于另一座城市。", "This basis is of another city.", "basis"
            )
        ground = _until(ground, until, today)
        series = lock_series(city)
        holders = holders_of([ground.subject_id])
        if ground.subject_id not in holders:
            raise refuse("nobody", "没有这个人，或不是个人。", "No such person.", "basis")
        holder = holders[ground.subject_id]
        if _with_a_card(city, programme, [holder.subject_id]):
            raise refuse(
                "has_one", "本人已有一张有效的或暂停的同类卡。",
                "She has such a card already, valid or suspended.", "basis",
            )  # fmt: skip
        card = _card(series, programme, ground, holder)
        card.save()
        changed(city)
        write_event(card, "issued", acting, reason, basis=card.basis)
        tell(card, "card_issued")
    return card


def issue_many(
    *, acting: Actor, city: str, programme: str, grounds: Iterable[Ground],
    advance: Callable[[int], None] = lambda count: None,
) -> int:  # fmt: skip
    """Cards for all whom these grounds name and who have none; how many were issued.

    In portions, each a transaction: begun again, it goes on with those who have no card.
    """
    found = programme_of(city, programme)
    today = timezone.localdate()
    rows = iter(grounds)
    issued = 0
    while portion := list(islice(rows, PORTION)):
        fit = [one for one in portion if named(found, one) and _may(acting, one, city, today)]
        if fit:
            issued += _issue_portion(acting, city, programme, fit)
        advance(len(portion))
    return issued


def _issue_portion(acting: Actor, city: str, programme: str, grounds: Sequence[Ground]) -> int:
    with transaction.atomic(), act_as(SYSTEM):
        series = lock_series(city)
        holders = holders_of([one.subject_id for one in grounds])
        having = _with_a_card(city, programme, [one.subject_id for one in holders.values()])
        wanted: dict[int, tuple[Ground, Holder]] = {}
        for one in grounds:
            holder = holders.get(one.subject_id)
            if holder is not None and holder.subject_id not in having:
                wanted.setdefault(holder.subject_id, (one, holder))
        if not wanted:
            return 0
        numbers = write_many(series, programme, list(wanted.values()), acting)
        changed(city)
        record_batch(city, programme, numbers, acting)
        for card in Card.objects.filter(number__in=numbers, account__isnull=False):
            tell(card, "card_issued")
    return len(numbers)


def _may(acting: Actor, ground: Ground, city: str, today: date) -> bool:
    if ground.city != city or not stands(ground, today):
        return False
    require_keeper(acting, ground.tenant_id)
    return True


def _until(ground: Ground, until: date | None, today: date) -> Ground:
    """The office's own last day: never later than that of what the card rests on."""
    if until is None:
        return ground
    if until < today:
        raise refuse("past", "到期日已过。", "That day has passed.", "until")
    if ground.until is not None and until > ground.until:
        raise refuse(
            "later_than_basis", "不能晚于所依据认定的有效期。",
            "Not later than the validity of what it rests on.", "until",
        )  # fmt: skip
    return replace(ground, until=until)


def _with_a_card(city: str, programme: str, subjects: Sequence[int]) -> set[int]:
    # One array and no list of rows: in a table that has just grown those were joined one by one.
    asked = RawSQL("subject_id = ANY(%s::bigint[])", [list(subjects)], BooleanField())
    rows = Card.objects.filter(asked, city=city, programme=programme)
    return set(rows.exclude(state=Card.State.REVOKED).values_list("subject", flat=True))


def _card(series: Series, programme: str, ground: Ground, holder: Holder) -> Card:
    """The card, numbered and placed, not yet written; the series counts it."""
    place = take_places(series, 1)[0]
    series.issued += 1
    series.save(update_fields=["issued"])
    return Card(
        number=number_of(series.city, series.issued), city=series.city, programme=programme,
        tenant_id=ground.tenant_id, account_id=holder.account_id, subject_id=holder.subject_id,
        pseudonym=new_pseudonym(), status_index=place, level=ground.level, name=holder.name,
        name_mask=holder.name_mask, valid_from=ground.since, valid_until=ground.until,
        issued_at=timezone.now(), basis=ground.basis, recognition_id=ground.recognition_id,
        case_number=ground.case_number,
    )  # fmt: skip
