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
    "party": Label("请填写办理机构。", "Enter who did it."),
    "reason": Label("请写明理由。", "Give the reason."),
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
    _need(typed, instalment=chosen, reason=_reason(typed))
    service.cancel_instalments(actor, number, chosen, _reason(typed))


def _move(actor: Actor, number: str, typed: QueryDict) -> None:
    place, employer = typed.get("place", ""), typed.get("employer", "").strip()
    entered = number_of(employer, 10**9)
    _need(typed, place=place or employer, employer=entered or not employer, reason=_reason(typed))
    service.move(actor, number, _reason(typed), place, entered)


def _plan(actor: Actor, number: str, typed: QueryDict) -> None:
    asked = typed.get("counted_from", "").strip()
    counted_from = day_of(asked)
    parts = _need(typed, with_parts=True, counted_from=counted_from or not asked)
    service.confirm_plan(actor, number, parts, counted_from)


def _correct(actor: Actor, number: str, typed: QueryDict) -> None:
    granted = fen_of(typed.get("granted", ""))
    parts = _need(typed, with_parts=True, granted=granted is not None, reason=_reason(typed))
    service.correct(actor, number, granted or 0, parts, _reason(typed))


def _approve(actor: Actor, _number: str, typed: QueryDict) -> None:
    service.approve_correction(actor, number_of(typed.get("correction", ""), 10**12) or 0)


def _decline(actor: Actor, _number: str, typed: QueryDict) -> None:
    found = number_of(typed.get("correction", ""), 10**12) or 0
    service.decline_correction(actor, found, _reason(typed))


def _outcome(actor: Actor, number: str, typed: QueryDict) -> None:
    fen, on, party = fen_of(typed.get("sum", "")), day_of(typed.get("on", "")), typed.get("party")
    _need(typed, party=party, sum=fen, on=on)
    assert fen is not None
    assert on is not None
    service.note_outcome(
        actor, number, party=party or "", kind=typed.get("kind", ""), sum_fen=fen, on=on,
        reference=typed.get("reference", ""),
    )  # fmt: skip


def _reason(typed: Mapping[str, str]) -> str:
    return typed.get("reason", "").strip()


def _need(typed: Mapping[str, str], with_parts: bool = False, **there: object) -> tuple[Part, ...]:
    """The parts of the plan; AwardRefused with every field that is missing or cannot be read."""
    refusals = [
        Refusal("missing", MISSING[name], name) for name, value in there.items() if not value
    ]
    parts: tuple[Part, ...] = ()
    if with_parts:
        parts, unread = parts_of(typed)
        refusals += unread
    if refusals:
        raise AwardRefused(refusals)
    return parts


def parts_of(typed: Mapping[str, str]) -> tuple[tuple[Part, ...], tuple[Refusal, ...]]:
    """The lines of a plan that were filled in, and which of them cannot be read."""
    parts, unread = [], []
    filled = [line for line in _lines(typed) if any(line)]
    for number, (due, until, typed_sum) in enumerate(filled, 1):
        on, ends, fen = day_of(due), day_of(until), fen_of(typed_sum)
        if on is None or fen is None or (until and ends is None):
            unread.append(_unreadable(number))
        else:
            parts.append(Part(number, on, ends, fen))
    return tuple(parts), tuple(unread)


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


DOINGS: Mapping[str, Doing] = {
    "suspend": _suspend, "resume": _resume, "stop": _stop, "recheck": _recheck,
    "budget": _budget, "cancel": _cancel, "move": _move, "plan": _plan, "correct": _correct,
    "approve": _approve, "decline": _decline, "outcome": _outcome,
}  # fmt: skip
