"""What cards refuse.

NoSuchCard       there is no such card; one that is not hers looks the same
CardRefused      what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchCard(LookupError):
    """There is no such card."""

    code = "no_such_card"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class CardRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "card_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> CardRefused:
    """One reason."""
    return CardRefused([Refusal(code, Label(zh, en), field)])


MOST = 400


def reasoned(reason: str) -> str:
    """A reason without blanks around it; CardRefused without one, or with one that is too long."""
    said = reason.strip()
    if not said:
        raise refuse("needs_reason", "请写明理由或依据。", "Say the reason.", "reason")
    if len(said) > MOST:
        raise refuse("long_reason", f"最多{MOST}字。", f"At most {MOST} characters.", "reason")
    return said
