"""An organisation as everybody else sees it.

seat = organisation("xiangtan/yuhu/hr_bureau")
seat.label.zh, seat.tenant_id
"""

from dataclasses import dataclass

from yanzhen.apps.organisations.models import Organisation
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Seat:
    """One organisation: who it is, where it stands in the tree, whose records it handles."""

    id: int
    code: str
    kind: str
    city: str
    unit: str
    division_code: str
    label: Label
    parent_id: int | None
    tenant_id: int
    is_active: bool

    @property
    def is_department(self) -> bool:
        return self.kind == "department"

    def is_within(self, code: str) -> bool:
        """Whether it is that organisation, or lies below it."""
        return self.code == code or self.code.startswith(f"{code}/")


def seat_of(row: Organisation) -> Seat:
    """A row as a seat."""
    return Seat(
        id=row.pk, code=row.code, kind=row.kind, city=row.city, unit=row.unit,
        division_code=row.division_code, label=Label(row.name_zh, row.name_en),
        parent_id=row.parent_id, tenant_id=row.tenant_id or row.pk, is_active=row.is_active,
    )  # fmt: skip
