"""A lever: one place of a pack that can be set otherwise, what it says now, what may be put there.

A slider moves in the lever's unit (yuan, per cent, months) and writes the value as the office
would; whatever is written there is taken or refused with a reason.

    lever.handle.value            ->  "5000元"
    lever.handle.written(6000)    ->  "6000元"
    lever.take("6000元")          ->  600000
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from yanzhen.policy.errors import nearest
from yanzhen.policy.subject import Misfit, admit_value
from yanzhen.policy.values import LARGEST_FEN, money, yuan
from yanzhen.policy.vocabulary import EMPTY, Fact, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["money", "number", "ratio", "choice", "date", "text"]
YUAN, PERCENT = Label("元", "yuan"), Label("%", "%")
SWITCH = {"true": Label("是", "yes"), "false": Label("否", "no")}


@dataclass(frozen=True, slots=True)
class Handle:
    """What can be changed: its address, its name, what it says now, and a slider's limits.

    `value` is as it would be written after `=`, empty where the document leaves it open; `number`
    and the limits are in `unit`. `rule` is None for parameters and readings.
    """

    target: str
    label: Label
    title: Label
    clause: str
    kind: Kind
    value: str
    rule: str | None = None
    number: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    step: Decimal | None = None
    unit: Label = EMPTY
    options: Mapping[str, Label] = field(default_factory=dict)

    def written(self, number: Decimal | int) -> str:
        """A slider's number as the value that `Change` takes."""
        plain = f"{Decimal(number).normalize():f}"
        return f"{plain}{'元' if self.kind == 'money' else '%' if self.kind == 'ratio' else ''}"


@dataclass(frozen=True, slots=True)
class Lever:
    """A handle with what moves it: `take` reads a text, `put` sets it in its rule (or parameter,
    or reading), `write` says a taken value in one way only."""

    handle: Handle
    take: Callable[[str], Any]
    put: Callable[[Any, Any], Any]
    write: Callable[[Any], str]


# -- values from text and back


def written_sum(fen: int) -> str:
    return yuan(fen)


def written_number(number: int | Fraction) -> str:
    """A number in decimals, or as a fraction where it has none that end."""
    exact = Fraction(number)
    denominator = exact.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    return f"{(Decimal(exact.numerator) / Decimal(exact.denominator)).normalize():f}"


def written_ratio(ratio: int | Fraction) -> str:
    return f"{written_number(Fraction(ratio) * 100)}%"


def written_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def taken_sum(text: str) -> int:
    """Fen, not negative."""
    try:
        fen = money(text)
    except ValueError:
        raise Misfit("须是金额，如 3000元", "must be a sum such as 3000元") from None
    if not 0 <= fen <= LARGEST_FEN:
        raise Misfit("金额太大或为负", "the sum is too large or negative")
    return fen


def taken(shape: Fact, text: str) -> Any:
    """A value of a fact's type from text as it stands in a pack."""
    if shape.type == "bool":
        return taken_switch(text)
    if shape.type == "many_of":
        return admit_value(shape, [part.strip() for part in text.split(",") if part.strip()])
    if shape.type in ("integer", "decimal") and not text.endswith("%"):
        return admit_value(shape, _number(text))
    return admit_value(shape, text)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise Misfit("须是数", "must be a number") from None


def taken_switch(text: str) -> bool:
    if text not in SWITCH:
        raise Misfit("须是 true 或 false", "must be true or false", nearest(text, SWITCH))
    return text == "true"


def taken_day(text: str) -> date | None:
    """A date; nothing for no limit."""
    day: date | None = taken(Fact("day", "date", EMPTY), text) if text else None
    return day


# -- sliders


def money_slider(fen: int) -> dict[str, Any]:
    """In yuan, from nothing to three times the sum, in round steps."""
    number = Decimal(fen) / 100
    top = 3 * number if fen else Decimal(10_000)
    return _slider(number, top, round_step(top), YUAN)


def number_slider(number: int | Fraction, unit: Label = EMPTY) -> dict[str, Any]:
    """From nothing to three times the number; whole numbers in whole steps."""
    exact = Fraction(number)
    shown = Decimal(exact.numerator) / Decimal(exact.denominator)
    top = max(3 * abs(shown), Decimal(10))
    whole = exact.denominator == 1
    step = Decimal(1) if whole and top <= MOST_STEPS else round_step(top)
    return _slider(shown, top, step, unit)


MOST_STEPS = 400
"""A slider of so many whole steps can still be set to each of them."""


def ratio_slider(ratio: int | Fraction) -> dict[str, Any]:
    """In per cent: to 100, or beyond where the ratio is."""
    exact = Fraction(ratio) * 100
    shown = Decimal(exact.numerator) / Decimal(exact.denominator)
    step = Decimal(1) if exact.denominator == 1 else Decimal(1) / 10
    return _slider(shown, max(Decimal(100), 3 * shown), step, PERCENT)


def _slider(number: Decimal, top: Decimal, step: Decimal, unit: Label) -> dict[str, Any]:
    low = min(number, Decimal(0))
    return {"number": number, "minimum": low, "maximum": top, "step": step, "unit": unit}


def round_step(top: Decimal) -> Decimal:
    """A power of ten that makes some tens of steps."""
    return Decimal(f"{Decimal(1).scaleb(top.adjusted() - 1):f}")
