"""The auditor's page: what happened to a case, who read what, and whether the chains hold.

An event is shown with the case or subject that it speaks of: where that is not there for her,
neither is the event.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.audit import service as audit
from yanzhen.apps.audit.service import Check, Event
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseShown, NoSuchCase
from yanzhen.apps.jobs.service import Report, Task, standings, start
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import lifecycle_of, moment_said
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.desk.readings import readings
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say
from yanzhen.portal.working import bar_of

MOST = 200
LANGUAGES: tuple[Language, Language] = ("zh", "en")


@never_cache
@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The events of a case, the latest readings, the last checks; a form asks for another check."""
    language, number = spoken(), request.GET.get("q", "").strip()[:64]
    known = known_chains()
    if request.method == "POST":
        if (wanted := request.POST.get("chain", "")) in dict(known):
            start(CHECK, {"chain": wanted}, acting=current(), turn=f"audit.check:{wanted}")
        return redirect("portal:desk_log")
    context = {
        "q": number, "events": _events(number, language),
        "chains": list(checks_of(known, language)),
        "bars": [bar_of(one) for one in standings(CHECK, acting=current()) if one.is_under_way],
        "readings": readings(language),
    }  # fmt: skip
    return render(request, "portal/desk/log.html", context)


def known_chains() -> list[tuple[str, str]]:
    """The chains of her cities, that of the readings and the service's own."""
    language, cities = spoken(), {one.city for one in reach_of(current()).seats}
    names = {
        one.code: one.label.say(language)
        for one in reach_of(current()).places
        if one.code in cities
    }
    own = [(city, names.get(city, city)) for city in sorted(cities)]
    kept = [audit.READINGS, audit.SYSTEM_CHAIN]
    return [*own, *((one, say(f"chain_{one}", language)) for one in kept)]


def _events(number: str, language: Language) -> list[Mapping[str, Any]] | None:
    """What was done to a case, latest first; None where nothing was asked or it is not there."""
    if not number:
        return None
    try:
        shown = cases.one(current(), number)
    except NoSuchCase:
        return []
    found = audit.events_of(f"case:{number}")[:MOST]
    return [_event(one, shown, language) for one in found]


def _event(one: Event, shown: CaseShown, language: Language) -> Mapping[str, Any]:
    """An event in the words of the case where it has some; what it is called stands beside."""
    labels = {f"case.{step.action}": step.label for step in shown.steps}
    label = labels.get(one.kind)
    return {
        "when": moment_said(one.at, language), "who": one.name, "kind": one.kind,
        "label": label.say(language) if label else "",
        "details": [
            _detail(key, value, shown, language)
            for key, value in one.details.items()
            if value is not None
        ],
    }  # fmt: skip


def _detail(key: str, value: Any, shown: CaseShown, language: Language) -> str:
    pack = kept_pack(shown.city, shown.pack_hash)
    states, facts = lifecycle_of(shown, pack).states, pack.vocabulary.facts
    known: Mapping[str, Mapping[Any, Label]] = {
        "item": {shown.row.item: shown.row.title},
        "department": {one.department_id: one.department for one in shown.works},
        "state": {name: state.label for name, state in states.items()},
        "fact": {value: facts[value].label} if key == "fact" and value in facts else {},
    }
    label = known.get(key, {}).get(value)
    if label is None:
        return f"{key}: {value}"
    return say(f"log_detail_{key}", language, said=label.say(language))


def checks_of(known: list[tuple[str, str]], language: Language) -> Iterable[Mapping[str, Any]]:
    """Each chain with what its last check has found, and when that was."""
    latest = audit.latest_checks(chain for chain, _ in known)
    for chain, name in known:
        one = latest.get(chain)
        yield {
            "chain": chain, "name": name, "last": one, "said": _found(one, language) if one else "",
            "when": moment_said(one.at, language) if one else "",
        }  # fmt: skip


def _found(one: Check, language: Language) -> str:
    if one.holds:
        return say("chain_holds", language, count=f"{one.events:,}")
    what = one.fault_zh if language == "zh" else one.fault_en
    return say("chain_broken", language, number=one.events, what=what)


def check(report: Report, *, chain: str) -> None:
    """Walk a chain in the background, and keep what was found."""
    report.expect(audit.length(chain))
    found = audit.verify_chain(chain, told=report.advance)
    kept = audit.note_check(found, acting=current())
    report.say(*(f"{chain}{say('colon', one)}{_found(kept, one)}" for one in LANGUAGES))


CHECK = Task("desk.check_chain", Label("校验记录链", "Checking a chain"), check, long=True)
