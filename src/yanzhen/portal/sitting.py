"""One visitor's situation under one city's policy, as far as her answers tell it.

sitting = sit(pack, answers, as_of)
sitting.assessment.totals.sure
sitting.supposing("works_full_time", True)   which facts would still matter then
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yanzhen.policy import Assessment, Pack, admit, engine_for
from yanzhen.policy.vocabulary import Fact, Label
from yanzhen.portal.answers import Answers
from yanzhen.portal.entries import taken


@dataclass(frozen=True)
class Sitting:
    """Answers, what they were taken for, and what follows from them."""

    pack: Pack
    answers: Answers
    facts: Mapping[str, Any]
    errors: Mapping[str, Label]
    assessment: Assessment
    _supposed: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def fact(self, name: str) -> Fact:
        return self.pack.vocabulary.facts[name]

    def supposing(self, name: str, value: Any) -> frozenset[str]:
        """The gaps that would be left if a fact had this value."""
        key = (name, repr(value))
        if key not in self._supposed:
            gaps = self._ask({**self.facts, name: value})
            self._supposed[key] = frozenset(gaps)
        return self._supposed[key]

    def _ask(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        raw = {"subject": self.answers.who, "facts": facts}
        subject = admit(raw, self.pack.vocabulary)
        engine = engine_for(self.pack)
        return engine.assess(subject, self.assessment.as_of, near_misses=False).ask


def sit(pack: Pack, answers: Answers, as_of: date) -> Sitting:
    """The answers assessed; what could not be taken in is left out and named in `errors`."""
    found = taken(answers, pack.vocabulary)
    raw = {"subject": answers.who, "facts": found.facts}
    assessment = engine_for(pack).assess(admit(raw, pack.vocabulary), as_of)
    return Sitting(pack, answers, found.facts, found.errors, assessment)


def head(gap: str) -> str:
    """The fact that a gap belongs to: `honours` for `honours.rank`."""
    return gap.partition(".")[0].partition("[")[0]
