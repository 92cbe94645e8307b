"""What is known of a subject when her case is looked at: the registry's facts and the form's.

An answer in the form counts as declared (grade D). Where the registry holds something better
(issued, or verified at a window) that one counts, and the form does not ask for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack

DECLARED = "D"
BETTER = frozenset({"A", "B"})
FORM = "form"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it is known: its value in the vocabulary's plain form, how sure, from where."""

    value: Any
    grade: str
    source: str

    @property
    def is_settled(self) -> bool:
        """Whether the form need not ask."""
        return self.grade in BETTER


def known_facts(
    subject_id: int, answers: Mapping[str, Any], on: date, city: str
) -> dict[str, Known]:
    """All that is known of a subject on a day in a city, with what the form says."""
    kept = registry.facts_of(subject_id, on, city)
    known = {name: Known(one.value, str(one.grade), one.source) for name, one in kept.items()}
    for name, value in answers.items():
        if value is not None and not (name in known and known[name].is_settled):
            known[name] = Known(value, DECLARED, FORM)
    return dict(sorted(known.items()))


def values_of(known: Mapping[str, Known]) -> dict[str, Any]:
    return {name: one.value for name, one in known.items()}


def about(known: Mapping[str, Known], pack: Pack, kind: str) -> dict[str, Known]:
    """Those that the pack can take: facts of its vocabulary, about this kind of subject.

    What an assessment, a review or a meeting has to find nobody can declare about herself.
    """
    askable = pack.vocabulary.facts_of(kind)
    return {
        name: one
        for name, one in known.items()
        if name in askable and not (askable[name].is_decision and one.source == FORM)
    }


def snapshot(known: Mapping[str, Known]) -> list[dict[str, Any]]:
    """The facts with their grades, for a decision's record."""
    return [
        {"fact": name, "value": one.value, "grade": one.grade, "source": one.source}
        for name, one in sorted(known.items())
    ]
