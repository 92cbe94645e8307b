"""What a case rests on as things are: facts with grades, what the rules give, what is awaited."""

from dataclasses import dataclass

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.decisions import Verdict, verdict_of
from yanzhen.apps.cases.facts import Known, about, known_facts, values_of
from yanzhen.apps.cases.items import item_of, pack_of
from yanzhen.apps.cases.tracing import assessed, trace_of
from yanzhen.policy import Assessment, Pack, SubjectRefused, decisions_of_item, facts_of_item
from yanzhen.policy.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Examined:
    """Facts, the assessment with its trace, and what only an office can find.

    `assessment` is None where nothing can be assessed (no subject, a fact that does not fit).
    """

    pack: Pack
    rules: tuple[str, ...]
    facts: tuple[tuple[Fact, Known | None], ...]
    awaited: tuple[tuple[Fact, Known | None], ...]
    assessment: Assessment | None
    verdict: Verdict | None


def examine(actor: Actor, number: str) -> Examined:
    """The case as those see it who have to decide on it."""
    case = access_case(actor, number)
    pack = pack_of(case)
    item = item_of(pack, case.item)
    known: dict[str, Known] = {}
    assessment = None
    if case.subject_id is not None:
        day = timezone.localdate(case.submitted_at)
        found = known_facts(case.subject_id, case.answers, day, case.city)
        known = about(found, pack, case.subject_kind)
        try:
            assessment = assessed(pack, case.subject_kind, values_of(known), day)
        except SubjectRefused:
            assessment = None
    verdict = None
    if assessment is not None and item.rules:
        verdict = verdict_of(trace_of(assessment, item.rules)["outcomes"])
    return Examined(
        pack,
        item.rules,
        tuple((fact, known.get(fact.id)) for fact in facts_of_item(pack, item)),
        tuple((fact, known.get(fact.id)) for fact in decisions_of_item(pack, item)),
        assessment,
        verdict,
    )
