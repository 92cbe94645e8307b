"""What a case keeps covered, shown once to whoever says why and has just confirmed who she is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, NoSuchCase
from yanzhen.portal.desk.case_page import Extra, page, seen
from yanzhen.portal.language import spoken


@never_cache
@require_POST
def objector(request: HttpRequest, number: str) -> HttpResponse:
    """Who objected and how she is reached."""
    shown = seen(number)
    try:
        found = cases.objector(current(), number, request.POST.get("reason", ""))
    except NoSuchCase:
        raise Http404(number) from None
    except CaseRefused as refused:
        return page(request, shown, _refused(refused))
    return page(request, shown, Extra(objected=found))


@never_cache
@require_POST
def name(request: HttpRequest, number: str) -> HttpResponse:
    """The whole name, for staff who see the case without working on it."""
    shown = seen(number)
    try:
        found = cases.whole_name(current(), number, request.POST.get("reason", ""))
    except CaseRefused as refused:
        return page(request, shown, _refused(refused))
    return page(request, shown, Extra(name=found))


def _refused(refused: CaseRefused) -> Extra:
    return Extra([one.reason.say(spoken()) for one in refused.refusals])
