"""Reading the log: of a subject, of an account; actions and readings apart."""

from collections.abc import Iterable

from django.db.models import QuerySet

from yanzhen.apps.audit.actions import READINGS
from yanzhen.apps.audit.models import Check, Event


def events_of(subject: str) -> QuerySet[Event]:
    """What was done to a subject, latest first; readings are not among it."""
    return Event.objects.filter(subject=subject).exclude(chain=READINGS).order_by("-id")


def events_by(account_id: int) -> QuerySet[Event]:
    """What an account did, latest first; readings are not among it."""
    return Event.objects.filter(account_id=account_id).exclude(chain=READINGS).order_by("-id")


def readings_of(what: str) -> QuerySet[Event]:
    """Who read something sensitive, when and why, latest first."""
    return Event.objects.filter(chain=READINGS, subject=what).order_by("-id")


def readings_by(account_id: int) -> QuerySet[Event]:
    """What an account read, latest first."""
    return Event.objects.filter(chain=READINGS, account_id=account_id).order_by("-id")


def latest_readings() -> QuerySet[Event]:
    """Who read what, latest first: whoever shows it leaves out what is not there for the reader."""
    return Event.objects.filter(chain=READINGS).order_by("-id")


def latest_checks(chains: Iterable[str]) -> dict[str, Check]:
    """The last check of each of these chains that there was one of."""
    found = Check.objects.filter(chain__in=list(chains)).order_by("chain", "-id").distinct("chain")
    return {one.chain: one for one in found}
