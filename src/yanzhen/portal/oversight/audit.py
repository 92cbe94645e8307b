"""The auditor's page on money: do the chains and seals hold, do the balances, and what she sampled.

Every check runs in the background; the page shows how far it is, what came out, and who ran it.
An auditor reads; she changes nothing but her own samples.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.inspections import service as inspections
from yanzhen.apps.inspections.service import CheckShown, InspectionRefused, SampleShown
from yanzhen.apps.jobs.service import start
from yanzhen.apps.ledgers.service import BookShown, NoSuchLine
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.desk.log import CHECK, checks_of, known_chains
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say
from yanzhen.portal.working import bar_of

SIZE = 20


@never_cache
@require_http_methods(["GET", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """What was checked and sampled; each form starts one of these."""
    reasons: list[str] = []
    if request.method == "POST":
        try:
            return redirect(_done(request.POST))
        except NoSuchLine:
            raise Http404 from None
        except InspectionRefused as refused:
            reasons = [one.reason.say(spoken()) for one in refused.refusals]
    return render(
        request, "portal/oversight/audit.html", _context(request, reasons),
        status=400 if reasons else 200,
    )  # fmt: skip


def _done(given: QueryDict) -> str:
    """Start what was asked for; the address that comes next."""
    actor, page = current(), reverse("portal:audit")
    if (chain := given.get("chain", "")) in dict(known_chains()):
        start(CHECK, {"chain": chain}, acting=actor, turn=f"audit.check:{chain}")
    elif book := given.get("book", ""):
        inspections.start_seals(actor, book)
    elif "balances" in given:
        inspections.start_balances(actor)
    elif scope := given.get("scope", ""):
        return reverse("portal:audit_sample", args=[_opened(given, scope)])
    return page


def _opened(given: QueryDict, scope: str) -> int:
    """A sample as the form describes it."""
    size = given.get("size", "")
    since, until = span_of(given)
    return inspections.open_sample(
        current(), "movements" if "/" in scope else "awards", scope,
        int(size) if size.isdecimal() and len(size) < 5 else 0, since, until,
        given.get("seed", "").strip(),
    )  # fmt: skip


def span_of(given: Mapping[str, str]) -> tuple[datetime, datetime]:
    """From the beginning of a day to the end of another; this year until now where none is said."""
    today = timezone.localdate()
    first = day_of(given.get("since", "")) or date(today.year, 1, 1)
    last = day_of(given.get("until", "")) or today
    return _midnight(first), min(_midnight(last + timedelta(days=1)), timezone.now())


def day_of(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


def _context(request: HttpRequest, reasons: list[str]) -> Mapping[str, Any]:
    actor, language = current(), spoken()
    books, today = inspections.books(actor), timezone.localdate()
    found = inspections.checks(actor, [one.code for one in books])
    return {
        "refusals": reasons, "posted": request.POST,
        "bars": [bar_of(one) for one in inspections.under_way(actor, CHECK)],
        "chains": list(checks_of(known_chains(), language)),
        "books": [_book(one, found.get(one.code), language) for one in books],
        "balances": _check(found.get(""), language),
        "scopes": list(_scopes(books, language)), "size": SIZE,
        "since": date(today.year, 1, 1).isoformat(), "until": today.isoformat(),
        "samples": [sample_line(one, language) for one in inspections.samples(actor)],
    }  # fmt: skip


def _book(one: BookShown, check: CheckShown | None, language: Language) -> Mapping[str, Any]:
    query = urlencode({"book": one.code})
    return {
        "code": one.code, "name": one.name.say(language), **_check(check, language),
        "kind": say(f"audit_book_{one.kind}", language),
        "lines": f"{reverse('portal:audit_book')}?{query}",
    }  # fmt: skip


def _check(one: CheckShown | None, language: Language) -> Mapping[str, Any]:
    if one is None:
        return {"said": "", "holds": False, "when": "", "by": "", "head": ""}
    return {"said": one.said.say(language), "holds": one.holds, "by": one.by, "head": one.head,
            "when": moment_said(one.at, language)}  # fmt: skip


def _scopes(books: tuple[BookShown, ...], language: Language) -> Iterator[tuple[str, str]]:
    """What a sample is drawn from: the awards of a city, the movements of a book."""
    names = dict(known_chains())
    for city in dict.fromkeys(one.city for one in books):
        yield city, say("audit_of_awards", language, city=names.get(city, city))
    for one in books:
        yield one.code, say("audit_of_book", language, book=one.name.say(language), code=one.code)


def sample_line(one: SampleShown, language: Language) -> Mapping[str, Any]:
    """A sample in words."""
    return {
        "id": one.id, "label": one.label.say(language), "scope": one.scope, "seed": one.seed,
        "size": one.size, "population": one.population, "by": one.made_by,
        "made": moment_said(one.made_at, language),
        "span": say("audit_span", language, since=day(timezone.localdate(one.since), language),
                    until=moment_said(one.until, language)),
        "drawn": one.drawn, "checked": one.checked, "findings": one.findings,
        "open": one.drawn - one.checked - one.findings,
    }  # fmt: skip
