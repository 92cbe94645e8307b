"""What quotas refuse.

NoSuchQuota      there is no such pool, request, flat or draw; one that is not hers looks the same
QuotaRefused     what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchQuota(LookupError):
    """There is no such pool, request, flat or draw."""

    code = "no_such_quota"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class QuotaRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "quota_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> QuotaRefused:
    """One reason."""
    return QuotaRefused([Refusal(code, Label(zh, en), field)])


def refuse_all(refusals: Iterable[Refusal]) -> None:
    """All reasons at once, where there are any."""
    if found := tuple(refusals):
        raise QuotaRefused(found)
