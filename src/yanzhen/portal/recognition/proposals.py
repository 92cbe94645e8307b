"""What is to be looked into: the facts, a new catalogue or a new case say another tier."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import NoSuchRecognition, ProposalShown, RecognitionRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.recognition.lines import title_of
from yanzhen.portal.recognition.typed import errors_of, text
from yanzhen.portal.words import say


@never_cache
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Those of her places that nobody has settled."""
    return _page(request, {})


@never_cache
@require_POST
def dismiss(request: HttpRequest, proposal: int) -> HttpResponse:
    """It was looked into, and nothing changes."""
    try:
        service.dismiss(current(), proposal, text(request.POST, "reason"))
    except NoSuchRecognition:
        raise Http404(str(proposal)) from None
    except RecognitionRefused as refused:
        return _page(request, errors_of(refused, spoken()))
    messages.success(request, say("recog_done_dismiss", spoken()))
    return redirect("portal:desk_proposals")


def _page(request: HttpRequest, errors: Mapping[str, str]) -> HttpResponse:
    language = spoken()
    found = service.proposals(current(), "open")
    context = {
        "rows": [_row(one, language) for one in found.rows], "total": found.total,
        "errors": errors,
    }  # fmt: skip
    return render(
        request, "portal/recognition/proposals.html", context, status=400 if errors else 200
    )


def _row(one: ProposalShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "number": one.recognition.number, "name": one.recognition.masked_name,
        "title": title_of(one.recognition, language), "found": one.found.say(language),
        "item": one.found_item, "source": one.source_label.say(language), "case": one.case_number,
        "when": day(one.made_at.date(), language), "lower": one.lower,
    }  # fmt: skip
