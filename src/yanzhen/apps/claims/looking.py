"""Whether the registry knows something that makes an award be paid back.

found(award, pack, facts, paid_on)   ->  (Found(clawback, "2026-05-01", sentence),)

Only facts of grade A and B count. A clause that does not say from which day its years run is
counted from the payment, the latest of the days that it can mean: whoever looks at the proposal
sees that it is not said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.claims.words import happened
from yanzhen.policy import Pack
from yanzhen.policy.funding import PAYMENT, Clawback
from yanzhen.policy.paying import clawbacks_of
from yanzhen.policy.values import add_months
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Found:
    """Why it has to be looked into: the clawback, the day on which its trigger came."""

    clawback: Clawback
    on: date
    say: Label

    def plain(self) -> dict[str, str]:
        return {"fact": self.clawback.fact or "", "value": self.on.isoformat(),
                "zh": self.say.zh, "en": self.say.en}  # fmt: skip


def watched(pack: Pack) -> frozenset[str]:
    """The rules whose awards the registry can say something about."""
    backs = (one for one in pack.funding.clawbacks if one.fact is not None)
    return frozenset(rule for one in backs for rule in one.rules)


def found(pack: Pack, rule: str, facts: Mapping[str, Any], paid_on: date) -> tuple[Found, ...]:
    """What of it happened after the payment began to count, and within its years."""
    return tuple(_found(pack, rule, facts, paid_on))


def _found(pack: Pack, rule: str, facts: Mapping[str, Any], paid_on: date) -> Iterator[Found]:
    for back in clawbacks_of(pack, rule):
        day = _day(facts.get(back.fact)) if back.fact is not None else None
        if day is None:
            continue
        since = paid_on if back.since == PAYMENT else _day(facts.get(back.since or ""))
        if _within(day, since or paid_on, back.within_years):
            yield Found(back, day, happened(back.trigger, day, since, back.within_years))


def _within(day: date, since: date, years: int | None) -> bool:
    return years is None or day <= add_months(since, 12 * years)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
