"""How a fact is distributed among invented people: shares, weights, quantiles, each with a reason.

A distribution is a list of cases; the first whose conditions a row meets tells the shape, and
the last meets every row. Shapes are whole numbers against which draws below 2**32 are compared.

    degree:
      why: {zh: 多数人是本科或大专, en: Most have a bachelor's or an associate degree}
      weights: {doctor: 1, master: 5, bachelor: 34, associate: 30, other: 30}
      cases:
        - {when: {host_kind: [university]}, weights: {doctor: 40, master: 45, bachelor: 15}}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yanzhen.policy.vocabulary import EMPTY, Fact, Label
from yanzhen.population.synthesise.chance import WHOLE

HUNDREDTHS = 100
"""Money is counted in fen and a decimal in hundredths: both have two places."""
TWO_PLACES = ("money", "decimal")


@dataclass(frozen=True, slots=True)
class Nothing:
    """Not known of anybody: the fact does not arise."""


@dataclass(frozen=True, slots=True)
class Share:
    """True for draws below the edge."""

    edge: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One of several values: an option's number, or a whole number; `edges` part the draws."""

    values: tuple[int, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """Any number of options, each drawn for itself."""

    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """A number between the quantiles around the draw, in whole steps of `step`."""

    edges: tuple[int, ...]
    steps: tuple[int, ...]
    step: int


@dataclass(frozen=True, slots=True)
class Ago:
    """A day so many days before the date of the population."""

    days: Quantiles


@dataclass(frozen=True, slots=True)
class Between:
    """A day between two dates; `as_of` is the date of the population."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Same:
    """As another fact says, of the same row or of the row's employer."""

    fact: str
    of_employer: bool


@dataclass(frozen=True, slots=True)
class Code:
    """An invented name with a number: the row's own, or one of so many per hundred rows."""

    word: str
    among: int | None


Shape = Nothing | Share | Weights | Each | Quantiles | Ago | Between | Same | Code
Wanted = bool | frozenset[str] | int
"""What a condition asks: a truth, one of these options, or at least so many."""


@dataclass(frozen=True, slots=True)
class Case:
    """Whom it concerns, how the fact comes out, and below which draw it is known at all."""

    when: Mapping[str, Wanted]
    shape: Shape
    known: int = WHOLE


@dataclass(frozen=True, slots=True)
class Distribution:
    """A fact and its cases; `fields` are those of its records, `missing` is lost by chance."""

    fact: Fact
    cases: tuple[Case, ...]
    missing: int = 0
    why: Label = EMPTY
    own: bool = True
    fields: Mapping[str, "Distribution"] = field(default_factory=dict)
