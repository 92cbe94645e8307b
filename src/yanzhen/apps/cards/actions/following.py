"""Cards follow what they rest on, in the transaction in which that changes.

    AFTER_EFFECT = [..., "yanzhen.apps.cards.service.take_up"]              a case took effect
    AFTER_RECOGNITION = [..., "yanzhen.apps.cards.service.follow_recognition"]

A recognition brings the cards for which the pack names it; raised or lowered, they say the new
level; withdrawn or ended, they are revoked, unless another recognition carries them.
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import lock
from yanzhen.apps.cards.actions.ending import end
from yanzhen.apps.cards.actions.issuing import issue
from yanzhen.apps.cards.actions.renewing import follow
from yanzhen.apps.cards.errors import CardRefused
from yanzhen.apps.cards.grounds import (
    Ground,
    level_today,
    named,
    of_case,
    of_recognition,
    recognitions_today,
    stands,
)
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.programmes import programme_of, programmes
from yanzhen.apps.registry.service import current_id

ENDS = frozenset({"withdrawn", "ended"})


def take_up(number: str) -> None:
    """A case took effect: the card of whose programme the pack names its item."""
    with transaction.atomic(), act_as(SYSTEM):
        try:
            ground = of_case(number)
        except CardRefused:
            return
        ids = [one.id for one in programmes(ground.city) if one.item and named(one, ground)]
        having = _live(ground, ids)
        for one in ids:
            if one not in having:
                issue(acting=SYSTEM, city=ground.city, programme=one, ground=ground)


def follow_recognition(recognition_id: int, event: str) -> None:
    """A recognition was entered, changed or ended."""
    with transaction.atomic(), act_as(SYSTEM):
        ground = of_recognition(recognition_id)
        _show_level(ground, raised=event == "raised")
        if event in ENDS or not stands(ground, timezone.localdate()):
            _let_go(ground)
            return
        ids = [one.id for one in programmes(ground.city) if named(one, ground)]
        having = _live(ground, ids)
        for one in ids:
            if one in having:
                _carry(having[one], ground, raised=event == "raised")
            else:
                issue(acting=SYSTEM, city=ground.city, programme=one, ground=ground)


def _show_level(ground: Ground, raised: bool) -> None:
    """What rests on a decision stays, and says the tier in which she is now."""
    whose, city = current_id(ground.subject_id), ground.city
    rows = Card.objects.filter(subject=whose, city=city, basis=Card.Basis.DECISION)
    for pk in rows.exclude(state=Card.State.REVOKED).values_list("pk", flat=True):
        card = lock(pk)
        follow(card, level_today(whose, city), card.valid_until, SYSTEM, raised=raised)


def _let_go(ground: Ground) -> None:
    """The cards that rest on it go, or rest on another recognition that names them."""
    rows = Card.objects.filter(recognition_id=ground.recognition_id)
    for pk in rows.exclude(state=Card.State.REVOKED).values_list("pk", flat=True):
        card = lock(pk)
        programme = programme_of(card.city, card.programme)
        others = [
            one
            for one in recognitions_today(card.subject_id, card.city)
            if one.recognition_id != ground.recognition_id and named(programme, one)
        ]
        if others:
            _carry(card, others[0], raised=False)
        else:
            end(card, Card.Cause.WITHDRAWN, SYSTEM)


def _carry(card: Card, ground: Ground, raised: bool) -> None:
    """A card that rests on a recognition goes on with this one; on a decision, it stays."""
    card = lock(card.pk)
    if card.basis != Card.Basis.RECOGNITION:
        return
    if card.recognition_id != ground.recognition_id:
        card.recognition_id = ground.recognition_id
        card.save(update_fields=["recognition_id"])
    follow(card, ground.level, ground.until, SYSTEM, raised=raised)


def _live(ground: Ground, ids: list[str]) -> dict[str, Card]:
    """The cards of these programmes that she has."""
    whose = current_id(ground.subject_id)
    rows = Card.objects.filter(subject=whose, city=ground.city, programme__in=ids)
    return {one.programme: one for one in rows.exclude(state=Card.State.REVOKED)}
