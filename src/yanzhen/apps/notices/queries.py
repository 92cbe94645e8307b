"""Reads over many notices."""

from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.notices.models import Notice, Wish


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Her notices, the latest first."""
    return Notice.objects.visible_to(actor).filter(account=actor.account_id).order_by("-pk")


def unread_of(actor: Actor) -> QuerySet[Notice]:
    """Those that she has not read."""
    return notices_of(actor).filter(read_at__isnull=True)


def wish_of(actor: Actor) -> Wish:
    """Where she wants to be told beside her page."""
    return Wish.objects.visible_to(actor).filter(account=actor.account_id).first() or Wish()
