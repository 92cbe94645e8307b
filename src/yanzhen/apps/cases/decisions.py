"""What is decided, beside what the rules give; and the record from which it comes out again.

departure(verdict, wanted)    ->   why the decision departs from the rules, or None
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.cases.given import Wanted
from yanzhen.apps.cases.tracing import ELIGIBLE, INELIGIBLE
from yanzhen.policy.pack import WITHOUT_SUM
from yanzhen.policy.vocabulary import Label

FORMAT = 1
GRANTS_OPEN = Label(
    "规则还不能判定是否符合，而决定予以批准", "The rules leave it open, and it is granted."
)
GRANTS_INELIGIBLE = Label(
    "按规则不符合条件，而决定予以批准", "By the rules it is not met, and granted."
)
DECLINES_ELIGIBLE = Label("按规则符合条件，而决定不予批准", "By the rules it is met, and declined.")
OTHER_SUM = Label("核定金额与按规则计算的不同", "The sum differs from the one by the rules.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules of an item say taken together: status, and the sum or its limits."""

    status: str
    natures: frozenset[str] = frozenset()
    total_fen: int | None = None
    most_fen: int | None = None

    @property
    def needs_a_sum(self) -> bool:
        """Whether the clause leaves the sum to the decision."""
        return (
            self.status == ELIGIBLE and self.total_fen is None and bool(self.natures - WITHOUT_SUM)
        )


def verdict_of(outcomes: Iterable[Mapping[str, Any]]) -> Verdict | None:
    """The rules of an item together: met when any of them is. None for an item without rules."""
    rules = list(outcomes)
    if not rules:
        return None
    met = [one for one in rules if one["status"] == ELIGIBLE]
    if not met:
        statuses = {one["status"] for one in rules}
        return Verdict(INELIGIBLE if statuses == {INELIGIBLE} else "unknown")
    totals = [one["total_fen"] for one in met]
    most = [one["max_fen"] for one in met]
    return Verdict(
        ELIGIBLE,
        frozenset(one["nature"] for one in met),
        None if None in totals else sum(totals),
        None if None in most else sum(most),
    )


def departure(verdict: Verdict | None, wanted: Wanted, granted: bool) -> Label | None:
    """How a decision departs from what the rules give; None when it follows them."""
    if verdict is None:
        return None
    if granted and verdict.status != ELIGIBLE:
        return GRANTS_INELIGIBLE if verdict.status == INELIGIBLE else GRANTS_OPEN
    if not granted:
        return DECLINES_ELIGIBLE if verdict.status == ELIGIBLE else None
    fen = wanted.amount_fen
    if fen is None:
        return None
    if verdict.total_fen is not None:
        return OTHER_SUM if fen != verdict.total_fen else None
    return OTHER_SUM if verdict.most_fen is not None and fen > verdict.most_fen else None


def record_of(
    *, number: str, city: str, pack_hash: str, item: str, rules: tuple[str, ...], as_of: date,
    subject: str, facts: list[dict[str, Any]], trace: Mapping[str, Any],
    reviews: list[dict[str, Any]], decided: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """All that a decision rests on, as plain data."""
    return {
        "format": FORMAT, "number": number, "city": city, "pack": pack_hash, "item": item,
        "rules": list(rules), "as_of": as_of.isoformat(), "subject": subject, "facts": facts,
        "trace": dict(trace), "reviews": reviews, "decided": dict(decided),
    }  # fmt: skip
