"""What the ledger refuses. Nothing was moved.

NoSuchLine     there is no such book, line or movement, or not for her
NotEnough      a stage of a line has less than was asked for
KeyUsed        the key was used for another movement
LedgerRefused  what was asked for cannot be, with a sentence for each reason
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchLine(LookupError):
    """There is no such book, line or movement."""

    code = "no_such_line"


class KeyUsed(ValueError):
    """The key belongs to another movement already."""

    code = "key_used"

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"key of another movement: {key}")


class NotEnough(ValueError):
    """A stage of a line has less than a movement would take out of it, in the book's unit."""

    code = "not_enough"

    def __init__(self, line: str, stage: str, wanted: int, available: int) -> None:
        self.line, self.stage, self.wanted, self.available = line, stage, wanted, available
        super().__init__(f"{line}: {stage} has {available}, {wanted} are wanted")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a stable code, the sentence, the field that it speaks of."""

    code: str
    reason: Label
    field: str = ""


class LedgerRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "ledger_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))
