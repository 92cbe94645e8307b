"""A value of a fact as JSON that is taken in again as the same value.

>>> from yanzhen.policy.vocabulary import Fact, Label
>>> said(Fact("salary", "money", Label("", "")), 1_234_567)
'12345.67元'
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yanzhen.policy.vocabulary import Fact


def said(fact: Fact, value: Any) -> Any:
    """An admitted value, in the way in which somebody would say it."""
    match fact.type:
        case "money":
            return f"{value // 100}.{value % 100:02}元"
        case "decimal":
            return f"{_exact(Fraction(value) * 100)}%"
        case "date":
            return value.isoformat() if isinstance(value, date) else value
        case "many_of":
            return sorted(value)
        case "records":
            return [
                {name: said(fact.fields[name], part) for name, part in record.items()}
                for record in value
            ]
    return value


def _exact(number: Fraction) -> str:
    """A fraction of tens, twos and fives, written out."""
    numerator, denominator, places = number.numerator, number.denominator, 0
    while denominator % 10 == 0 or denominator % 5 == 0 or denominator % 2 == 0:
        numerator, denominator, places = _shifted(numerator, denominator, places)
    return f"{Decimal(numerator).scaleb(-places):f}"


def _shifted(numerator: int, denominator: int, places: int) -> tuple[int, int, int]:
    shifted = Fraction(numerator * 10, denominator)
    return shifted.numerator, shifted.denominator, places + 1
