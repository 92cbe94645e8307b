"""What the page of an award shows, in the words of whoever looks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yanzhen.apps.accounts.service import Actor, Role, current
from yanzhen.apps.awards import service
from yanzhen.apps.awards.service import AwardShown, Bearer, InstalmentShown, OutcomeShown, Refusal
from yanzhen.apps.organisations.service import places_of
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.values import yuan
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.finance.said import STATE_TONES, event_said, movement_said, span
from yanzhen.portal.language import spoken
from yanzhen.portal.library import document_of
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

CHANGING = frozenset({Role.FINANCE, Role.TALENT_OFFICE})
KINDS = ("loan", "guarantee", "interest", "compensation")
SPARE = 3
"""Empty lines offered below those of a plan."""
ENDED = ("stopped", "done")
TO_COME = ("planned", "due", "held_back", "failed")


def page(
    request: HttpRequest, shown: AwardShown, typed: Mapping[str, str] | None = None,
    refusals: Sequence[Refusal] = (),
) -> HttpResponse:  # fmt: skip
    """The page, with what was typed and why it was refused."""
    language, row = spoken(), shown.row
    document = document_of(kept_pack(row.city, shown.pack_hash), row.clause)
    context = {
        "award": shown, "row": row, "title": row.title.say(language),
        "name": masked_name(row.subject_name), "place": row.place.say(language),
        "state": _state(shown, language), "why": row.why.say(language) if row.why else "",
        "clause": shown.clause_label.say(language),
        "document": document.id if document else "",
        "sums": list(_sums(shown, language)), "facts": list(_facts(shown, language)),
        "cuts": [(money(c.fen, language), c.say.say(language)) for c in row.cuts],
        "bearers": [_bearer(one, language) for one in shown.bearers],
        "instalments": [_instalment(one, language) for one in shown.instalments],
        "events": [event_said(one, language) for one in reversed(shown.events)],
        "movements": [movement_said(one, language) for one in shown.movements],
        "outcomes": [_outcome(one, language) for one in shown.outcomes],
        "corrections": _corrections(shown, language),
        "posted": typed or {}, "opened": (typed or {}).get("action", ""),
        "refusals": [one.say.say(language) for one in refusals],
        "errors": {one.field: one.say.say(language) for one in refusals if one.field},
        **_doings(request, shown, current(), typed, language),
    }  # fmt: skip
    return render(request, "portal/finance/award.html", context, status=400 if refusals else 200)


def _doings(
    request: HttpRequest, shown: AwardShown, actor: Actor, typed: Mapping[str, str] | None,
    language: Language,
) -> dict[str, Any]:  # fmt: skip
    """What she may do now with it, and the forms for that."""
    if not actor.holds_any(CHANGING):
        return {"doings": ()}
    doings = tuple(_open_to(shown))
    rows = _number(request.GET.get("rows", ""))
    return {
        "doings": [(one, say(f"award_do_{one}", language)) for one in doings],
        "plan": _plan(shown, typed, rows, language) if "plan" in doings else None,
        "correcting": _correcting(shown, typed, rows) if "correct" in doings else None,
        "places": [(one.code, one.label.say(language)) for one in places_of(shown.row.city)]
        if "move" in doings else (),
        "kinds": [(kind, say(f"outcome_{kind}", language)) for kind in KINDS],
        "held": [one for one in shown.instalments if one.state == "held_back"],
    }  # fmt: skip


def _open_to(shown: AwardShown) -> Iterable[str]:
    """The changes that the award's state allows, the everyday ones first."""
    state, is_money = shown.row.state, shown.row.nature == "money"
    running = state in ("running", "waiting_budget")
    if shown.row.plan == "to_plan" and state not in ENDED:
        yield "plan"
    if state == "waiting_budget" or shown.row.at_risk:
        yield "budget"
    if any(one.state in TO_COME for one in shown.instalments) and state not in ENDED:
        yield "recheck"
    if running:
        yield "suspend"
    if state == "suspended":
        yield "resume"
    if any(one.state == "held_back" for one in shown.instalments):
        yield "cancel"
    if shown.row.nature == "external":
        yield "outcome"
    if is_money and state != "stopped" and not _waiting_correction(shown):
        yield "correct"
    if state != "stopped":
        yield "move"
    if state not in ENDED:
        yield "stop"


def _waiting_correction(shown: AwardShown) -> bool:
    return any(one.state == "proposed" for one in shown.corrections)


def _state(shown: AwardShown, language: Language) -> Badge:
    if shown.row.plan == "to_plan" and shown.row.state not in ENDED:
        return Badge(say("award_to_plan", language), "warn")
    return Badge(shown.row.state_label.say(language), STATE_TONES.get(shown.row.state, "plain"))


