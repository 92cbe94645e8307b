"""What a report is about: the run, what was taken in, and whether it may leave the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from yanzhen.population.report.figures import CityFigures
from yanzhen.population.report.hiding import hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.errors import Problem
    from yanzhen.population.intake.result import Counted
    from yanzhen.population.report.figures import GroupRow
    from yanzhen.population.run import Result


@dataclass(frozen=True)
class Report:
    """A run to be reported; `internal` keeps small groups visible."""

    result: Result
    taken: Mapping[str, Counted] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    internal: bool = False

    @property
    def invented(self) -> bool:
        return self.result.invented

    @property
    def refused(self) -> int:
        return sum(one.refused for one in self.taken.values())

    @cached_property
    def cities(self) -> list[CityFigures]:
        job = self.result.job
        return [CityFigures(one, self.result.tallies[one.city], job.by) for one in job.packs]

    def rows(self, city: CityFigures, dimension: str) -> list[GroupRow]:
        """The groups of a dimension as they may be shown."""
        rows = city.rows(dimension)
        return rows if self.internal else hidden(rows)
