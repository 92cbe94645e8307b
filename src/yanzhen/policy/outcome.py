"""What an assessment says: plain frozen data, without sentences.

`status` is one of eligible, ineligible, unknown, pending_interpretation. Sums are integer fen;
`total_fen` is None unless the sum is settled. Natures stay apart in the totals: what is sure,
what is at most, what is a loan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yanzhen.policy.pack import Condition, Pack, Rule
    from yanzhen.policy.subject import Subject
    from yanzhen.policy.values import Truth

Status = Literal["eligible", "ineligible", "unknown", "pending_interpretation"]
STATUS: dict[Truth, Status] = {True: "eligible", False: "ineligible", None: "unknown"}


class Sums(NamedTuple):
    """The sums of one outcome, in fen: per period, in all, and between which limits.

    `periods` is None where the clause sets no number; `up_to` says that it is a greatest number.
    """

    per_period: int | None = None
    periods: int | None = None
    up_to: bool = False
    total: int | None = None
    low: int | None = None
    high: int | None = None


NO_SUMS = Sums()


class Step(NamedTuple):
    """One condition as it came out, and the names of the facts it looked at."""

    condition: Condition
    truth: Truth
    names: tuple[str, ...]
    known: Mapping[str, Any]

    @property
    def facts(self) -> dict[str, Any]:
        """The facts it looked at; those that were not given are left out."""
        return {name: self.known[name] for name in self.names if name in self.known}


class Instalment(NamedTuple):
    """One payment: between which dates it falls, and its sum (or only its greatest sum)."""

    number: int
    start: date | None
    until: date | None
    fen: int | None
    at_most_fen: int | None


class Claim(NamedTuple):
    """One record's claim under a rule with caps: what it computes to, what the caps leave.

    `span` is its least and greatest sum before caps, in fen.
    """

    number: int
    truth: Truth
    group: Any
    fen: int | None
    counted_fen: int | None
    span: tuple[int, int | None] = (0, 0)


class ReadAs(NamedTuple):
    """The outcome under one choice of readings."""

    choices: Mapping[str, str]
    status: Status
    sums: Sums


class Change(NamedTuple):
    """One fact changed so that an outcome would be met; `given` is None where it was unknown."""

    fact: str
    given: Any
    needed: Any
    relation: str


class Outcome(NamedTuple):
    """What one rule gives one subject, and why."""

    rule: Rule
    status: Status
    sums: Sums = NO_SUMS
    schedule: tuple[Instalment, ...] = ()
    missing: tuple[str, ...] = ()
    because: tuple[Step, ...] = ()
    readings: tuple[ReadAs, ...] = ()
    near_miss: tuple[Change, ...] = ()
    claims: tuple[Claim, ...] = ()
    exclusive_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """The tier: which are still possible, the highest that is certain, and by which item.

    `open_items` are items still undecided in classes above; `missing` would settle them.
    """

    value: str | None
    possible: tuple[str, ...]
    items: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    recognised: bool = False
    because: tuple[Step, ...] = ()
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the eligible outcomes paid by the public purse, natures apart, in fen."""

    sure: int = 0
    up_to: int = 0
    loan: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """All outcomes for one subject at one date by one version of a pack."""

    pack: Pack
    as_of: date
    subject: Subject
    outcomes: tuple[Outcome, ...]
    totals: Totals
    tier: TierOutcome | None = None
    ask: tuple[str, ...] = ()

    def outcome(self, rule: str) -> Outcome:
        """The outcome of one rule; KeyError when the rule does not concern this subject."""
        for outcome in self.outcomes:
            if outcome.rule.id == rule:
                return outcome
        raise KeyError(rule)