def _sums(shown: AwardShown, language: Language) -> Iterable[tuple[str, str]]:
    row = shown.row
    if row.nature != "money":
        yield say("award_nature", language), say(f"award_nature_{row.nature}", language)
        return
    yield say("award_computed", language), money(row.computed_fen, language)
    yield say("award_granted", language), money(row.granted_fen, language)
    yield say("award_paid", language), money(shown.paid_fen, language)
    yield say("award_left", language), money(_left(shown), language)


def _left(shown: AwardShown) -> int:
    """What is still to be paid by the plan; what has no dates yet counts whole."""
    if shown.row.state == "stopped":
        return 0
    if not shown.instalments:
        return shown.row.granted_fen
    return sum(one.fen for one in shown.instalments if one.state not in ("paid", "cancelled"))


def _facts(shown: AwardShown, language: Language) -> Iterable[tuple[str, str]]:
    yield say("award_effective", language), day(shown.row.effective_on, language)
    if shown.fund_label is not None:
        yield say("award_fund", language), shown.fund_label.say(language)
    if shown.within_years is not None:
        within = say("award_within_years", language, years=shown.within_years)
        yield say("award_within", language), within
    if shown.most_fen is not None:
        yield say("award_most", language), money(shown.most_fen, language)
    yield say("award_decision", language), shown.decision_hash[:16]


def _bearer(one: Bearer, language: Language) -> Mapping[str, str]:
    share = f"{one.percent}%" if one.percent else ""
    return {
        "who": one.party.say(language),
        "share": share,
        "sum": money(one.fen, language) if one.fen is not None else "",
    }


def _instalment(one: InstalmentShown, language: Language) -> Mapping[str, Any]:
    return {
        "number": one.number, "when": span(one.due_on, one.until_on, language),
        "sum": money(one.fen, language), "state": one.state,
        "badge": Badge(one.label.say(language), STATE_TONES.get(one.state, "plain")),
        "say": one.say.say(language) if one.say is not None else "",
        "bare": not one.has_budget and one.state in TO_COME,
        "checked": day(one.checked_on, language) if one.checked_on else "",
    }  # fmt: skip


def _outcome(one: OutcomeShown, language: Language) -> Mapping[str, str]:
    return {
        "kind": say(f"outcome_{one.kind}", language), "party": one.party,
        "sum": money(one.fen, language), "on": day(one.on, language), "reference": one.reference,
    }  # fmt: skip


def _corrections(shown: AwardShown, language: Language) -> list[Mapping[str, Any]]:
    return [
        {
            "id": one.id, "sum": money(one.granted_fen, language), "reason": one.reason,
            "by": one.proposed_by, "when": moment_said(one.proposed_at, language),
            "state": say(f"correction_{one.state}", language), "waits": one.state == "proposed",
            "decided_by": one.decided_by,
        }
        for one in shown.corrections
    ]  # fmt: skip


# ---------------------------------------------------------------- plans


def _plan(
    shown: AwardShown, typed: Mapping[str, str] | None, rows: int, language: Language
) -> Mapping[str, Any]:
    """The lines of a plan: as typed, else as a pattern offers them."""
    form = service.plan(current(), shown.row.number)
    offered = [(on.isoformat(), "", yuan(fen)) for on, fen in form.parts]
    return {
        "lines": _lines(typed if _is(typed, "plan") else None, offered, rows),
        "sum": money(form.fen, language), "pattern": form.pattern,
        "start": form.counted_from.isoformat(),
        "start_said": day(form.counted_from, language),
    }  # fmt: skip


def _correcting(shown: AwardShown, typed: Mapping[str, str] | None, rows: int) -> Mapping[str, Any]:
    """What is still to come, to be changed."""
    coming = [one for one in shown.instalments if one.state in TO_COME]
    offered = [
        (one.due_on.isoformat(), one.until_on.isoformat() if one.until_on else "", yuan(one.fen))
        for one in coming
    ]
    own = typed if _is(typed, "correct") else None
    return {
        "lines": _lines(own, offered, rows),
        "granted": own.get("granted", "") if own else yuan(shown.row.granted_fen),
    }  # fmt: skip


def _is(typed: Mapping[str, str] | None, action: str) -> bool:
    return typed is not None and typed.get("action") == action


def _lines(
    typed: Mapping[str, str] | None, offered: Sequence[tuple[str, str, str]], rows: int
) -> list[tuple[int, str, str, str]]:
    """Number, from, until, sum of each line; some empty ones at the end."""
    filled = list(offered)
    if typed is not None:
        numbers = [int(k[4:]) for k in typed if k.startswith("sum-") and k[4:].isdecimal()]
        names = ("due", "until", "sum")
        filled = [
            (typed.get(f"due-{n}", ""), typed.get(f"until-{n}", ""), typed.get(f"sum-{n}", ""))
            for n in sorted(numbers) if any(typed.get(f"{name}-{n}", "") for name in names)
        ]  # fmt: skip
    empty = [("", "", "")] * max(SPARE, rows - len(filled))
    return [(n, *one) for n, one in enumerate([*filled, *empty], 1)]


def _number(text: str) -> int:
    return min(int(text), 120) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
