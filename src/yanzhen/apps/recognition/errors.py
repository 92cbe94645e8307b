"""What recognition refuses.

NoSuchRecognition     there is none; one that is not there for the actor looks the same
RecognitionRefused    what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchRecognition(LookupError):
    """There is no recognition, proceeding, proposal or run of this name."""

    code = "no_such_recognition"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class RecognitionRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "recognition_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))
