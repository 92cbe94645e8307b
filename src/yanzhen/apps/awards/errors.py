"""What awards refuse.

NoSuchAward      there is none; one that is not there for the actor looks the same
AwardRefused     what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchAward(LookupError):
    """There is no award of this number."""

    code = "no_such_award"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class AwardRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "award_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> AwardRefused:
    """One reason."""
    return AwardRefused([Refusal(code, Label(zh, en), field)])
