"""What a condition or formula is made of: a small tree of frozen nodes.

Each node says in one line what it means and what becomes of the unknown in it. Whoever reads
the tree (evaluation, bounds, sentences, questions, columns) must handle every node: a reader
is a table from node class to handler, and `Reader` refuses by construction to miss one.

    any(h.rank <= 3 for h in honours)

is `Some("h", FactRef(honours), Compare("<=", FieldRef("h", rank), Literal(3)))`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from yanzhen.policy.vocabulary import Fact, FactType, Label, Option


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a node: a kind, and for options the set they come from."""

    kind: FactType
    options: Mapping[str, Option] | None = None
    catalogue: str | None = None


class Node:
    """A part of an expression."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value written in the rule; never unknown. `text` is how it was written."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True)
class FactRef(Node):
    """A fact of the subject; unknown when it was not given."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class FieldRef(Node):
    """A field of the record that a variable stands for; unknown when left out."""

    variable: str
    field: Fact


@dataclass(frozen=True, slots=True)
class ParameterRef(Node):
    """A number or list the city must supply; unknown until it does."""

    id: str
    label: Label
    type: Type


@dataclass(frozen=True, slots=True)
class ReadingRef(Node):
    """How an ambiguous clause is read; unknown until an option is tried or settled."""

    id: str
    label: Label
    type: Type


@dataclass(frozen=True, slots=True)
class TierRef(Node):
    """The subject's tier: a set of tiers still possible; known when one is left."""

    type: Type


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """The date of assessment; never unknown."""


@dataclass(frozen=True, slots=True)
class RuleMet(Node):
    """Whether another rule's conditions hold; unknown when that rule is."""

    rule: str


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`; unknown unless the bounds of both sides decide."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Member(Node):
    """Whether a value is one of the listed; unknown when the value is."""

    item: Node
    options: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Contains(Node):
    """Whether a many-of fact holds an option; unknown when the fact is."""

    option: Any
    whole: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """False when a part is false, else unknown when a part is, else true."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """True when a part is true, else unknown when a part is, else false."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The opposite; unknown stays unknown."""

    part: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`+ - *`; unknown when an operand is. A ratio of money is rounded half up to the fen."""

    op: str
    left: Node
    right: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """`min` or `max` of the parts; unknown when a part is."""

    op: str
    parts: tuple[Node, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """`then if condition else otherwise`; unknown when the condition is."""

    condition: Node
    then: Node
    otherwise: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Some(Node):
    """Or over the records; unknown when the records are. No records: false."""

    variable: str
    records: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Every(Node):
    """And over the records; unknown when the records are. No records: true."""

    variable: str
    records: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Count(Node):
    """How many records meet the condition; unknown when one of them is."""

    variable: str
    records: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """A sum over the records that meet the condition; unknown when a part of it is."""

    variable: str
    records: Node
    condition: Node
    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """Whole `months` or `years` between two dates; unknown when one of them is."""

    unit: str
    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class EntryAttribute(Node):
    """The `level` or `group` of a catalogue entry; unknown when the entry is."""

    attribute: str
    item: Node
    options: Mapping[str, Option]
    type: Type


NODES: tuple[type[Node], ...] = (
    Literal, FactRef, FieldRef, ParameterRef, ReadingRef, TierRef, AsOf, RuleMet,
    Compare, Member, Contains, And, Or, Not, Arithmetic, Extreme, Choose,
    Some, Every, Count, Sum, Elapsed, EntryAttribute,
)  # fmt: skip

Handler = TypeVar("Handler", bound="Callable[..., Any]")


class Reader(Generic[Handler]):
    """A reading of the tree: one handler per node class, or no reader at all."""

    def __init__(self, name: str, handlers: Mapping[type[Node], Handler]) -> None:
        left_out = [node.__name__ for node in NODES if node not in handlers]
        if left_out:
            raise TypeError(f"{name} does not read {', '.join(left_out)}")
        self._handlers = dict(handlers)

    def of(self, node: Node) -> Handler:
        return self._handlers[type(node)]


def children(node: Node) -> Iterator[Node]:
    """The parts directly below a node, in reading order."""
    names: tuple[str, ...] = node.__slots__
    for name in names:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Node))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


BOOL = Type("bool")
INTEGER = Type("integer")
MONEY = Type("money")
DECIMAL = Type("decimal")
DATE = Type("date")
TEXT = Type("text")


def type_of(node: Node) -> Type:
    """The static type of a node."""
    if isinstance(node, FactRef):
        return fact_type(node.fact)
    if isinstance(node, FieldRef):
        return fact_type(node.field)
    if isinstance(node, (Count, Elapsed)):
        return INTEGER
    if isinstance(node, AsOf):
        return DATE
    own = getattr(node, "type", BOOL)
    return own if isinstance(own, Type) else BOOL


def fact_type(fact: Fact) -> Type:
    """The static type of a fact or of a record's field."""
    return Type(fact.type, fact.options or None, fact.catalogue)
