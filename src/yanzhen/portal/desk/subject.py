"""One subject of the registry: her numbers masked, her facts with their grades, her cases.

A whole number is shown once, to whoever says why and has just confirmed who she is; the reading
is written down before anything is shown.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Filters
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import NoSuchEntry, NoSuchSubject, RegistryRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.people import scheme_said
from yanzhen.portal.kit.known import FactLine, Known, line_of
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

MOST_CASES = 50


@never_cache
@require_GET
def subject(request: HttpRequest, subject: int) -> HttpResponse:
    """The subject's page; one that was merged opens as the one it was merged into."""
    return _page(request, subject)


@never_cache
@require_POST
def reveal(request: HttpRequest, subject: int) -> HttpResponse:
    """The page with one number whole."""
    asked = request.POST.get("identifier", "")
    try:
        if not asked.isdecimal():
            raise NoSuchEntry(0)
        found = registry.access_identifier(current(), int(asked))
        if found.subject_id != subject:
            raise NoSuchEntry(int(asked))
        whole = registry.reveal(
            acting=current(), identifier_id=found.pk, reason=request.POST.get("reason", "")
        )
    except NoSuchEntry:
        raise Http404(subject) from None
    except RegistryRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
        return _page(request, subject, reasons=reasons)
    return _page(request, subject, {found.pk: whole})


@never_cache
@require_POST
def unmerge(request: HttpRequest, subject: int) -> HttpResponse:
    """Two after all."""
    asked = request.POST.get("merge", "")
    try:
        registry.unmerge(
            acting=current(), merge_id=int(asked) if asked.isdecimal() else 0,
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except NoSuchEntry:
        raise Http404(subject) from None
    except RegistryRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
        return _page(request, subject, reasons=reasons)
    messages.success(request, say("merge_undone", spoken()))
    return redirect("portal:desk_subject", subject=subject)


def _page(
    request: HttpRequest, key: int, revealed: Mapping[int, str] | None = None,
    reasons: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    actor, language = current(), spoken()
    try:
        found = registry.access_subject(actor, key)
    except NoSuchSubject:
        raise Http404(key) from None
    prefetch_related_objects([found], "identifiers")
    card = registry.card_of(found)
    page = cases.cases(actor, Filters(subject=found.pk), size=MOST_CASES)
    context = {
        "subject": found.pk, "card": card, "kind": say(f"subject_{found.kind}", language),
        "name": card.masked_name, "born": day(card.birth, language) if card.birth else "",
        "numbers": list(_numbers(found, revealed or {}, language)),
        "facts": list(_facts(found, language)), "relations": list(_relations(found.pk, language)),
        "cases": [
            (one.number, one.title.say(language), one.state_label.say(language))
            for one in page.rows
        ],
        "merges": list(_merges(found.pk, language)), "may_merge": actor.holds(Role.TALENT_OFFICE),
        "refusals": reasons or (), "reason": request.POST.get("reason", "") if reasons else "",
    }  # fmt: skip
    return render(request, "portal/desk/subject.html", context, status=400 if reasons else 200)


def _numbers(
    found: Any, revealed: Mapping[int, str], language: Language
) -> Iterator[Mapping[str, Any]]:
    live = (one for one in found.identifiers.all() if one.retired_at is None)
    for one in sorted(live, key=lambda one: one.pk):
        yield {
            "id": one.pk, "label": scheme_said(one.scheme, language), "masked": one.masked,
            "whole": revealed.get(one.pk, ""),
        }  # fmt: skip


def _facts(found: Any, language: Language) -> Iterator[FactLine]:
    terms = registry.facts_of_kind(found.kind)
    shown = registry.facts_shown(current(), found, timezone.localdate())
    for name, one in shown.items():
        if name in terms:
            known = Known(
                name, one.value, str(one.grade), one.source, one.valid_from, one.valid_until
            )
            yield line_of(terms[name], known, language)


def _relations(key: int, language: Language) -> Iterator[Mapping[str, Any]]:
    """Both ways; the other one is a link where she is there for the reader."""
    rows = list(registry.relations_of(current(), key))
    others = {one.other_id if one.subject_id == key else one.subject_id for one in rows}
    cards = registry.cards(current(), others) if others else {}
    for one in rows:
        forward = one.subject_id == key
        other = one.other_id if forward else one.subject_id
        way = "relation" if forward else "relation_back"
        yield {
            "kind": say(f"{way}_{one.kind}", language), "other": other,
            "name": cards[other].masked_name if other in cards else "",
            "waits": one.confirmed_at is None,
            "until": day(one.valid_until, language) if one.valid_until else "",
        }  # fmt: skip


def _merges(key: int, language: Language) -> Iterator[Mapping[str, Any]]:
    for one in registry.merges_of(current(), key):
        yield {
            "id": one.pk, "when": day(timezone.localdate(one.made_at), language),
            "reason": one.reason, "undone": one.undone_because if one.undone_at else "",
            "is_undone": one.undone_at is not None,
        }  # fmt: skip
