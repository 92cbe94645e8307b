"""Which parts of a pack's conditions say the same, and on what each of them depends.

A pack writes the same part into many conditions and sums, and asks for its value, its limits and
its gaps one after the other, under each way of reading. Parts that say the same have one number,
under which a situation keeps what it has found. A part that hangs on facts, parameters and the
date alone comes out the same however the clauses are read.

    any(h.award == 'x' for h in honours)    FACTS      in every rule the same number
    tier in ('A', 'B')                      READING    may change with the readings and the tier
    h.award == 'x'                          RECORD     says nothing without the record of its loop
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from yanzhen.policy import expression as e

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

FACTS, READING, RECORD = "facts", "reading", "record"
OF_A_READING = (e.ReadingRef, e.TierRef, e.RuleMet)
LOOPS = (e.Some, e.Every, e.Count, e.Sum)
LARGE = 8
"""From this many nodes on a part is dearer to work out again than to keep."""
WRITTEN = (str, int, Fraction, date)


class Part(NamedTuple):
    """A node, the number of what it says, and what its value depends on besides the facts.

    `variables` are bound by loops around it; `facts` are those it looks at; `moved` says that a
    reading can change its value; `size` is how many nodes it has; `is_kept`, whether a situation
    keeps what it finds of it.
    """

    node: e.Node
    number: int
    depends_on: str
    variables: frozenset[str]
    facts: frozenset[str]
    moved: bool
    size: int
    is_kept: bool


class Alike:
    """Numbers the parts of one pack's expressions; each node is kept, so that it stays itself."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._fresh = count()  # unlike a length, never the same for two threads
        self._parts: dict[int, Part] = {}
        self._resting: dict[str, set[int]] = {}

    def of(self, node: e.Node) -> Part:
        """What is known of a node, looked at once."""
        part = self._parts.get(id(node))
        if part is None:
            part = self._parts[id(node)] = self._looked_at(node)
        return part

    def resting_on(self, fact: str) -> Iterable[int]:
        """The numbers of the kept parts that look at a fact."""
        return self._resting.get(fact, ())

    def _looked_at(self, node: e.Node) -> Part:
        names: tuple[str, ...] = node.__slots__
        key = (type(node), *(self._key(getattr(node, name)) for name in names))
        below = [self.of(child) for child in e.children(node)]
        variables = frozenset[str]().union(*(part.variables for part in below))
        if isinstance(node, e.FieldRef):
            variables |= {node.variable}
        elif isinstance(node, LOOPS):
            variables -= {node.variable}
        moved = isinstance(node, OF_A_READING) or any(part.moved for part in below)
        number = self._numbers.setdefault(key, next(self._fresh))
        depends_on = RECORD if variables else READING if moved else FACTS
        size = 1 + sum(part.size for part in below)
        is_kept = not variables and (isinstance(node, LOOPS) or size >= LARGE)
        facts = frozenset[str]().union(*(part.facts for part in below))
        if isinstance(node, e.FactRef):
            facts |= {node.fact.id}
        for fact in facts if is_kept else ():
            self._resting.setdefault(fact, set()).add(number)
        return Part(node, number, depends_on, variables, facts, moved, size, is_kept)

    def _key(self, value: Any) -> Hashable:
        """A node's slot as something to compare; a fact or a list of options is only itself.

        The class goes along, since True, 1 and a whole fraction are equal to each other.
        """
        if isinstance(value, e.Node):
            return self.of(value).number
        if isinstance(value, tuple):
            return tuple(self._key(part) for part in value)
        if isinstance(value, e.Type):
            return value.kind, id(value.options)
        return (type(value), value if isinstance(value, WRITTEN) else id(value))
