"""A month of a provider's uses, and the digest by which a later change shows.

digest_of(uses_in(7, date(2026, 11, 1)))     'a3f0...', another one as soon as one use differs
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from yanzhen.apps.privileges.models import Use


def first_of(day: date) -> date:
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def bounds(month: date) -> tuple[datetime, datetime]:
    """When it begins, and when the next one does."""
    begin, end = (datetime.combine(one, time.min) for one in (month, after(month)))
    return timezone.make_aware(begin), timezone.make_aware(end)


def uses_in(provider_ids: Iterable[int], month: date) -> "QuerySet[Use]":
    """All uses of a month, those taken back too, in the order in which they were recorded."""
    begin, end = bounds(month)
    rows: QuerySet[Use] = Use.objects.filter(
        provider__in=[*provider_ids], at__gte=begin, at__lt=end
    )
    return rows.order_by("pk")


def digest_of(uses: Iterable[Use]) -> str:
    """A digest over each use: which, of which card, when, whether it was taken back."""
    seen = sha256()
    for one in uses:
        back = one.taken_back_at.isoformat() if one.taken_back_at else ""
        parts = (one.pk, one.key, one.privilege_id, one.card_id, one.level, one.at.isoformat(),
                 one.late, back)  # fmt: skip
        seen.update(f"{parts!r}\n".encode())
    return seen.hexdigest()
