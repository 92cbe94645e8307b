"""What the accounts refuse.

NoSuchAssignment     there is none of this id; one that is not hers to see looks the same
AssignmentRefused    nothing was changed, and every reason with its field
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchAssignment(LookupError):
    """There is no such assignment."""

    code = "no_such_assignment"


@dataclass(frozen=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    field: str
    reason: Label


class AssignmentRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "assignment_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(f"{one.field}: {one.reason.zh}" for one in self.refusals))
