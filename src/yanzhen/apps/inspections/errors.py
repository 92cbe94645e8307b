"""What goes wrong with inspections, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchSample(Exception):
    """No such sample, or none that is there for whoever asks."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason; `field` is the input that it speaks of."""

    code: str
    reason: Label
    field: str = ""


class InspectionRefused(Exception):
    """Nothing was done, for these reasons."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("；".join(one.reason.zh for one in self.refusals))
