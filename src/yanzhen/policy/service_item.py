"""A service item: what one applies for, or asks for, and the way that it goes.

Conditions, title, clause, subject and papers of a benefit stay with its rules, those of a service
with its programme: an item only names them; `item` follows the names.

    pack.services["rent-subsidy"].rules       ->   ("art-19-rent",)
    pack.services["rent-subsidy"].lifecycle   ->   "benefit"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yanzhen.policy.errors import Place
from yanzhen.policy.vocabulary import NOWHERE, Label

Kind = Literal["benefit", "service", "request", "review", "recognition", "handover", "discussion"]
Grade = Literal["A", "B", "C", "D"]
Applicant = Literal["self", "employer", "staff"]
CARRIED_BY_ITEMS = frozenset({"benefit", "service_item", "case"})
"""The parts of the product that are service items: a programme they carry needs one."""


@dataclass(frozen=True, slots=True)
class Material:
    """Something to hand in; `grade` is the least that is accepted (A issued ... D declared)."""

    id: str
    label: Label
    grade: Grade
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """Working days that a clause sets."""

    days: int
    clause: str


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One service item; `code` is derived from city and id and never changes with the order.

    `window` accepts, `reviews` review in parallel, `approve` decides, `handle` are the department,
    hospital or school that does the thing. None or nothing means that the city has not said.
    `days` holds `statutory`, `promised` and `publicity`, only where a document sets them.
    """

    id: str
    code: str
    kind: Kind
    lifecycle: str
    rules: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    title: Label | None = None
    subjects: tuple[str, ...] = ()
    apply: tuple[Applicant, ...] = ("self",)
    window: str | None = None
    reviews: tuple[str, ...] = ()
    approve: str | None = None
    handle: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    days: Mapping[str, Days] = field(default_factory=dict)
    result: Label | None = None
    complain: Label | None = None
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE

    @property
    def route(self) -> dict[str, tuple[str, ...]]:
        """The units at each place of the lifecycle's route."""
        return {
            "window": (self.window,) if self.window else (),
            "reviews": self.reviews,
            "approve": (self.approve,) if self.approve else (),
            "handle": self.handle,
        }


@dataclass(frozen=True, slots=True)
class NoItem:
    """Rules and programmes that are deliberately no service item, and why."""

    rules: tuple[str, ...]
    programmes: tuple[str, ...]
    why: Label
    place: Place = NOWHERE
