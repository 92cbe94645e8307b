"""What the rules of an item give a subject, as data that stays the same for ever.

No sentence is in it: words may be improved later, and an old decision has to come out again byte
for byte. Conditions stand as the pack's own text, which its content hash names.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from yanzhen.policy import Assessment, Outcome, Pack, assess
from yanzhen.policy.answer import TRUTH, plain, tier_data
from yanzhen.policy.outcome import Sums

ELIGIBLE, INELIGIBLE, UNKNOWN, PENDING = (
    "eligible", "ineligible", "unknown", "pending_interpretation",
)  # fmt: skip


def assessed(pack: Pack, subject: str, facts: Mapping[str, Any], as_of: date) -> Assessment:
    """The subject through the pack; SubjectRefused where a fact does not fit."""
    return assess(pack, {"subject": subject, "facts": dict(facts)}, as_of)


def trace_of(assessment: Assessment, rules: Iterable[str]) -> dict[str, Any]:
    """What came out for some rules, and by which conditions."""
    wanted = set(rules)
    return {
        "outcomes": [_outcome(one) for one in assessment.outcomes if one.rule.id in wanted],
        "tier": tier_data(assessment.tier),
    }


def canonical(data: Any) -> bytes:
    """The one spelling of some data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(data: Any) -> str:
    return sha256(canonical(data)).hexdigest()


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "clause": one.rule.clause,
        "status": one.status,
        "nature": one.rule.nature,
        **_sums(one.sums),
        "missing": list(one.missing),
        "because": [
            {
                "condition": step.condition.text,
                "truth": TRUTH[step.truth],
                "facts": plain(step.facts),
            }
            for step in one.because
        ],
        "readings": [
            {"choices": dict(way.choices), "status": way.status, **_sums(way.sums)}
            for way in one.readings
        ],
    }  # fmt: skip


def _sums(found: Sums) -> dict[str, Any]:
    return {
        "per_period_fen": found.per_period, "periods": found.periods, "total_fen": found.total,
        "min_fen": found.low, "max_fen": found.high,
    }  # fmt: skip
