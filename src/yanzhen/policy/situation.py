"""What is known while a subject is being assessed: her facts, and the readings being tried.

A situation is used by one assessment only. `known` names whatever has a value: facts, chosen
readings, parameters. `tier` is the set of tiers still possible; a single element means that the
tier is known. `tier_by_item` leaves out those that only a review under a catch-all item could
grant: sums are worked out for these. `bound` holds the records that variables stand for;
`truths`, `items`, `tier_gaps`, `rule_gaps`, `tried` and `changed` keep what has been worked out.
So do `found`, for parts that no reading can move (all ways of reading one situation share it),
and `found_so_read`, for those that one can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.alike import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from yanzhen.policy.alike import Part
    from yanzhen.policy.values import Truth


class Found:
    """Values, limits and gaps of parts of expressions, by the number of the part (see `alike`)."""

    __slots__ = ("gaps", "spans", "values")

    def __init__(self) -> None:
        self.values: dict[int, Any] = {}
        self.spans: dict[int, tuple[Any, Any]] = {}
        self.gaps: dict[int, tuple[str, ...]] = {}


class Situation:
    """Facts, parameter values, chosen readings, possible tiers, and the date of assessment."""

    __slots__ = (
        "as_of", "bound", "changed", "facts", "found", "found_so_read", "items", "known", "met",
        "parameters", "readings", "rule_gaps", "tier", "tier_by_item", "tier_gaps", "tried",
        "truths",
    )  # fmt: skip

    def __init__(
        self,
        facts: Mapping[str, Any],
        parameters: Mapping[str, Any],
        readings: Mapping[str, str],
        as_of: date,
        met: Callable[[str, Situation], Truth],
    ) -> None:
        self.facts = facts
        self.known = frozenset(
            (
                *facts,
                *(f"reading:{name}" for name in readings),
                *(f"parameter:{name}" for name in parameters),
            )
        )
        self.parameters = parameters
        self.readings = readings
        self.as_of = as_of
        self.met = met
        self.tier: frozenset[str] = frozenset()
        self.tier_by_item: frozenset[str] = frozenset()
        self.bound: dict[str, Mapping[str, Any]] = {}
        self.items: dict[str, Truth] = {}
        self.tried: dict[tuple[tuple[str, str], ...], Situation] = {}
        self.tier_gaps: tuple[str, ...] | None = None
        self.rule_gaps: dict[str, list[str]] = {}
        self.truths: dict[str, tuple[Truth, list[Truth]]] = {}
        self.found = Found()
        self.found_so_read = Found()
        self.changed: dict[Any, Situation] = {}

    def kept(self, depends_on: str) -> Found:
        """Where what is found of a part is kept, by what the part depends on."""
        return self.found if depends_on == FACTS else self.found_so_read

    def reading_as(self, choices: Mapping[str, str]) -> Situation:
        """The same situation with some readings chosen; the tier has to be found again."""
        readings = {**self.readings, **choices}
        other = Situation(self.facts, self.parameters, readings, self.as_of, self.met)
        other.tier, other.tier_by_item = self.tier, self.tier_by_item
        other.items, other.tier_gaps = self.items, self.tier_gaps
        other.found = self.found
        return other


def once(part: Part, function: Callable[[Situation], Any]) -> Callable[[Situation], Any]:
    """The function of a part, asked once in a situation: for all readings, or for each."""
    number = part.number

    def for_all_readings(s: Situation) -> Any:
        values = s.found.values
        if number in values:
            return values[number]
        value = values[number] = function(s)
        return value

    def for_each_reading(s: Situation) -> Any:
        values = s.found_so_read.values
        if number in values:
            return values[number]
        value = values[number] = function(s)
        return value

    return for_all_readings if part.depends_on == FACTS else for_each_reading
