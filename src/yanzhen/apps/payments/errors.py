"""What payments refuse.

NoSuchRun        there is none of this number; one that is not there for the actor looks the same
NoSuchAccount    the same for a proposed bank account, by its id
PaymentRefused   what was asked cannot be done: every reason, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchRun(LookupError):
    """There is no payment run of this number."""

    code = "no_such_run"


class NoSuchAccount(LookupError):
    """There is no bank account of this id that waits."""

    code = "no_such_account"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class PaymentRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "payment_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> PaymentRefused:
    """One reason."""
    return PaymentRefused([Refusal(code, Label(zh, en), field)])
