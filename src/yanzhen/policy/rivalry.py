"""Rules that a person may or may not enjoy together, where the document does not say.

Such a group hangs on a reading ("the highest only" or "each"). While the reading is open, the
rule worth most among those that are met stays as it is, and the lesser ones are pending: met
under one reading, nothing under the other. A rule that is still unknown contests nobody: a
review that was not held takes nothing away.

    Rivalry(pack).lesser({"a": sums, "b": sums})  ->  {"b": {"stacking": "highest_only"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.outcome import NO_SUMS, ReadAs, Sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.pack import Pack


def worth(found: Sums) -> int:
    """What an outcome counts for among its rivals: its settled sum, or what it may be at most."""
    return found.total if found.total is not None else found.high or 0


class Rivalry:
    """The groups of a pack whose joint enjoyment is left open."""

    def __init__(self, pack: Pack) -> None:
        self.options = {one.id: tuple(one.options) for one in pack.readings.values()}
        self.groups = tuple(
            (group.rules, *group.under)
            for group in pack.exclusive
            if group.under is not None and group.stands(pack.readings) is None
        )

    def lesser(self, met: Mapping[str, Sums]) -> dict[str, tuple[str, str]]:
        """The rules that count under one reading only, each with the reading that drops it."""
        found: dict[str, tuple[str, str]] = {}
        for rules, reading, option in self.groups:
            rivals = [rule for rule in rules if rule in met]
            best = max(rivals, key=lambda rule: worth(met[rule]), default=None)
            found.update((rule, (reading, option)) for rule in rivals if rule != best)
        return found

    def read(self, dropped: tuple[str, str], found: Sums) -> tuple[ReadAs, ...]:
        """The outcome of a lesser rule under each option of the reading."""
        reading, dropping = dropped
        return tuple(
            ReadAs({reading: option}, "ineligible", NO_SUMS)
            if option == dropping
            else ReadAs({reading: option}, "eligible", found)
            for option in self.options[reading]
        )
