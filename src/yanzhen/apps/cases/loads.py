"""How much lies with each department, and in each place: open, due soon, late, standing still.

loads_by_unit(office, today)[0]    ->  OfficeLoad(label=..., open=12, soon=2, late=1, ...)
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.models import Case, Work
from yanzhen.policy.vocabulary import Label

MOST = 500


@dataclass(frozen=True, slots=True)
class OfficeLoad:
    """What lies with one department or in one place. `soon` does not count what is late."""

    organisation_id: int
    label: Label
    place: Label | None
    open: int
    soon: int
    late: int
    stopped: int


def loads_by_unit(actor: Actor, today: date) -> tuple[OfficeLoad, ...]:
    """The departments with open work on cases that the actor sees, the latest first."""
    rows = Work.objects.visible_to(actor).filter(state=Work.State.OPEN)
    counted = rows.values(
        "department_id", "department__name_zh", "department__name_en",
        "department__parent__name_zh", "department__parent__name_en",
    ).annotate(
        open=Count("pk"),
        soon=Count("pk", filter=_soon(today)),
        late=Count("pk", filter=Q(due_on__lt=today)),
        stopped=Count("pk", filter=Q(waiting=True)),
    )  # fmt: skip
    return tuple(
        OfficeLoad(
            one["department_id"], Label(one["department__name_zh"], one["department__name_en"]),
            _place(one["department__parent__name_zh"], one["department__parent__name_en"]),
            one["open"], one["soon"], one["late"], one["stopped"],
        )
        for one in counted.order_by("-late", "-soon", "-open", "department_id")[:MOST]
    )  # fmt: skip


def loads_by_place(actor: Actor, today: date) -> tuple[OfficeLoad, ...]:
    """The cities, counties and parks with open cases that the actor sees, the latest first."""
    rows = Case.objects.visible_to(actor).filter(is_open=True)
    counted = rows.values("tenant_id", "tenant__name_zh", "tenant__name_en").annotate(
        open=Count("pk"),
        soon=Count("pk", filter=_soon(today)),
        late=Count("pk", filter=Q(due_on__lt=today)),
        standing=Count("pk", filter=Q(stopped=True)),
    )
    return tuple(
        OfficeLoad(
            one["tenant_id"], Label(one["tenant__name_zh"], one["tenant__name_en"]), None,
            one["open"], one["soon"], one["late"], one["standing"],
        )
        for one in counted.order_by("-late", "-soon", "-open", "tenant_id")[:MOST]
    )  # fmt: skip


def _place(zh: str | None, en: str | None) -> Label | None:
    return Label(zh, en or zh) if zh else None


def _soon(today: date) -> Q:
    return Q(yellow_on__lte=today, due_on__gte=today)
