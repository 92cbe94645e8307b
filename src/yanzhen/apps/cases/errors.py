"""What the cases refuse.

NoSuchCase        there is none of this number for this actor; forbidden looks the same as absent
NoSuchDraft       likewise for a draft, a material, an offer, a sheet
CaseRefused       what was asked cannot be done; every reason with its field, in both languages
NotReplayed       a decision cannot be worked out again, or comes out differently
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchCase(LookupError):
    """There is no such case."""

    code = "no_such_case"


class NoSuchDraft(LookupError):
    """There is no such draft, material, offer or sheet."""

    code = "no_such_draft"


@dataclass(frozen=True)
class Refusal:
    """One reason: a stable code, the field that it speaks of (or the whole), the sentence."""

    code: str
    reason: Label
    field: str = ""


class CaseRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "case_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))


class NotReplayed(RuntimeError):
    """The decision does not come out again as it was stored."""

    code = "not_replayed"

    def __init__(self, number: str, why: Label) -> None:
        self.number, self.why = number, why
        super().__init__(f"{number}: {why.zh}")
