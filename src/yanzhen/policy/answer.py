"""An assessment as plain data for JSON: the outcome of every rule, the tier, the totals.

as_json(assessment)             plain data, the same for the same question
canonical(assessment)           its bytes; `fingerprint` is their SHA-256
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from yanzhen.policy.explain import explainer_for

if TYPE_CHECKING:
    from yanzhen.policy.explain import Explainer
    from yanzhen.policy.outcome import (
        Assessment,
        Change,
        Instalment,
        Outcome,
        ReadAs,
        Step,
        Sums,
        TierOutcome,
    )
    from yanzhen.policy.vocabulary import Language

PLAIN = frozenset({str, bool, int})


def plain(value: Any) -> Any:
    """A fact's value for JSON: sums in yuan text, ratios and dates as text, sets in order."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def as_json(assessment: Assessment, language: Language = "zh") -> dict[str, Any]:
    """The assessment as plain data; money is in fen."""
    explainer = explainer_for(language, assessment.pack)
    totals = assessment.totals
    return {
        "city": assessment.pack.city,
        "as_of": assessment.as_of.isoformat(),
        "pack": assessment.pack.content_hash,
        "subject": assessment.subject.kind,
        "tier": tier_data(assessment.tier),
        "outcomes": [_outcome(one, explainer) for one in assessment.outcomes],
        "totals": {
            "sure_fen": totals.sure, "up_to_fen": totals.up_to, "loan_fen": totals.loan,
        },
        "ask": list(assessment.ask),
    }  # fmt: skip


def canonical(assessment: Assessment, language: Language = "zh") -> bytes:
    """The assessment's JSON bytes: same pack, facts and date give the same bytes."""
    data = as_json(assessment, language)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(assessment: Assessment) -> str:
    """SHA-256 of the canonical bytes."""
    return sha256(canonical(assessment)).hexdigest()


def tier_data(tier: TierOutcome | None) -> dict[str, Any] | None:
    """The tier, the items that carry it, and what is still open."""
    if tier is None:
        return None
    return {
        "value": tier.value,
        "possible": list(tier.possible),
        "items": list(tier.items),
        "undecided_items": list(tier.open_items),
        "recognised": tier.recognised,
        "missing": list(tier.missing),
        "readings": {name: list(tiers) for name, tiers in tier.readings.items()},
    }


def _outcome(outcome: Outcome, explainer: Explainer) -> dict[str, Any]:
    rule, found, language = outcome.rule, outcome.sums, explainer.language
    return {
        "rule": rule.id,
        "clause": explainer.pack.clause_label(rule.clause).say(language),
        "title": rule.title.say(language),
        "beneficiary": rule.beneficiary,
        "status": outcome.status,
        "nature": rule.nature,
        "every": rule.every,
        **_sums(found),
        "within_years": rule.within_years,
        "schedule": [_instalment(one) for one in outcome.schedule],
        "missing": list(outcome.missing),
        "because": [_step(step, explainer) for step in outcome.because],
        "readings": [reading_data(one, explainer) for one in outcome.readings],
        "near_miss": [change_data(change, explainer) for change in outcome.near_miss],
        "in_kind": rule.in_kind.say(language) if rule.in_kind else None,
        "exclusive_with": list(outcome.exclusive_with),
        "claims": [
            {"n": one.number + 1, "group": plain(one.group), "fen": one.fen,
             "counted_fen": one.counted_fen}
            for one in outcome.claims
        ],
        "payer": rule.payer,
    }  # fmt: skip


def _sums(found: Sums) -> dict[str, Any]:
    return {
        "per_period_fen": found.per_period,
        "periods": found.periods,
        "periods_up_to": found.up_to,
        "total_fen": found.total,
        "min_fen": found.low,
        "max_fen": found.high,
    }


def _instalment(one: Instalment) -> dict[str, Any]:
    return {
        "n": one.number,
        "from": one.start.isoformat() if one.start else None,
        "until": one.until.isoformat() if one.until else None,
        "fen": one.fen,
        "at_most_fen": one.at_most_fen,
    }


TRUTH = {True: "true", False: "false", None: "unknown"}


def _step(step: Step, explainer: Explainer) -> dict[str, Any]:
    return {
        "condition": explainer.condition(step.condition),
        "truth": TRUTH[step.truth],
        "facts": {name: plain(step.known[name]) for name in step.names if name in step.known},
    }


def reading_data(one: ReadAs, explainer: Explainer) -> dict[str, Any]:
    """The outcome under one way of reading."""
    return {
        "choices": dict(one.choices),
        "reads": explainer.reads(one),
        "status": one.status,
        **_sums(one.sums),
    }


def change_data(change: Change, explainer: Explainer) -> dict[str, Any]:
    """One change that would help, with its sentence."""
    return {
        "fact": change.fact,
        "given": plain(change.given),
        "relation": change.relation,
        "needed": plain(change.needed),
        "say": explainer.change(change),
    }
