"""An award with its whole life: decision, clause, sums, payments, movements; what can be done now.

A change is posted to an address that asks again who she is. What was typed stays on the page when
the change is refused, with every reason.
"""

from collections.abc import Callable, Iterator, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.awards import service
from yanzhen.apps.awards.service import AwardRefused, AwardShown, NoSuchAward, Part, Refusal
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.finance.award_page import page
from yanzhen.portal.finance.typed import day_of, fen_of, number_of
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

MOST_PARTS = 600
MISSING = {
    "instalment": Label("请选择要取消的期次。", "Choose the payments that fall away."),
    "place": Label("请选择新的区县，或填写新单位的登记号。",
                   "Choose the new place, or enter the new employer's registry number."),
    "employer": Label("单位登记号应为数字，请到登记信息中查找。",
                      "An employer's registry number has only digits; look it up in the registry."),
    "counted_from": Label("起算日应为日期。", "The day to count from has to be a date."),
    "granted": Label("请填写金额，如 3000 或 5万。", "Enter a sum such as 3000."),
    "sum": Label("请填写金额，如 3000 或 5万。", "Enter a sum such as 3000."),
    "on": Label("请填写日期。", "Enter the date."),
}  # fmt: skip
Doing = Callable[[Actor, str, QueryDict], None]


@never_cache
@require_GET
def award(request: HttpRequest, number: str) -> HttpResponse:
    """The award; `?rows=` asks for more lines in the form of a plan."""
    return page(request, seen(number))


@never_cache
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """One change, or the page again with what was typed and every reason against it."""
    doing = DOINGS.get(request.POST.get("action", ""))
    if doing is None:
        raise Http404(number)
    try:
        doing(current(), number, request.POST)
    except NoSuchAward:
        raise Http404(number) from None
    except AwardRefused as refused:
        return page(request, seen(number), request.POST, refused.refusals)
    messages.success(request, say("award_changed", spoken()))
    return redirect("portal:desk_award", number=number)


def seen(number: str) -> AwardShown:
    """The award, as far as it is there for whoever acts."""
    try:
        return service.award(current(), number)
    except NoSuchAward:
        raise Http404(number) from None


# ---------------------------------------------------------------- what can be done


def _suspend(actor: Actor, number: str, typed: QueryDict) -> None:
    service.suspend(actor, number, typed.get("reason", ""))


def _resume(actor: Actor, number: str, typed: QueryDict) -> None:
    service.resume(actor, number, typed.get("reason", ""))


def _stop(actor: Actor, number: str, typed: QueryDict) -> None:
    service.stop(actor, number, typed.get("reason", ""))


def _recheck(actor: Actor, number: str, _typed: QueryDict) -> None:
    service.recheck(actor, number)


def _budget(actor: Actor, number: str, _typed: QueryDict) -> None:
    service.commit_waiting(actor, number)


def _cancel(actor: Actor, number: str, typed: QueryDict) -> None:
    chosen = [found for one in typed.getlist("instalment") if (found := number_of(one))]
    if not chosen:
        raise _missing("instalment")
    service.cancel_instalments(actor, number, chosen, typed.get("reason", ""))


def _move(actor: Actor, number: str, typed: QueryDict) -> None:
    place, employer = typed.get("place", ""), typed.get("employer", "").strip()
    entered = number_of(employer, 10**9)
    if not place and not employer:
        raise _missing("place")
    if employer and entered is None:
        raise _missing("employer")
    service.move(actor, number, typed.get("reason", ""), place, entered)


def _plan(actor: Actor, number: str, typed: QueryDict) -> None:
    parts = parts_of(typed)
    counted_from = day_of(typed.get("counted_from", ""))
    if typed.get("counted_from", "").strip() and counted_from is None:
        raise _missing("counted_from")
    service.confirm_plan(actor, number, parts, counted_from)


def _correct(actor: Actor, number: str, typed: QueryDict) -> None:
    granted = fen_of(typed.get("granted", ""))
    if granted is None:
        raise _missing("granted")
    service.correct(actor, number, granted, parts_of(typed), typed.get("reason", ""))


def _approve(actor: Actor, _number: str, typed: QueryDict) -> None:
    service.approve_correction(actor, number_of(typed.get("correction", ""), 10**12) or 0)


def _decline(actor: Actor, _number: str, typed: QueryDict) -> None:
    found = number_of(typed.get("correction", ""), 10**12) or 0
    service.decline_correction(actor, found, typed.get("reason", ""))


def _outcome(actor: Actor, number: str, typed: QueryDict) -> None:
    fen, on = fen_of(typed.get("sum", "")), day_of(typed.get("on", ""))
    if fen is None or on is None:
        fields = [name for name, value in (("sum", fen), ("on", on)) if value is None]
        raise AwardRefused(_missing(name).refusals[0] for name in fields)
    service.note_outcome(
        actor, number, party=typed.get("party", ""), kind=typed.get("kind", ""), sum_fen=fen,
        on=on, reference=typed.get("reference", ""),
    )  # fmt: skip


def parts_of(typed: Mapping[str, str]) -> tuple[Part, ...]:
    """The lines of a plan that were filled in; AwardRefused names each that cannot be read."""
    parts, refusals = [], []
    filled = [line for line in _lines(typed) if any(line)]
    for number, (due, until, typed_sum) in enumerate(filled, 1):
        on, ends, fen = day_of(due), day_of(until), fen_of(typed_sum)
        if on is None or fen is None or (until and ends is None):
            refusals.append(_unreadable(number))
        else:
            parts.append(Part(number, on, ends, fen))
    if refusals:
        raise AwardRefused(refusals)
    return tuple(parts)


def _lines(typed: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each line as it was typed: from, until, sum."""
    for line in range(1, MOST_PARTS + 1):
        yield tuple(typed.get(f"{name}-{line}", "").strip() for name in ("due", "until", "sum"))


def _unreadable(line: int) -> Refusal:
    return Refusal(
        "unreadable",
        Label(
            f"第{line}期：请填写日期和金额，金额如 3000 或 5万。",
            f"Payment {line}: enter the dates and the sum, such as 3000.",
        ),
        f"part-{line}",
    )  # fmt: skip


def _missing(field: str) -> AwardRefused:
    """A field without which nothing can be done, or that cannot be read."""
    return AwardRefused([Refusal("missing", MISSING[field], field)])


DOINGS: Mapping[str, Doing] = {
    "suspend": _suspend, "resume": _resume, "stop": _stop, "recheck": _recheck,
    "budget": _budget, "cancel": _cancel, "move": _move, "plan": _plan, "correct": _correct,
    "approve": _approve, "decline": _decline, "outcome": _outcome,
}  # fmt: skip
