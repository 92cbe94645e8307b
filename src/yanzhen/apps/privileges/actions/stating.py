"""Monthly statements: made when a month is over, confirmed by the talent office.

make_all(date(2026, 11, 1))                       one for each provider that has none yet
confirm(acting=office, statement_id=3)            its digest is that of the uses as they are now
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.privileges.access import access_statement
from yanzhen.apps.privileges.errors import refuse
from yanzhen.apps.privileges.models import Provider, Statement, Use
from yanzhen.apps.privileges.months import after, digest_of, uses_in


def make_all(month: date) -> int:
    """Statements of a month that is over; how many are new. Nothing was used: none is made."""
    with act_as(SYSTEM):
        made = Statement.objects.filter(month=month).values("provider")
        providers = list(Provider.objects.exclude(pk__in=made).order_by("pk"))
    return sum(_make(one, month) for one in providers)


def confirm(*, acting: Actor, statement_id: int) -> None:
    """The office has looked: nothing is added to this month any more."""
    with transaction.atomic():
        found = access_statement(acting, statement_id, change=True)
        if found.confirmed_at is not None:
            raise refuse("confirmed", "这份结算单已经确认。", "This statement is confirmed.")
        if timezone.localdate() < after(found.month):
            raise refuse("not_over", "当月还没有结束。", "The month is not over.")
        with act_as(SYSTEM):
            uses = list(uses_in([found.provider_id], found.month))
            found.digest, found.uses = digest_of(uses), _counted(uses)
            found.confirmed_at, found.confirmed_by = timezone.now(), acting.name
            found.confirmed_by_id = acting.account_id
            found.save()
            record("privilege.statement_confirmed", acting=acting, chain=found.provider.city,
                   subject=f"statement:{found.pk}",
                   details={"month": found.month.isoformat(), "digest": found.digest,
                            "uses": found.uses})  # fmt: skip


def _make(provider: Provider, month: date) -> int:
    with act_as(SYSTEM), transaction.atomic():
        uses = list(uses_in([provider.pk], month))
        if not uses:
            return 0
        made, fresh = Statement.objects.get_or_create(
            provider=provider, month=month,
            defaults={"tenant_id": provider.tenant_id, "uses": _counted(uses),
                      "digest": digest_of(uses), "made_at": timezone.now()},
        )  # fmt: skip
        if fresh:
            record("privilege.statement_made", acting=SYSTEM, subject=f"statement:{made.pk}",
                   chain=provider.city,
                   details={"month": month.isoformat(), "digest": made.digest})  # fmt: skip
    return int(fresh)


def _counted(uses: list[Use]) -> int:
    return sum(1 for one in uses if one.taken_back_at is None)
