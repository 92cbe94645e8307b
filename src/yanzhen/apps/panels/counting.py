"""What scores and votes come to, by the rule that the office chose. Whole numbers and fractions.

>>> sheets = [Ballot("E-1", {"a": 80, "b": 90}, "C"), Ballot("E-2", {"a": 70, "b": 60}, "none")]
>>> rule = Rule("average", threshold=75, proposed="C", otherwise="none")
>>> found = conclude(sheets, {"a": 3, "b": 1}, rule)
>>> found.totals, found.average, found.outcome
({'E-1': Fraction(165, 2), 'E-2': Fraction(135, 2)}, Fraction(75, 1), 'C')
>>> conclude(sheets, {"a": 3, "b": 1}, Rule("majority")).outcome is None
True
>>> hundredths(Fraction(200, 3))
'66.67'
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MAJORITY, AVERAGE = "majority", "average"
RULES = (MAJORITY, AVERAGE)
FULL = 100


@dataclass(frozen=True, slots=True)
class Ballot:
    """One expert's sheet on one case: a score from 0 to 100 by criterion, and her vote."""

    number: str
    scores: Mapping[str, int]
    vote: str


@dataclass(frozen=True, slots=True)
class Rule:
    """`majority`: what more than half voted for. `average`: `proposed` from a threshold on, and
    `otherwise` below it."""

    name: str
    threshold: int | None = None
    proposed: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """All numbers, and the outcome; None where more than half agree on nothing."""

    totals: Mapping[str, Fraction]
    average: Fraction
    votes: Mapping[str, int]
    outcome: str | None


def conclude(ballots: Sequence[Ballot], weights: Mapping[str, int], rule: Rule) -> Counted:
    """The outcome of at least one ballot."""
    totals = {one.number: total(one, weights) for one in ballots}
    average = sum(totals.values(), Fraction(0)) / len(totals)
    votes = Counter(one.vote for one in ballots)
    if rule.name == AVERAGE:
        assert rule.threshold is not None
        outcome = rule.proposed if average >= rule.threshold else rule.otherwise
        return Counted(totals, average, dict(votes), outcome or None)
    first, count = votes.most_common(1)[0]
    return Counted(totals, average, dict(votes), first if 2 * count > len(ballots) else None)


def total(ballot: Ballot, weights: Mapping[str, int]) -> Fraction:
    """The weighted mean of her scores."""
    summed = sum(weight * ballot.scores[name] for name, weight in weights.items())
    return Fraction(summed, sum(weights.values()))


def hundredths(number: Fraction) -> str:
    """To two places, half upwards."""
    cents = (number * 200 + 1) // 2
    return f"{cents // 100}.{cents % 100:02d}"
