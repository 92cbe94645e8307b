"""Working a decision out again: the same version, the same facts, the same day, the same hash.

replay("XIANGTAN-2026-000123").same    ->   True
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.cases.errors import NoSuchCase, NotReplayed
from yanzhen.apps.cases.models import Case, Decision
from yanzhen.apps.cases.tracing import assessed, hash_of, trace_of
from yanzhen.apps.policies.service import NotPublished, UnreadablePack, kept_pack
from yanzhen.policy import SubjectRefused
from yanzhen.policy.vocabulary import Label

UNDECIDED = Label("这件还没有作出决定。", "This case has no decision yet.")
NO_PACK = Label("当时的政策版本已不在库中。", "The version of the policy is not kept any more.")
ALTERED = Label("保存的记录与其校验值不符，可能被改动。", "The stored record was altered.")


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision worked out again: the hash that was stored, and the one that came out."""

    number: str
    pack: str
    as_of: date
    stored: str
    again: str
    outcome: str
    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.stored == self.again


def replay(number: str) -> tuple[Replayed, ...]:
    """Every decision of a case, worked out again; run inside `acting`."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise NoSuchCase(number)
    decisions = list(Decision.objects.filter(case=case).order_by("id"))
    if not decisions:
        raise NotReplayed(number, UNDECIDED)
    return tuple(_again(number, one) for one in decisions)


def _again(number: str, decision: Decision) -> Replayed:
    record: dict[str, Any] = decision.record
    again = {**record, "trace": _trace(number, record)}
    differs = tuple(
        f"{key}" for key in ("outcomes", "tier")
        if again["trace"].get(key) != record["trace"].get(key)
    )  # fmt: skip
    if hash_of(record) != decision.hash and not differs:
        raise NotReplayed(number, ALTERED)
    return Replayed(
        number, record["pack"], date.fromisoformat(record["as_of"]), decision.hash,
        hash_of(again), decision.outcome, differs,
    )  # fmt: skip


def _trace(number: str, record: dict[str, Any]) -> dict[str, Any]:
    if not record["rules"]:
        return {}
    try:
        pack = kept_pack(record["city"], record["pack"])
        facts = {one["fact"]: one["value"] for one in record["facts"]}
        assessment = assessed(pack, record["subject"], facts, date.fromisoformat(record["as_of"]))
    except (NotPublished, UnreadablePack):
        raise NotReplayed(number, NO_PACK) from None
    except SubjectRefused as refused:
        said = refused.problems[0]
        raise NotReplayed(number, Label(said.zh, said.en)) from None
    return trace_of(assessment, record["rules"])
