"""How many working days: what the document sets, else what the place promises, else nothing.

A place that promises a publicity period for an item thereby has one: its cases then go the way
with publicity, though the policy's document does not speak of it.
"""

from django.db.models import Q

from yanzhen.apps.cases.models import Term
from yanzhen.policy import Pack
from yanzhen.policy.lifecycle import Lifecycle
from yanzhen.policy.service_item import ServiceItem

PUBLICITY = "publicity"


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


def publicity_days(item: ServiceItem, tenant_id: int) -> int | None:
    """The working days of a publicity period: as the document sets, or the place promises."""
    by_document = item.days.get(PUBLICITY)
    return by_document.days if by_document else days_for(tenant_id, item.id, PUBLICITY)


def lifecycle_of(pack: Pack, item: ServiceItem, tenant_id: int) -> Lifecycle:
    """The way that a new case of the item goes in a place."""
    own = pack.lifecycles[item.lifecycle]
    if PUBLICITY in own.has or days_for(tenant_id, item.id, PUBLICITY) is None:
        return own
    wanted = own.has | {PUBLICITY}
    same_way = (one for one in pack.lifecycles.values() if one.like == own.like)
    return next((one for one in same_way if one.has == wanted), own)
