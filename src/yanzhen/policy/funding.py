"""What a city's documents say about money and countable places, beside the rules themselves.

Which fund pays, who bears it, what is counted, when something is paid back, and what is a bank's
or a guarantor's doing and so never the city's cash. A number that the text does not give is a
`parameter`: a name without a value, which the city's finance office fills in.

    pack.funding.funds[0].label.zh          ->  "人才发展专项资金"
    pack.funding.shares[-1].parameter       ->  "fiscal_shares"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yanzhen.policy.errors import Place
from yanzhen.policy.vocabulary import NOWHERE, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

Rules = tuple[str, ...] | Literal["all"]
"""The rules that an entry speaks of; `all` where the text speaks of the whole policy."""
Unit = Literal["post", "flat", "place", "seat", "card"]
Per = Literal["round", "year", "township", "person"]
Party = Literal["city", "county", "employer"]
PAYMENT = "payment"
"""A period that runs from the payment, and from no date of a fact."""


@dataclass(frozen=True, slots=True)
class Fund:
    """Named money; `least_per_year` and `in_all` in fen, only where the text sets them.

    `but`: of all that it pays, the rules that the text gives to another bearer.
    """

    id: str
    clause: str
    label: Label
    pays: Rules
    least_per_year: int | None = None
    in_all: int | None = None
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE
    but: tuple[str, ...] = ()

    def covers(self, rule: str) -> bool:
        """Whether it pays the rule."""
        return rule not in self.but if self.pays == "all" else rule in self.pays


@dataclass(frozen=True, slots=True)
class Count:
    """How many again and again: in each round or year, in each township, by each person.

    `low` and `high` as they are printed, None where the text sets no such end; `about` where it
    gives a number as approximate, and then no end is exact.
    """

    per: Per
    low: int | None = None
    high: int | None = None
    about: int | None = None
    every_years: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Things that can be counted out: `size` of them in all, or as `count` says.

    Without both the number is the `parameter`. `borrowed`: the city's own, used in a county.
    `fact`: what is true of whoever has one of these.
    """

    id: str
    clause: str
    label: Label
    unit: Unit
    rules: tuple[str, ...] = ()
    size: int | None = None
    parameter: str | None = None
    borrowed: bool = False
    fact: str | None = None
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE
    count: Count | None = None


def numbers_of(pool: Pool) -> tuple[int, ...]:
    """The numbers that the text prints of a pool; a range of one number prints it once."""
    count = pool.count
    if count is None:
        return () if pool.size is None else (pool.size,)
    ends = (count.low, count.high if count.high != count.low else None)
    return tuple(one for one in (*ends, count.about, count.every_years) if one is not None)


@dataclass(frozen=True, slots=True)
class Share:
    """Who bears it: `unit` is the pack's id of the `bearer`, None where nobody is named.

    Several parties share by the ratio that `parameter` names; none are given where the text does
    not say between whom, or where the bearer may stand at any level.
    """

    clause: str
    rules: Rules
    parties: tuple[Party, ...]
    unit: str | None = None
    bearer: Label | None = None
    parameter: str | None = None
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Clawback:
    """Paid back, all of it, when the trigger comes within so many years.

    `since` is a fact with a date, or `payment`; None where the text does not say from when. `fact`
    is the day on which the trigger came, for what looks through the registry.
    """

    id: str
    clause: str
    rules: tuple[str, ...]
    trigger: Label
    within_years: int | None = None
    since: str | None = None
    amount: Literal["all"] = "all"
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class CountsAs:
    """What was really paid under these rules is this fact, whatever people state."""

    fact: str
    rules: tuple[str, ...]
    clause: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class External:
    """What a bank or guarantor decides and pays: a record, never the city's cash."""

    clause: str
    rules: tuple[str, ...]
    party: Label
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Funding:
    """Everything on money and places that the documents of a city say; empty without the file."""

    funds: tuple[Fund, ...] = ()
    pools: tuple[Pool, ...] = ()
    shares: tuple[Share, ...] = ()
    clawbacks: tuple[Clawback, ...] = ()
    counts_as: tuple[CountsAs, ...] = ()
    external: tuple[External, ...] = ()

    def __iter__(self) -> Iterator[Fund | Pool | Share | Clawback | CountsAs | External]:
        yield from self.funds
        yield from self.pools
        yield from self.shares
        yield from self.clawbacks
        yield from self.counts_as
        yield from self.external
