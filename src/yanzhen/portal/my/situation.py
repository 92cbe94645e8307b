"""What is known of oneself: each fact with its source, consents, relations; one's rights to it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import (
    Purpose,
    RegistryRefused,
    RequestKind,
    Scheme,
    SubjectKind,
)
from yanzhen.policy.vocabulary import Fact, Language
from yanzhen.portal.kit.known import FactLine, Known, line_of
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def situation(request: HttpRequest) -> HttpResponse:
    """My situation; a form changes consents and relations, or asks for deletion."""
    own = registry.own_subject(current())
    if request.method == "POST" and own is not None:
        try:
            _change(request, own.pk)
        except RegistryRefused as refused:
            reasons = [one.reason.say(spoken()) for one in refused.refusals]
            return _page(request, own.pk, reasons)
        messages.success(request, say("situation_changed", spoken()))
        return redirect("portal:situation")
    return _page(request, own.pk if own else None)


@never_cache
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """All that is kept of her, as a file."""
    own = registry.own_subject(current())
    if own is None:
        raise Http404
    kept = registry.copy_of(acting=current(), subject_id=own.pk)
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    response = HttpResponse(text.encode(), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


def _change(request: HttpRequest, own: int) -> None:
    action, _, argument = request.POST.get("action", "").partition(":")
    match action:
        case "agree":
            how = say("consent_how", "zh")
            registry.give_consent(acting=current(), subject_id=own, purpose=argument, how=how)
        case "take_back":
            registry.withdraw_consent(acting=current(), subject_id=own, purpose=argument)
        case "confirm" if argument.isdecimal():
            registry.confirm_relation(acting=current(), relation_id=int(argument))
        case "deny" if argument.isdecimal():
            registry.reject_relation(acting=current(), relation_id=int(argument))
        case "erase":
            registry.ask(acting=current(), subject_id=own, kind=RequestKind.ERASE)


def _page(request: HttpRequest, own: int | None, reasons: list[str] | None = None) -> HttpResponse:
    context: dict[str, Any] = {"refusals": reasons or (), "known": own is not None}
    if own is not None:
        context |= _known(own, spoken())
    return render(request, "portal/my/situation.html", context, status=400 if reasons else 200)


def _known(own: int, language: Language) -> Mapping[str, Any]:
    actor = current()
    card = registry.cards(actor, [own])[own]
    facts = registry.facts_of(own, timezone.localdate())
    terms = registry.facts_of_kind(SubjectKind.PERSON)
    agreed = registry.purposes_agreed(own)
    return {
        "name": card.name,
        "numbers": [(_scheme(Scheme(scheme), language), masked) for scheme, masked in card.numbers],
        "facts": tuple(_lines(terms, facts, language)),
        "consents": [
            {"id": one.value, "label": say(f"consent_{one.value}", language),
             "given": one.value in agreed}
            for one in Purpose
        ],
        "relations": tuple(_relations(language)),
    }  # fmt: skip


def _lines(
    terms: Mapping[str, Fact], facts: Mapping[str, registry.Known], language: Language
) -> Iterator[FactLine]:
    for name, one in facts.items():
        if name in terms:
            known = Known(name, one.value, str(one.grade), one.source, until=one.valid_until)
            yield line_of(terms[name], known, language)


def _relations(language: Language) -> Iterator[Mapping[str, Any]]:
    """Whom she works for or belongs to, and what she still has to confirm."""
    for one in registry.own_relations(current()):
        yield {
            "id": one.id, "kind": say(f"relation_{one.kind}", language),
            "other": one.other_name, "waits": one.waits,
        }  # fmt: skip


def _scheme(scheme: Scheme, language: Language) -> str:
    return scheme.label_zh if language == "zh" else scheme.label_en
