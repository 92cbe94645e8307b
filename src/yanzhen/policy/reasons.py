"""Why an outcome was refused, as a number: the first condition that failed.

The columnar reading counts reasons by the million, so a reason is a small number: a condition's
place in the rule, from 0, or one of the codes below.

    reason(outcome, as_of)   ->  2, the rule's third condition
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from datetime import date

    from yanzhen.policy.outcome import Outcome

NOT_REFUSED = -1
NOT_IN_FORCE = -2
NO_CLAIM = -3
"""Every condition may hold, but no record is a claim under the rule."""
BY_READINGS = -4
"""Under every reading of the open clauses some condition fails, not always the same one."""


def reason(outcome: Outcome, as_of: date) -> int:
    """The number of the first failed condition, or why none is named."""
    if outcome.status != "ineligible":
        return NOT_REFUSED
    if not in_force(outcome.rule, as_of):
        return NOT_IN_FORCE
    for number, step in enumerate(outcome.because):
        if step.truth is False:
            return number
    return NO_CLAIM if outcome.rule.for_each else BY_READINGS
