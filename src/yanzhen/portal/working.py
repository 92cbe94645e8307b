"""Work that goes on in the background for somebody: a bar that asks again, then the file.

Every export, import and filing that takes longer shows its progress here.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.jobs.service import NoSuchProgress, Standing, cancel, result, standing
from yanzhen.portal.kit.progress import Bar
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

HX = "HX-Request"


@never_cache
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest, work: str) -> HttpResponse:
    """How far it is; a form cancels it."""
    try:
        if request.method == "POST":
            cancel(work, acting=current())
            return redirect("portal:work", work=work)
        found = standing(work, acting=current())
    except NoSuchProgress:
        raise Http404(work) from None
    context: dict[str, Any] = {"bar": bar_of(found), "title": found.title.say(spoken())}
    part = HX in request.headers
    return render(request, f"portal/kit/{'bar' if part else 'work'}.html", context)


@never_cache
@require_GET
def work_result(request: HttpRequest, work: str) -> HttpResponseBase:
    """The file that came out."""
    try:
        name, content = result(work, acting=current())
    except NoSuchProgress:
        raise Http404(work) from None
    return FileResponse(content, as_attachment=True, filename=name)


def bar_of(found: Standing) -> Bar:
    """A task's standing as a bar."""
    language = spoken()
    said = found.sentence.say(language) if found.sentence else ""
    done = found.state == "done"
    return Bar(
        reverse("portal:work", args=[found.id]), said or say(f"work_{found.state}", language),
        found.done, found.total or None, done, not done and not found.is_under_way,
        reverse("portal:work_result", args=[found.id]) if found.result_name else "",
        say("work_fetch", language),
    )  # fmt: skip
