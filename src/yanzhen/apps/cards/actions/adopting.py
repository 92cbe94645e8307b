"""Cards that were issued before the person had an account: hers from her first look on."""

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.models import Card, Event, Spent
from yanzhen.apps.registry.service import own_subject


def adopt(*, acting: Actor) -> int:
    """Whoever is this person in the registry sees and shows her cards; how many are new to her."""
    person = own_subject(acting)
    if person is None:
        return 0
    with transaction.atomic(), act_as(SYSTEM):
        cards = Card.objects.filter(subject=person.pk, account=None)
        found = list(cards.select_for_update(no_key=True).values_list("pk", flat=True))
        for model in (Event, Spent):
            model.objects.filter(card__in=found).update(account=acting.account_id)
        return Card.objects.filter(pk__in=found).update(account=acting.account_id)
