"""What the scenarios refuse.

NoSuchScenario      there is none of this id; one that belongs to another browser looks the same
ScenarioRefused     what was asked cannot be done; every reason with its field, in both languages
RunLost             a run that was cancelled, or that another worker has taken up; it stops
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchScenario(LookupError):
    """There is no such scenario."""

    code = "no_such_scenario"


@dataclass(frozen=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    field: str
    reason: Label


class ScenarioRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "scenario_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(f"{one.field}: {one.reason.zh}" for one in self.refusals))


class RunLost(Exception):
    """This run is nobody's any more; what it found is not kept."""

    code = "run_lost"
