"""Rows to evaluate over, and how a frame's rows stand on those of the frame below it.

The root frame is a chunk of subjects. A frame of records stands on it (each record knows its
subject), and so does a frame that holds only some rows, or that tries a reading of a clause on
them. What a node means does not depend on where it is asked: whatever a frame does not itself
decide it takes from the frame below, row by row; so nothing is worked out twice.

    frame.truths(node)                     ->  Truths over the frame's rows
    frame.over("h", honours).truths(node)  ->  Truths over all these subjects' honours
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.columns import Records
from yanzhen.policy.columnar.given import taken_in
from yanzhen.policy.columnar.masks import Mask, both, either, full, opposite, taken
from yanzhen.policy.columnar.vectors import NOT_KNOWN, UNKNOWN, Truths, Vector, truths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.plan import Plan
    from yanzhen.policy.vocabulary import Fact

Value = Truths | Vector
QUANTIFIERS = (e.Some, e.Every, e.Count, e.Sum)
FROM_BELOW = (e.FactRef, e.FieldRef, e.ReadingRef, e.RuleMet, e.Contains, *QUANTIFIERS)
"""Leaves, and what is dear: taken from the frame below wherever this frame decides nothing."""


@dataclass(frozen=True, slots=True)
class TierSet:
    """For each tier the rows where it is still possible, and where an item could still give it.

    `items` holds each catalogue item's truth, in the classes that were worked through.
    """

    possible: Mapping[str, Mask]
    by_item: Mapping[str, Mask]
    recognised: Mask
    items: Mapping[str, Truths]

    def taken(self, index: Any) -> TierSet:
        return TierSet(
            {tier: taken(mask, index) for tier, mask in self.possible.items()},
            {tier: taken(mask, index) for tier, mask in self.by_item.items()},
            taken(self.recognised, index),
            {item: truth.taken(index) for item, truth in self.items.items()},
        )


class Frame:
    """Some rows; `index` says on which row of `below` each stands, `decides` what is new here."""

    def __init__(
        self, plan: Plan, size: int, below: Frame | None = None, index: Any = None
    ) -> None:
        self.plan = plan
        self.size = size
        self.below = below
        self.index = index
        self.decides: frozenset[str] = frozenset()
        self.memory: dict[int, Value] = {}
        self.tier_set: TierSet | None = None
        self.tier_gaps: dict[bool, Mapping[str, Mask]] = {}
        self.rule_truths: dict[str, Truths] = {}
        self.reasons = False
        self.passed: dict[str, Any] = {}
        self.failures: dict[str, list[int]] = {}
        self._ranges: dict[tuple[str, str], RecordFrame] = {}

    # -- nodes

    def value(self, node: e.Node) -> Value:
        """The node's value on every row."""
        slot = self.plan.slots[id(node)]
        kept = self.memory.get(slot)
        if kept is None:
            kept = self._found(node, slot)
            if self.plan.shared[slot]:
                self.memory[slot] = kept
        return kept

    def _found(self, node: e.Node, slot: int) -> Value:
        below = self.below
        if below is None or not self.leaves(self.plan.depends[slot]):
            found: Value = self.plan.read(node, self)
        elif isinstance(node, FROM_BELOW) or slot in below.memory:
            found = below.value(node).taken(self.index)
        else:
            found = self.plan.read(node, self)
        return found

    def leaves(self, names: frozenset[str]) -> bool:
        """Whether this frame decides none of these names."""
        return self.decides.isdisjoint(names)

    def truths(self, node: e.Node) -> Truths:
        found = self.value(node)
        return found if isinstance(found, Truths) else truths(found.value != 0, found.known)

    def vector(self, node: e.Node) -> Vector:
        found = self.value(node)
        if isinstance(found, Vector):
            return found
        value = int(found.yes) if isinstance(found.yes, bool) else found.yes.astype(np.int64)
        return Vector(value, found.known)

    # -- what is known

    def fact(self, name: str) -> Any:
        """A fact's values."""
        assert self.below is not None
        return self.below.fact(name).taken(self.index)

    def knows(self, name: str) -> Mask:
        """The rows that know a fact, a chosen reading or a parameter."""
        assert self.below is not None
        return taken(self.below.knows(name), self.index)

    def root_rows(self) -> Any:
        """The chunk's row under each of this frame's rows; None where they are the same."""
        assert self.below is not None
        rows = self.below.root_rows()
        return self.index if rows is None else rows[self.index]

    @property
    def root(self) -> Root:
        assert self.below is not None
        return self.below.root

    def reading(self, name: str) -> Vector:
        assert self.below is not None
        return self.below.reading(name).taken(self.index)

    def field(self, variable: str, name: str) -> Value:
        assert self.below is not None
        return self.below.field(variable, name).taken(self.index)

    # -- frames on this one

    def over(self, variable: str, fact: Fact) -> RecordFrame:
        """The records of these rows."""
        key = variable, fact.id
        if key not in self._ranges:
            self._ranges[key] = RecordFrame(self, variable, fact)
        return self._ranges[key]

    def release(self) -> None:
        """Let go of what was worked out; a frame and its records' frames name each other."""
        for records in self._ranges.values():
            records.release()
        self._ranges.clear()
        self.memory.clear()

    def some_rows(self, rows: Any) -> Frame:
        """Only these rows, in this order."""
        return Frame(self.plan, len(rows), self, rows)

    def reading_as(self, rows: Any, readings: Mapping[str, Vector]) -> Frame:
        """These rows, some of their readings chosen row by row."""
        return ReadingFrame(self, rows, readings)


