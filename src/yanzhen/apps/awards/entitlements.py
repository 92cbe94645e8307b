"""What a decision in effect entitles to, rule by rule, before anything is cut.

entitlements(granted, pack)    ->  (Entitlement("art-19-rent", computed_fen=108_000_00, ...),)

It is read off the decision's own record: the outcomes as they were decided on. Claims over several
records (the people an agency brought in) are worked out again from the record's facts, by the
version of the pack that the record names.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from yanzhen.apps.awards.apportioning import apportion
from yanzhen.apps.cases.service import Granted
from yanzhen.policy import Assessment, Pack, assess
from yanzhen.policy.pack import MONTHS, WITHOUT_SUM, Rule
from yanzhen.policy.subject import admit

ELIGIBLE = "eligible"
OWN = "own"
INDUSTRIES = ("industry_of_work", "key_industry_employer", "priority_industry_employer")
"""Facts that say in which industry somebody works: the one that says most first."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim: a sum before caps, the group that a cap counts it in, the record it rests on."""

    fen: int
    group: Any = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one rule gives by one decision.

    `stated_fen` is what the applicant said was received before; the sum is without that offset.
    `starts_on` is None where the start is not known, `settled` says whether sums and dates are.
    """

    rule: Rule
    claims: tuple[Claimed, ...]
    most_fen: int | None
    stated_fen: int
    starts_on: date | None
    every_months: int
    periods: int
    each_fen: int
    settled: bool
    tier: str
    industry: str

    @property
    def computed_fen(self) -> int:
        return sum(one.fen for one in self.claims)


def entitlements(granted: Granted, pack: Pack) -> tuple[Entitlement, ...]:
    """One for each rule that the decision grants; rules that others pay for are left out."""
    record = granted.record
    outcomes = {one["rule"]: one for one in record["trace"].get("outcomes", ())}
    rules = [pack.rules[name] for name in record["rules"] if name in pack.rules]
    rules = [rule for rule in rules if rule.payer != OWN]
    met = [rule for rule in rules if outcomes[rule.id]["status"] == ELIGIBLE]
    chosen = met or rules[:1]  # granted though no rule is met: the decision says why
    facts = _values(record)
    shares = apportion(granted.amount_fen, [_limits(outcomes[rule.id]) for rule in chosen])
    return tuple(
        _entitlement(rule, outcomes[rule.id], share, granted, pack, facts)
        for rule, share in zip(chosen, shares, strict=True)
    )


def _values(record: Mapping[str, Any]) -> dict[str, Any]:
    return {one["fact"]: one["value"] for one in record["facts"]}


def _limits(outcome: Mapping[str, Any]) -> tuple[int, int | None]:
    total = outcome["total_fen"]
    if total is not None:
        return total, total
    return 0, outcome["max_fen"]


def _entitlement(
    rule: Rule, outcome: Mapping[str, Any], decided: int, granted: Granted, pack: Pack,
    facts: Mapping[str, Any],
) -> Entitlement:  # fmt: skip
    taken = admit({"subject": granted.subject_kind, "facts": facts}, pack.vocabulary).facts
    stated = int(taken.get(rule.less) or 0) if rule.less else 0
    follows = outcome["total_fen"] == decided
    claims = _claims(rule, outcome, decided, stated, follows, granted, pack, facts)
    total = sum(one.fen for one in claims)
    periods = outcome["periods"] or 1
    each = outcome["per_period_fen"] if rule.every != "once" else None
    steady = follows and each is not None and each * periods == total
    start = taken.get(rule.starts) if rule.starts else None
    single = rule.every == "once" and rule.within_years is None and rule.nature != "ceiling"
    tier = granted.record["trace"].get("tier") or {}
    return Entitlement(
        rule=rule, claims=claims,
        most_fen=outcome["max_fen"] if outcome["total_fen"] is None else None,
        stated_fen=stated,
        starts_on=granted.effective_on if single else start,
        every_months=MONTHS[rule.every], periods=periods if steady else 1,
        each_fen=each if steady and each is not None else total,
        settled=rule.nature not in WITHOUT_SUM and (single or (steady and start is not None)),
        tier=tier.get("value") or "", industry=industry_of(facts),
    )  # fmt: skip


def industry_of(facts: Mapping[str, Any]) -> str:
    """The first fact about the industry with its value; empty where the decision had none.

    >>> industry_of({"priority_industry_employer": True, "degree": "master"})
    'priority_industry_employer=true'
    """
    for name in INDUSTRIES:
        value = facts.get(name)
        if value is not None:
            return f"{name}={str(value).lower()}"
    return ""


def _claims(
    rule: Rule, outcome: Mapping[str, Any], decided: int, stated: int, follows: bool,
    granted: Granted, pack: Pack, facts: Mapping[str, Any],
) -> tuple[Claimed, ...]:  # fmt: skip
    """The sums before caps and offsets; a sum that departs from the rules is one claim."""
    if rule.nature in WITHOUT_SUM:
        return (Claimed(0),)
    by_record = rule.for_each is not None and follows
    if by_record and (found := tuple(_claims_of_records(rule, granted, pack, facts))):
        return found
    if follows and stated and outcome["per_period_fen"] is not None:
        return (Claimed(outcome["per_period_fen"] * (outcome["periods"] or 1)),)
    return (Claimed(decided + stated if stated and decided else decided),)


def _claims_of_records(
    rule: Rule, granted: Granted, pack: Pack, facts: Mapping[str, Any]
) -> Iterator[Claimed]:
    assert rule.for_each is not None
    records = facts[rule.for_each.records]
    found = _assessed(granted, pack, facts).outcome(rule.id)
    for claim, record in zip(found.claims, records, strict=True):
        if claim.truth is True and claim.fen is not None:
            named = "name" in record
            yield Claimed(claim.fen, claim.group, _mark(rule, record) if named else "")


def _assessed(granted: Granted, pack: Pack, facts: Mapping[str, Any]) -> Assessment:
    day = date.fromisoformat(granted.record["as_of"])
    return assess(pack, {"subject": granted.subject_kind, "facts": dict(facts)}, day)


def _canonical(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, default=str).encode()


def _mark(rule: Rule, record: Mapping[str, Any]) -> str:
    """The record without giving anything away: the same record, the same mark."""
    return f"{rule.id}:{sha256(_canonical(record)).hexdigest()[:32]}"
