"""What a comparison says: one situation in each city, plain frozen data without sentences.

Cities stand in the order of their names: there is no ranking, since natures do not add up.

    comparison.city("quzhou").count("eligible")  ->  3
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from yanzhen.policy.outcome import Assessment, Outcome, Status, Totals
    from yanzhen.policy.pack import Nature, Pack
    from yanzhen.policy.vocabulary import Family, Label

STATUSES: tuple[Status, ...] = ("eligible", "pending_interpretation", "unknown", "ineligible")
NATURES: tuple[Nature, ...] = (
    "fixed", "formula", "range", "ceiling", "loan", "in_kind", "unspecified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The outcomes of one status and one nature."""

    status: Status
    nature: Nature
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """What would still matter: to be answered, to be decided, to be supplied by the city."""

    answers: tuple[str, ...]
    decisions: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCity:
    """One city's answer. Where none of its rules names a sum there are no totals, not zeros.

    `told` are facts said of this city only, `derived` those that follow from other cities', and
    `unused` those that were given and no rule here asks for.
    """

    assessment: Assessment
    totals: Totals | None
    groups: tuple[Group, ...]
    services: tuple[Outcome, ...]
    needs: Needs
    told: tuple[str, ...]
    derived: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def city(self) -> str:
        return self.assessment.pack.city

    @property
    def pack(self) -> Pack:
        return self.assessment.pack

    def count(self, status: Status) -> int:
        return sum(len(group.outcomes) for group in self.groups if group.status == status)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one city has in one family; without totals where no rule of it names a sum."""

    city: str
    outcomes: tuple[Outcome, ...]
    totals: Totals | None


@dataclass(frozen=True, slots=True)
class Row:
    """One family over all cities; `family` is None for rules that belong to none."""

    family: Family | None
    cells: tuple[Cell, ...]

    @property
    def beware(self) -> Label | None:
        """What to look out for, where more than one city has something under this name."""
        if self.family is None or sum(bool(cell.outcomes) for cell in self.cells) < 2:
            return None
        return self.family.beware


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same situation in each city.

    `supposed` are the facts taken as a hypothesis for every city; `held_back` those that one city
    alone can say, and that were not used because no city was named.
    """

    subject: str
    as_of: date
    cities: tuple[InCity, ...]
    rows: tuple[Row, ...]
    supposed: tuple[str, ...]
    held_back: tuple[str, ...]

    def city(self, name: str) -> InCity:
        """One city's answer; KeyError when it is not among those compared."""
        for one in self.cities:
            if one.city == name:
                return one
        raise KeyError(name)
