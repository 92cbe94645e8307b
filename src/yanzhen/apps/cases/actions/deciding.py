"""Storing a decision: what the rules give, what is decided, and why where the two differ."""

from typing import Any

from django.utils import timezone

from yanzhen.apps.cases.actions.recording import Happening, Opened
from yanzhen.apps.cases.decisions import Verdict, departure, record_of, verdict_of
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.facts import about, known_facts, snapshot, values_of
from yanzhen.apps.cases.given import Given, Wanted
from yanzhen.apps.cases.models import Decision, Work
from yanzhen.apps.cases.tracing import assessed, hash_of, trace_of
from yanzhen.policy.vocabulary import Label

NO_SUM = Label(
    "这一条款没有定额，请填写核定金额。", "The clause leaves the sum open: enter the sum decided."
)
NEGATIVE = Label("金额不能为负。", "A sum must not be negative.")
ONLY_GRANTED = Label("不予批准时不填金额。", "A sum goes with a grant only.")


def decide(opened: Opened, granted: bool, given: Given, by: Happening) -> Decision:
    """Store the decision; CaseRefused where a sum or a reason is wanting."""
    case = opened.case
    wanted = given.decision or Wanted(granted=granted)
    subject, facts, trace = _looked_at(opened)
    verdict = verdict_of(trace.get("outcomes", ()))
    fen = _sum(verdict, wanted, granted)
    departs = departure(verdict, wanted, granted)
    reason = wanted.departure.strip() or given.reason.strip()
    if departs is not None and not reason:
        raise CaseRefused([Refusal("needs_departure", _explain(departs), "departure")])
    outcome = Decision.Outcome.GRANTED if granted else Decision.Outcome.DECLINED
    record = record_of(
        number=case.number, city=case.city, pack_hash=case.pack_hash, item=case.item,
        rules=opened.item.rules, as_of=timezone.localdate(case.submitted_at), subject=subject,
        facts=facts, trace=trace, reviews=_reviews(opened.works),
        decided={
            "outcome": str(outcome), "amount_fen": fen, "departs": departs is not None,
            "reason": reason, "by": by.actor.account_id, "name": by.actor.name,
            "at": by.now.isoformat(),
        },
    )  # fmt: skip
    return Decision.objects.create(
        case=case, outcome=outcome, amount_fen=fen, departs=departs is not None, reason=reason,
        record=record, hash=hash_of(record), decided_by_id=by.actor.account_id,
        decided_by_name=by.actor.name, decided_at=by.now,
    )  # fmt: skip


def _looked_at(opened: Opened) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    """The kind of subject, her facts with grades, and what the rules give for them."""
    case = opened.case
    if case.subject_id is None:
        return "", [], {}
    kind = case.subject_kind
    day = timezone.localdate(case.submitted_at)
    known = about(known_facts(case.subject_id, case.answers, day, case.city), opened.pack, kind)
    if not opened.item.rules:
        return kind, snapshot(known), {}
    assessment = assessed(opened.pack, kind, values_of(known), day)
    return kind, snapshot(known), trace_of(assessment, opened.item.rules)


def _sum(verdict: Verdict | None, wanted: Wanted, granted: bool) -> int | None:
    fen = wanted.amount_fen
    if fen is not None and not granted:
        raise CaseRefused([Refusal("sum_without_grant", ONLY_GRANTED, "amount_fen")])
    if fen is not None and fen < 0:
        raise CaseRefused([Refusal("negative_sum", NEGATIVE, "amount_fen")])
    if fen is None and granted and verdict is not None:
        if verdict.needs_a_sum:
            raise CaseRefused([Refusal("needs_amount", NO_SUM, "amount_fen")])
        return verdict.total_fen
    return fen


def _explain(departs: Label) -> Label:
    return Label(
        f"{departs.zh}；请写明理由，理由会一并公开给申请人。",
        f"{departs.en} Give the reason; the applicant will be shown it.",
    )


def _reviews(works: list[Work]) -> list[dict[str, Any]]:
    """The opinions that were given, in the order in which they came in."""
    done = sorted((w for w in works if w.done_at is not None), key=lambda w: (w.done_at, w.pk))
    return [
        {"stage": w.stage, "unit": w.unit, "agrees": w.agrees, "opinion": w.opinion,
         "by": w.done_by_id, "name": w.done_by_name, "at": w.done_at.isoformat()}
        for w in done if w.done_at is not None
    ]  # fmt: skip
