"""Percents of a sum, exact to the fen: what is lost to rounding goes where most of it was lost.

>>> split(100_01, (40, 30, 30))
(4001, 3000, 3000)
>>> split(1, (50, 50)), sum(split(9_999_999, (33, 33, 34)))
((1, 0), 9999999)
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from yanzhen.policy.vocabulary import Label

HUNDRED = 100
NOT_A_HUNDRED = Label("各份比例之和要正好是100%。", "The percents have to come to exactly 100.")
NO_PERCENT = Label("每份比例要大于0。", "Each percent has to be greater than nothing.")
UNREADABLE = Label("比例要写成 40/30/30 这样的数。", "Write the percents like this: 40/30/30.")

Percents = Sequence[int | Decimal | Fraction]


def split(fen: int, percents: Percents) -> tuple[int, ...]:
    """The parts of a sum, in the order of the percents; together exactly the sum."""
    whole = [Fraction(one) * fen / HUNDRED for one in percents]
    parts = [one.numerator // one.denominator for one in whole]
    lost = sorted(range(len(whole)), key=lambda n: (parts[n] - whole[n], n))
    for number in lost[: fen - sum(parts)]:
        parts[number] += 1
    return tuple(parts)


def percent_faults(percents: Percents) -> tuple[Label, ...]:
    """Why these are no shares of a whole; nothing when they are."""
    found = []
    if any(one <= 0 for one in percents):
        found.append(NO_PERCENT)
    if sum(Fraction(one) for one in percents) != HUNDRED:
        found.append(NOT_A_HUNDRED)
    return tuple(found)


def read_pattern(text: str) -> tuple[Decimal, ...]:
    """40/30/30 as numbers; ValueError with a sentence (`Label`) otherwise.

    >>> read_pattern("40 / 30/30")
    (Decimal('40'), Decimal('30'), Decimal('30'))
    """
    try:
        percents = tuple(Decimal(one.strip().removesuffix("%")) for one in text.split("/"))
    except ArithmeticError:
        raise ValueError(UNREADABLE) from None
    if not all(one.is_finite() for one in percents):
        raise ValueError(UNREADABLE)
    if faults := percent_faults(percents):
        raise ValueError(faults[0])
    return percents
