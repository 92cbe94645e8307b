"""What comes with an action: a reason, an opinion, files, a decision.

Given(reason="材料齐全", decision=Wanted(granted=True)).names    ->  {"reason", "decision"}
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """The decision that an approver wants to take: granted or not, how much, why it departs."""

    granted: bool = True
    amount_fen: int | None = None
    departure: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with an action. Empty fields were not given.

    `supplements` lists what is missing; `materials` are ids of staged files; `unit` is the code
    of an organisation, `person` an account's id; `until` the last day of a publicity period.
    """

    reason: str = ""
    opinion: str = ""
    answer: str = ""
    conclusion: str = ""
    result: str = ""
    supplements: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    decision: Wanted | None = None
    unit: str = ""
    person: int | None = None
    until: date | None = None
    satisfaction: bool | None = None

    @property
    def names(self) -> frozenset[str]:
        """What was given, by the names that lifecycles use under `needs`."""
        return frozenset(self._given())

    def told(self) -> dict[str, object]:
        """The words of it, as the timeline keeps them."""
        spoken = ("reason", "opinion", "answer", "conclusion", "result")
        found: dict[str, object] = {n: v for n in spoken if (v := getattr(self, n).strip())}
        if self.supplements:
            found["supplements"] = list(self.supplements)
        if self.until:
            found["until"] = self.until.isoformat()
        return found

    def _given(self) -> Iterator[str]:
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None and (not isinstance(value, str | tuple) or self._full(value)):
                yield one.name

    @staticmethod
    def _full(value: str | tuple[str, ...]) -> bool:
        return bool(value.strip()) if isinstance(value, str) else any(v.strip() for v in value)
