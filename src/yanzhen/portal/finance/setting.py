"""What the documents leave to the office: who bears how much, how a sum is divided, warnings.

None of it has a value until somebody sets one; each setting says since when and for what.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import AwardRefused, ShareShown
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import BookShown, LedgerRefused, NoSuchLine
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.finance.arranging import Fault
from yanzhen.portal.finance.typed import day_of, number_of
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

PARTIES = ("city", "county", "employer", "province", "park")
CARRIES = {"": None, "yes": True, "no": False}


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, city: str) -> HttpResponse:
    """The settings of a city, and a form for each kind."""
    pack = next((one for one in reach_of(current()).packs if one.city == city), None)
    if pack is None:
        raise Http404(city)
    if request.method == "GET":
        return _page(request, pack)
    doing = DOINGS.get(request.POST.get("action", ""))
    if doing is None:
        raise Http404(city)
    faults = tuple(doing(pack, request.POST))
    if faults:
        return _page(request, pack, request.POST, faults)
    messages.success(request, say("setting_done", spoken()))
    return redirect("portal:desk_money_settings", city=city)


# ---------------------------------------------------------------- what can be set


def _shares(pack: Pack, typed: QueryDict) -> list[Fault]:
    """Who bears how much of a rule from a day on."""
    faults = list(_wrong_shares(pack, typed))
    first, last = day_of(typed.get("valid_from", "")), day_of(typed.get("valid_until", ""))
    if faults or first is None:
        return faults
    percents = {party: _percent(text) or Decimal(0) for party, text in _entered(typed)}
    try:
        awards.set_shares(current(), pack.city, typed.get("rule", ""), percents, first, last)
    except AwardRefused as refused:
        return [Fault(one.field, one.say) for one in refused.refusals]
    return []


def _wrong_shares(pack: Pack, typed: QueryDict) -> Iterator[Fault]:
    first, last = day_of(typed.get("valid_from", "")), day_of(typed.get("valid_until", ""))
    if typed.get("rule") and typed["rule"] not in pack.rules:
        yield Fault("rule", NO_RULE)
    if any(_percent(text) is None for _, text in _entered(typed)):
        yield Fault("percents", NO_PERCENT)
    if first is None:
        yield Fault("valid_from", Label("请填写起始日期。", "Enter the day from which it holds."))
    if typed.get("valid_until", "").strip() and last is None:
        yield Fault("valid_until", Label("止期应为日期。", "The last day has to be a date."))
    if first is not None and last is not None and last < first:
        yield Fault("valid_until", Label("止期早于起始日期。", "It ends before it begins."))


def _entered(typed: QueryDict) -> list[tuple[str, str]]:
    """The parties for which something was typed."""
    texts = ((one, typed.get(f"percent-{one}", "").strip().removesuffix("%")) for one in PARTIES)
    return [(party, text) for party, text in texts if text]


def _percent(text: str) -> Decimal | None:
    try:
        read = Decimal(unicodedata.normalize("NFKC", text)[:12])
    except InvalidOperation:
        return None
    return read.quantize(Decimal("0.0001")) if read.is_finite() and abs(read) <= 100 else None


def _pattern(pack: Pack, typed: QueryDict) -> list[Fault]:
    """How a rule's sum is offered to be divided; empty takes the setting away."""
    rule = typed.get("pattern_rule", "")
    if rule not in pack.rules:
        return [Fault("pattern_rule", Label("请选择条款待遇。", "Choose an entitlement."))]
    try:
        awards.set_pattern(current(), pack.city, rule, typed.get("pattern", "")[:100])
    except AwardRefused as refused:
        return [Fault("pattern" if one.field else "", one.say) for one in refused.refusals]
    return []


def _rules(_pack: Pack, typed: QueryDict) -> list[Fault]:
    """From when on finance is warned of a fund, and whether it carries over."""
    text, carries = typed.get("warns", "").strip(), typed.get("carries", "")
    percent = number_of(text.removesuffix("%"), 100)
    if text and percent is None:
        return [
            Fault("warns", Label("预警比例应为1至100。", "The warning level is from 1 to 100."))
        ]
    if carries not in CARRIES:
        return [Fault("carries", Label("请选择。", "Choose one."))]
    try:
        ledgers.set_rules(acting=current(), book=typed.get("book", ""), warns_at_percent=percent,
                          carries_over=CARRIES[carries])  # fmt: skip
    except LedgerRefused as refused:
        return [Fault(one.field, one.reason) for one in refused.refusals]
    except NoSuchLine:
        return [Fault("", Label("没有这一资金账本。", "There is no such fund."))]
    return []


NO_PERCENT = Label(
    "比例要写成数字，如 60 或 33.5。", "Write percents as numbers, such as 60 or 33.5."
)
NO_RULE = Label("没有这一项。", "There is no such entitlement.")
DOINGS: Mapping[str, Callable[[Pack, QueryDict], list[Fault]]] = {
    "shares": _shares, "pattern": _pattern, "rules": _rules,
}  # fmt: skip


# ---------------------------------------------------------------- the page


def _page(
    request: HttpRequest, pack: Pack, typed: Mapping[str, str] | None = None,
    faults: Iterable[Fault] = (),
) -> HttpResponse:  # fmt: skip
    language, actor = spoken(), current()
    errors = {one.field or "whole": one.say.say(language) for one in faults}
    rules = [(one.id, _title(pack, one.id, language)) for one in pack.rules.values() if one.amount]
    context = {
        "city": pack.city, "title": pack.title.say(language), "rules": rules,
        "shares": [_share(one, pack, language) for one in awards.shares(pack.city)],
        "patterns": [
            (_title(pack, rule, language), percents)
            for rule, percents in awards.patterns(pack.city).items()
        ],
        "books": [_book(one, language) for one in ledgers.books(actor, pack.city)],
        "parties": [_party(one, typed or {}, language) for one in PARTIES],
        "posted": typed or {}, "opened": (typed or {}).get("action", ""), "errors": errors,
        "refusals": list(dict.fromkeys(errors.values())),
        "carries": [(name, say(f"carries_{name or 'open'}", language)) for name in CARRIES],
    }  # fmt: skip
    status = 400 if errors else 200
    return render(request, "portal/finance/settings.html", context, status=status)


def _title(pack: Pack, rule: str, language: Language) -> str:
    """A rule with its clause."""
    if rule not in pack.rules:
        return rule
    one = pack.rules[rule]
    return f"{pack.clause_label(one.clause).say(language)} {one.title.say(language)}"


def _share(one: ShareShown, pack: Pack, language: Language) -> Mapping[str, str]:
    until = day(one.valid_until, language) if one.valid_until else ""
    return {
        "rule": _title(pack, one.rule, language) if one.rule else say("setting_all", language),
        "party": one.party.say(language), "percent": f"{one.percent}%",
        "from": day(one.valid_from, language), "until": until,
    }  # fmt: skip


def _party(party: str, typed: Mapping[str, str], language: Language) -> tuple[str, str, str]:
    return party, say(f"party_{party}", language), typed.get(f"percent-{party}", "")


def _book(one: BookShown, language: Language) -> Mapping[str, Any]:
    return {
        "code": one.code, "name": one.name.say(language), "warns": one.warns_at_percent or "",
        "carries": {None: "", True: "yes", False: "no"}[one.carries_over],
    }  # fmt: skip
