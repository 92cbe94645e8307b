"""The fields of a scenario: sliders with a number box, readings to choose from.

moves_of(pack, handles, changes, {}, (), "zh")[0].value   ->  "6000"
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yanzhen.apps.scenarios.service import Refusal, entered
from yanzhen.policy import Pack
from yanzhen.policy.changing import Handle
from yanzhen.policy.values import money as fen_of
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

FIELD = "c."
MOST_FINER = 4
SLIDERS = ("money", "number", "ratio")


@dataclass(frozen=True)
class Choice:
    """One option."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Move:
    """One field: what it moves, what it says now, what the document says, what is wrong with it."""

    id: str
    name: str
    label: str
    clause: str
    kind: str
    value: str
    base: str
    unit: str = ""
    low: str = ""
    high: str = ""
    step: str = ""
    choices: tuple[Choice, ...] = ()
    error: str = ""

    @property
    def has_slider(self) -> bool:
        return bool(self.high)


@dataclass(frozen=True)
class Said:
    """One change in words: what, in which clause, from what to what."""

    label: str
    clause: str
    before: str
    after: str


def moves_of(
    pack: Pack, handles: Sequence[Handle], changes: Mapping[str, str],
    posted: Mapping[str, str], refusals: Sequence[Refusal], language: Language,
) -> tuple[Move, ...]:  # fmt: skip
    """The fields, with what was just posted where it was refused."""
    errors = {one.field: one.reason.say(language) for one in refusals}
    return tuple(
        _move(
            pack, handle, posted.get(handle.target, entered(handle, changes)),
            errors.get(handle.target, ""), language,
        )
        for handle in handles
    )  # fmt: skip


def read_moves(posted: Mapping[str, str]) -> dict[str, str]:
    """What was posted, by the handle's address."""
    return {
        name.removeprefix(FIELD): str(value)
        for name, value in posted.items()
        if name.startswith(FIELD)
    }


def changes_said(
    pack: Pack, handles: Sequence[Handle], changes: Mapping[str, str], language: Language
) -> tuple[Said, ...]:
    """The changes in words, in the order of the fields."""
    return tuple(
        Said(
            _label(handle, language), pack.clause_label(handle.clause).say(language),
            shown(handle, handle.value, language), shown(handle, changes[handle.target], language),
        )
        for handle in handles
        if handle.target in changes
    )  # fmt: skip


def shown(handle: Handle, value: str, language: Language) -> str:
    """A value as it is read: with its unit, an option by its name."""
    if handle.kind == "choice":
        return handle.options[value].say(language) if value in handle.options else value
    if not value:
        return say("sandbox_left_open", language)
    if handle.kind == "money":
        return money(fen_of(value), language)
    if handle.kind == "ratio":
        return value
    return f"{value} {handle.unit.say(language)}".strip()


def _label(handle: Handle, language: Language) -> str:
    return handle.label.say(language)


def _move(pack: Pack, handle: Handle, value: str, error: str, language: Language) -> Move:
    choices = tuple(
        Choice(name, label.say(language), name == value) for name, label in handle.options.items()
    )
    slides = handle.kind in SLIDERS and handle.maximum is not None
    return Move(
        id=f"m-{handle.target.replace('.', '-')}", name=FIELD + handle.target,
        label=_label(handle, language), clause=pack.clause_label(handle.clause).say(language),
        kind=handle.kind, value=value, base=shown(handle, handle.value, language),
        unit=handle.unit.say(language), choices=choices, error=error,
        low=f"{handle.minimum:f}" if slides else "", high=f"{handle.maximum:f}" if slides else "",
        step=_step(handle) if slides else "",
    )  # fmt: skip


def _step(handle: Handle) -> str:
    """A slider's step: fine enough that the present value lies on it."""
    step = handle.step or Decimal(1)
    place = (handle.number or Decimal(0)) - (handle.minimum or Decimal(0))
    for _ in range(MOST_FINER):
        if place % step == 0:
            break
        step /= 10
    return f"{step:f}"
