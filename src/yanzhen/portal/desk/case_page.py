"""A case as its department sees it: facts, evidence and rule side by side, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards.service import of_case
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseShown, ClockShown, DecisionShown, NoSuchCase, WorkShown
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.actions import Verb, verbs
from yanzhen.portal.casefile.course import course, moment_said, turn_of
from yanzhen.portal.casefile.due import due_of_clock
from yanzhen.portal.casefile.facts import changed_since, fact_lines, known, traces
from yanzhen.portal.casefile.findings import NOTHING, findings
from yanzhen.portal.casefile.papers import slots_of_case
from yanzhen.portal.casefile.purse import Link, links_of
from yanzhen.portal.casefile.standing import standing_of_case
from yanzhen.portal.casefile.supplements import SUPPLEMENT, open_supplement
from yanzhen.portal.desk.colleagues import units_of
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

DECISIONS = frozenset(
    {"approve", "reject", "record_decision", "record_refusal", "uphold", "dismiss"}
)
"""What is decided for good: posted where a confirmation is asked for."""


@dataclass(frozen=True)
class Extra:
    """What a page says beside the case: why nothing was done, or what was uncovered."""

    reasons: Sequence[str] = ()
    objected: tuple[str, str] | None = None
    name: str = ""


PLAIN = Extra()


def seen(number: str) -> CaseShown:
    """The case, as far as it is there for whoever acts."""
    try:
        return cases.one(current(), number)
    except NoSuchCase:
        raise Http404(number) from None


def page(request: HttpRequest, shown: CaseShown, extra: Extra = PLAIN) -> HttpResponse:
    """The page; where something was refused, with what was entered."""
    language, pack = spoken(), kept_pack(shown.city, shown.pack_hash)
    facts, doing = known(shown, current()), _doing(shown, language)
    can = doing["verbs"] or doing["asked"]
    jump = ("#doing", say("case_actions", language)) if can else ("", "")
    context = {
        "case": shown, "title": shown.row.title.say(language),
        "place": shown.row.place.say(language), "state": shown.row.state_label.say(language),
        "turn": turn_of(shown, language, *jump), "timeline": course(shown, pack, language),
        **_evidence(shown, pack, facts, request, extra, language),
        "decisions": [_decision(one, language) for one in shown.decisions],
        "awards": awards_of(shown, language),
        "clocks": [_clock(one, language) for one in shown.clocks],
        "works": [_work(one, language) for one in shown.works],
        **doing, **_named(shown, extra), "refusals": extra.reasons,
        "posted": request.POST if extra.reasons else {}, "objected": extra.objected,
        "is_objection": shown.against is not None,
    }  # fmt: skip
    status = 400 if extra.reasons else 200
    return render(request, "portal/desk/case.html", context, status=status)


def _evidence(
    shown: CaseShown, pack: Pack, facts: Mapping[str, Any], request: HttpRequest, extra: Extra,
    language: Language,
) -> Mapping[str, Any]:  # fmt: skip
    """The three columns, with what only an office can find."""
    tried = request.POST if extra.reasons else NOTHING
    return {
        "facts": fact_lines(shown, pack, facts, language),
        "changed": changed_since(shown, pack, facts, current(), language),
        "findings": findings(shown, pack, facts, language, tried),
        "finders": shown.waits_on.say(language) if shown.row.is_open else "",
        "rules": traces(shown, pack, _kind(shown, pack), facts, language),
        "slots": slots_of_case(shown, pack, _file, language),
        "standing": standing_of_case(shown, pack, facts, language),
    }


def awards_of(shown: CaseShown, language: Language) -> Sequence[Link]:
    """What it became; nothing is looked up while nothing was granted."""
    granted = any(one.outcome == "granted" for one in shown.decisions)
    rows = of_case(current(), shown.row.number) if granted else ()
    return links_of(rows, language, staff=True)


def _named(shown: CaseShown, extra: Extra) -> Mapping[str, Any]:
    """The name: whole for those who work on the case, masked for others until they say why."""
    masked = not shown.handles and not extra.name
    return {
        "name": shown.row.masked_name if masked else shown.row.subject_name,
        "is_masked": masked and shown.row.masked_name != shown.row.subject_name,
        "is_uncovered": bool(extra.name),
    }


def _kind(shown: CaseShown, pack: Pack) -> str:
    """Whom the item's rules speak of."""
    item = pack.services.get(shown.row.item)
    rules = item.rules if item else ()
    return pack.rules[rules[0]].subject if rules else "person"


def _file(material: str) -> str:
    return reverse("portal:file", args=[material])


def _doing(shown: CaseShown, language: Language) -> Mapping[str, Any]:
    """The actions as forms, with what the inputs of some of them offer."""
    possible = [one for one in verbs(shown.actions, language) if one.id != SUPPLEMENT]
    wanted = {need for one in possible for need in one.asks}
    return {
        "verbs": [(one, _address(one, shown), one.id in DECISIONS) for one in possible],
        "asked": open_supplement(shown, language),
        "units": units_of(shown.city, language) if "unit" in wanted else [],
        "colleagues": _colleagues(shown) if "person" in wanted else [],
    }


def _colleagues(shown: CaseShown) -> list[tuple[int, str]]:
    return [(one.account_id, one.name) for one in cases.colleagues(current(), shown)]


def _address(verb: Verb, shown: CaseShown) -> str:
    name = "desk_decide" if verb.id in DECISIONS else "desk_act"
    return reverse(f"portal:{name}", args=[shown.row.number])


def _decision(one: DecisionShown, language: Language) -> Mapping[str, str]:
    granted = one.outcome == "granted"
    return {
        "tone": "good" if granted else "bad",
        "outcome": say("decision_granted" if granted else "decision_declined", language),
        "sum": money(one.amount_fen, language) if one.amount_fen is not None else "",
        "reason": one.reason, "departs": say("decision_departs", language) if one.departs else "",
        "when": moment_said(one.decided_at, language), "by": one.decided_by, "hash": one.hash[:16],
    }  # fmt: skip


def _clock(one: ClockShown, language: Language) -> Mapping[str, Any]:
    return {
        "label": say(f"clock_{one.kind}", language),
        "said": say("clock_used", language, used=one.used, days=one.days),
        "badge": due_badge(due_of_clock(one), language), "used": one.used, "days": one.days,
    }  # fmt: skip


def _work(one: WorkShown, language: Language) -> Mapping[str, Any]:
    """What a department has said, or that it has not yet."""
    if one.agrees is not None:
        outcome, tone = ("work_agrees", "good") if one.agrees else ("work_disagrees", "bad")
    else:
        outcome, tone = (f"work_{'open' if one.state == 'open' else 'finished'}", "lake")
    return {
        "department": one.department.say(language), "outcome": say(outcome, language),
        "tone": tone, "opinion": one.opinion, "by": one.done_by or one.assignee,
        "when": moment_said(one.done_at, language) if one.done_at else "",
    }  # fmt: skip
