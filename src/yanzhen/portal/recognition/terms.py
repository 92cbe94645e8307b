"""How long recognitions hold in a city: the talent office enters it with its own basis.

No document gives a term. Where none was entered there is none, and every page says so.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import RecognitionRefused, TermShown
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.choices import Reach, reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.recognition.typed import errors_of, months, text
from yanzhen.portal.words import say

FIELDS = ("what", "valid_months", "recheck_months", "basis")


@never_cache
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """What her city has entered, and a form to enter another."""
    if request.method == "GET":
        return _page(request, {}, {})
    posted = {name: text(request.POST, name) for name in FIELDS}
    city, _, kind = posted["what"].partition("/")
    if city not in {one.city for one in own_packs(reach_of(current()))}:
        return _page(request, posted, {"what": say("recog_choose_kind", spoken())})
    try:
        service.set_term(
            current(), city, kind, months(request.POST, "valid_months"),
            months(request.POST, "recheck_months"), posted["basis"],
        )  # fmt: skip
    except RecognitionRefused as refused:
        return _page(request, posted, errors_of(refused, spoken()))
    messages.success(request, say("recog_done_term", spoken()))
    return redirect("portal:desk_recognition_terms")


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    language = spoken()
    reach = reach_of(current())
    context = {
        "rows": [_row(one, language) for one in service.terms([p.city for p in reach.packs])],
        "kinds": [
            (f"{pack.city}/{kind.id}", f"{pack.title.say(language)} {kind.label.say(language)}")
            for pack in own_packs(reach) for kind in pack.recognition.kinds
        ],
        "posted": posted, "errors": errors,
    }  # fmt: skip
    return render(request, "portal/recognition/terms.html", context, status=400 if errors else 200)


def own_packs(reach: Reach) -> list[Pack]:
    """The packs of the cities whose talent office she is."""
    places = {one.city: one.id for one in reach.places if one.kind == "city"}
    return [
        pack for pack in reach.packs
        if pack.city in places and current().holds(Role.TALENT_OFFICE, places[pack.city])
    ]  # fmt: skip


def _row(one: TermShown, language: Language) -> Mapping[str, object]:
    said = [
        say(name, language, months=count) if count else say(without, language)
        for name, without, count in (
            ("recog_valid", "recog_valid_none", one.valid_months),
            ("recog_recheck_after", "recog_recheck_after_none", one.recheck_months),
        )
    ]
    return {
        "kind": one.kind_label.say(language), "said": say("comma", language).join(said),
        "basis": one.basis, "is_demo": one.is_demo,
    }  # fmt: skip
