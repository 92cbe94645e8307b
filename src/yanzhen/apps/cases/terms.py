"""How many working days: what the document sets, else what the place promises, else nothing."""

from django.db.models import Q

from yanzhen.apps.cases.models import Term
from yanzhen.policy.service_item import ServiceItem


def days_for(tenant_id: int, item: str, stage: str) -> int | None:
    """The days that a place promises for a stage of an item; the closest rule counts."""
    found = Term.objects.filter(Q(item=item) | Q(item=""), tenant=tenant_id, stage=stage).order_by(
        "-item"
    )
    closest = found.first()
    return closest.days if closest else None


def periods_of(item: ServiceItem, tenant_id: int) -> tuple[int | None, int | None]:
    """The statutory and the promised days of a whole case."""
    statutory, promised = item.days.get("statutory"), item.days.get("promised")
    own = days_for(tenant_id, item.id, "")
    return (
        statutory.days if statutory else None,
        promised.days if promised else own,
    )