class Root(Frame):
    """A chunk of subjects: the columns that are given, and the readings a city has settled."""

    def __init__(
        self, plan: Plan, size: int, columns: Mapping[str, Column], day: date,
        readings: Mapping[str, str], taken_in: dict[str, Any] | None = None,
        reasons: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(plan, size)
        self.reasons = reasons
        self.columns = columns
        self.taken_in = {} if taken_in is None else taken_in
        self.day = day
        self.parameters = plan.parameters(day)
        self.readings = readings

    @property
    def root(self) -> Root:
        return self

    def root_rows(self) -> Any:
        return None

    def fact(self, name: str) -> Any:
        column = self.columns.get(name)
        if column is None:
            return UNKNOWN if self.plan.vocabulary.facts[name].type == "bool" else NOT_KNOWN
        return self.kept(name, lambda: taken_in(column))

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What is made of a column once, for all cities."""
        if name not in self.taken_in:
            self.taken_in[name] = make()
        return self.taken_in[name]

    def knows(self, name: str) -> Mask:
        kind, _, rest = name.rpartition(":")
        if kind == "reading":
            return rest in self.readings
        if kind == "parameter":
            return rest in self.parameters
        column = self.columns.get(name)
        if column is None:
            return False
        return True if column.known is None else column.known

    def reading(self, name: str) -> Vector:
        chosen = self.readings.get(name)
        return Vector(0, False) if chosen is None else Vector(0, True, 1, (chosen,))

    def records(self, name: str) -> Records | None:
        """The listed records of a kind, None where the population says nothing of them."""
        column = self.columns.get(name)
        return column if isinstance(column, Records) else None

    def field_of(self, name: str, field: str) -> Value:
        """A field of all records of a kind."""
        source = self.records(name)
        column = source.fields.get(field) if source is not None else None
        if column is None:
            return NOT_KNOWN
        found: Value = self.kept(f"{name}.{field}", lambda: taken_in(column))
        return found


class ReadingFrame(Frame):
    """Some rows of a frame, each with readings of its own."""

    def __init__(self, below: Frame, rows: Any, readings: Mapping[str, Vector]) -> None:
        super().__init__(below.plan, len(rows), below, rows)
        self.readings = readings
        self.decides = frozenset(f"reading:{name}" for name in readings)

    def reading(self, name: str) -> Vector:
        chosen = self.readings.get(name)
        return super().reading(name) if chosen is None else chosen

    def knows(self, name: str) -> Mask:
        known = super().knows(name)
        chosen = self.readings.get(name.removeprefix("reading:")) if ":" in name else None
        return known if chosen is None else either(known, chosen.known)


class RecordFrame(Frame):
    """One row for each record that a variable stands for, on the row of its subject."""

    def __init__(self, below: Frame, variable: str, fact: Fact) -> None:
        self.variable = variable
        self.source = below.root.records(fact.id)
        self.known: Mask = False if self.source is None else _known(self.source, below.root_rows())
        self.kind = fact.id
        self.positions, index = _standing(below.root, fact.id, below.root_rows())
        super().__init__(below.plan, len(index), below, index)
        self.decides = frozenset((variable,))

    def field(self, variable: str, name: str) -> Value:
        if variable != self.variable:
            return super().field(variable, name)
        found = self.root.field_of(self.kind, name)
        return found if self.positions is None else found.taken(self.positions)

    # -- from records to the rows below

    def any_below(self, mask: Mask) -> Mask:
        """The rows below with a record of the mask."""
        assert self.below is not None
        if mask is False or self.size == 0:
            return False
        found = np.zeros(self.below.size, dtype=bool)
        found[self.index if mask is True else self.index[mask]] = True
        return found

    def count_below(self, mask: Mask) -> Any:
        """How many records of the mask each row below has."""
        assert self.below is not None
        index = self.index if mask is True else self.index[full(mask, self.size)]
        return np.bincount(index, minlength=self.below.size)

    def sum_below(self, values: Any, mask: Mask) -> Any:
        """The sum of the mask's values for each row below, exactly."""
        assert self.below is not None
        if self.size == 0 or mask is False:
            return np.zeros(self.below.size, dtype=np.int64)
        index = self.index if mask is True else self.index[mask]
        values = np.broadcast_to(values, self.size)
        values = values if mask is True else values[mask]
        total = sum(abs(int(one)) for one in (values.max(), values.min())) if len(values) else 0
        wide = values.dtype == object or total * len(values) >= 2**62
        found = np.zeros(self.below.size, dtype=object if wide else np.int64)
        np.add.at(found, index, values.astype(object) if wide else values)
        return found


def _known(source: Records, rows: Any) -> Mask:
    if source.known is None:
        return True
    return source.known if rows is None else source.known[rows]


def _standing(root: Root, name: str, rows: Any) -> tuple[Any, Any]:
    """The records of these rows in the source's table, and the row that each belongs to."""
    source = root.records(name)
    if source is None:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    if rows is None:
        return None, root.kept(f"{name}[]", source.rows)
    starts, counts = source.offsets[:-1], np.diff(source.offsets)
    starts, counts = starts[rows], counts[rows]
    index = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return starts[index] + np.arange(len(index)) - before[index], index


def listed(frame: RecordFrame, found: Truths) -> Truths:
    """The truth over records where the records are known, else unknown."""
    if frame.known is True:
        return found
    return Truths(both(found.yes, frame.known), either(found.may, opposite(frame.known)))
