"""A case as its department sees it: facts, evidence and rule side by side, and what can be done.

A decision is posted to an address of its own, which asks again who she is.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import (
    CaseRefused,
    CaseShown,
    ClockShown,
    DecisionShown,
    NoSuchCase,
    WorkShown,
)
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.actions import Unreadable, Verb, given, verbs
from yanzhen.portal.casefile.course import course, moment_said, turn_of
from yanzhen.portal.casefile.due import due_of_clock
from yanzhen.portal.casefile.facts import fact_lines, known, traces
from yanzhen.portal.casefile.papers import slots_of_case
from yanzhen.portal.desk.colleagues import units_of
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

DECISIONS = frozenset(
    {"approve", "reject", "record_decision", "record_refusal", "uphold", "dismiss"}
)
"""What is decided for good: posted where a confirmation is asked for."""
SELF_SERVICE = frozenset({"supplement"})
"""What a clerk may do for an applicant needs her papers: done on the applicant's page."""


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case, and what can be done with it now."""
    return _page(request, _seen(number))


@never_cache
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """An action that decides nothing for good."""
    if request.POST.get("action", "") in DECISIONS:
        raise Http404(number)
    return _act(request, number)


@never_cache
@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """A decision."""
    if request.POST.get("action", "") not in DECISIONS:
        raise Http404(number)
    return _act(request, number)


@never_cache
@require_POST
def objector(request: HttpRequest, number: str) -> HttpResponse:
    """Who objected and how she is reached: shown once, after the reading was written down."""
    shown = _seen(number)
    try:
        found = cases.objector(current(), number, request.POST.get("reason", ""))
    except NoSuchCase:
        raise Http404(number) from None
    except CaseRefused as refused:
        return _page(request, shown, [one.reason.say(spoken()) for one in refused.refusals])
    return _page(request, shown, objected=found)


def _act(request: HttpRequest, number: str) -> HttpResponse:
    action = request.POST.get("action", "")
    try:
        cases.act(current(), number, action, given(request.POST, action))
    except NoSuchCase:
        raise Http404(number) from None
    except CaseRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
    except Unreadable as unreadable:
        reasons = [one.say(spoken()) for one in unreadable.reasons.values()]
    else:
        messages.success(request, say("case_acted", spoken()))
        return _after(number)
    return _page(request, _seen(number), reasons)


def _after(number: str) -> HttpResponse:
    """Back to the case, or to the queue when it went out of her reach."""
    try:
        cases.one(current(), number)
    except NoSuchCase:
        return redirect("portal:desk")
    return redirect("portal:desk_case", number=number)


def _seen(number: str) -> CaseShown:
    try:
        return cases.one(current(), number)
    except NoSuchCase:
        raise Http404(number) from None


def _page(
    request: HttpRequest, shown: CaseShown, reasons: list[str] | None = None,
    objected: tuple[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    language, pack = spoken(), kept_pack(shown.city, shown.pack_hash)
    facts = known(shown, current())
    ruled = traces(shown, pack, _kind(shown, pack), facts, language)
    doing = _doing(shown, language)
    jump = ("#doing", say("case_actions", language)) if doing["verbs"] else ("", "")
    context = {
        "case": shown, "title": shown.row.title.say(language),
        "place": shown.row.place.say(language), "state": shown.row.state_label.say(language),
        "turn": turn_of(shown, language, *jump), "timeline": course(shown, pack, language),
        "facts": fact_lines(shown, pack, facts, language), "rules": ruled,
        "slots": slots_of_case(shown, pack, _file, language),
        "decisions": [_decision(one, language) for one in shown.decisions],
        "clocks": [_clock(one, language) for one in shown.clocks],
        "works": [_work(one, language) for one in shown.works],
        **doing, "refusals": reasons or (),
        "posted": request.POST if reasons else {}, "objected": objected,
        "is_objection": shown.against is not None,
    }  # fmt: skip
    return render(request, "portal/desk/case.html", context, status=400 if reasons else 200)


def _kind(shown: CaseShown, pack: Pack) -> str:
    """Whom the item's rules speak of."""
    item = pack.services.get(shown.row.item)
    rules = item.rules if item else ()
    return pack.rules[rules[0]].subject if rules else "person"


def _file(material: str) -> str:
    return reverse("portal:file", args=[material])


def _doing(shown: CaseShown, language: Language) -> Mapping[str, Any]:
    """The actions as forms, with what the inputs of some of them offer."""
    possible = [one for one in verbs(shown.actions, language) if one.id not in SELF_SERVICE]
    wanted = {need for one in possible for need in one.asks}
    return {
        "verbs": [(one, _address(one, shown), one.id in DECISIONS) for one in possible],
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
