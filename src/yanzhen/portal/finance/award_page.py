"""What the page of an award shows, in the words of whoever looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yanzhen.apps.accounts.service import Actor, Role, current
from yanzhen.apps.awards import service
from yanzhen.apps.awards.service import (
    AwardRefused,
    AwardShown,
    Bearer,
    CutShown,
    InstalmentShown,
    OutcomeShown,
    Refusal,
)
from yanzhen.apps.claims import service as claims
from yanzhen.apps.organisations.service import Seat, organisation, subtree
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.registry.service import cards
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.values import yuan
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.finance.said import (
    STATE_TONES,
    event_said,
    line_names,
    lines_of,
    movements_said,
    span,
)
from yanzhen.portal.finance.typed import day_of
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


@dataclass(frozen=True)
class Tried:
    """What was typed into which form, what is wrong with it, what a form is asked to offer."""

    typed: Mapping[str, str]
    form: str
    errors: Mapping[str, str]
    rows: int = 0
    percents: str = ""
    first: date | None = None

    def of(self, form: str) -> Mapping[str, str] | None:
        """What was typed into this form; None where it was another one."""
        return self.typed if self.typed.get("action") == form else None


def page(
    request: HttpRequest, shown: AwardShown, typed: Mapping[str, str] | None = None,
    refusals: Sequence[Refusal] = (),
) -> HttpResponse:  # fmt: skip
    """The page, with what was typed and why it was refused."""
    language, tried = spoken(), _tried(request, typed or {}, refusals)
    doings, told = _doings(shown, current(), tried, language)
    refusals = (*refusals, *told)
    context = {
        **_whole(shown, language), **doings, "posted": tried.typed, "opened": tried.form,
        "refusals": [one.say.say(language) for one in refusals],
        "errors": errors_of(refusals, language),
    }  # fmt: skip
    return render(request, "portal/finance/award.html", context, status=400 if refusals else 200)


def _tried(request: HttpRequest, typed: Mapping[str, str], refusals: Sequence[Refusal]) -> Tried:
    asked = request.GET
    return Tried(
        typed, typed.get("action", asked.get("form", "")), errors_of(refusals, spoken()),
        _number(asked.get("rows", "")), asked.get("percents", "").strip()[:100],
        day_of(asked.get("first", "")),
    )  # fmt: skip


def errors_of(refusals: Sequence[Refusal], language: Language) -> dict[str, str]:
    """Every reason at its field."""
    found: dict[str, str] = {}
    for one in refusals:
        if one.field:
            before = found.get(one.field, "")
            found[one.field] = f"{before} {one.say.say(language)}".strip()
    return found


def _whole(shown: AwardShown, language: Language) -> dict[str, Any]:
    """The award's whole life."""
    row = shown.row
    document = document_of(kept_pack(row.city, shown.pack_hash), row.clause)
    names = line_names(lines_of(shown.movements), language)
    return {
        "award": shown, "row": row, "title": row.title.say(language),
        "name": masked_name(row.subject_name), "place": row.place.say(language),
        "state": _state(shown, language), "why": row.why.say(language) if row.why else "",
        "clause": shown.clause_label.say(language),
        "document": document.id if document else "", "employer": _employer(shown),
        "sums": list(_sums(shown, language)), "facts": list(_facts(shown, language)),
        "cuts": [_cut(one, language) for one in row.cuts],
        "bearers": [_bearer(one, language) for one in shown.bearers],
        "instalments": [_instalment(one, language) for one in shown.instalments],
        "events": [event_said(one, language) for one in reversed(shown.events)],
        "movements": movements_said(shown.movements, names, language),
        "outcomes": [_outcome(one, language) for one in shown.outcomes],
        "corrections": _corrections(shown, language),
    }  # fmt: skip


def _employer(shown: AwardShown) -> tuple[int, str] | None:
    """Her employer in the registry, where it is there for whoever looks."""
    if shown.employer_id is None:
        return None
    card = cards(current(), [shown.employer_id]).get(shown.employer_id)
    return (shown.employer_id, card.name) if card is not None else None


def _cut(one: CutShown, language: Language) -> Mapping[str, str]:
    """How much less, why, and where that came from: the movement on a cap's line."""
    return {"sum": money(one.fen, language), "why": one.say.say(language), "key": one.key}


def _doings(
    shown: AwardShown, actor: Actor, tried: Tried, language: Language
) -> tuple[dict[str, Any], tuple[Refusal, ...]]:
    """What she may do now with it, and the forms for that."""
    if not actor.holds_any(CHANGING):
        return {"doings": ()}, ()
    doings = tuple(_open_to(shown))
    plan, told = None, tuple[Refusal]()
    if "plan" in doings:
        plan, told = _plan(shown, tried, language)
    return {
        "doings": [(one, say(f"award_do_{one}", language)) for one in doings],
        "claimable": shown.paid_fen > shown.back_fen and claims.may_open(actor, shown.tenant_id),
        "plan": plan, "correcting": _correcting(shown, tried) if "correct" in doings else None,
        "places": [(one.code, one.label.say(language)) for one in _places(shown)]
        if "move" in doings else (),
        "kinds": [(kind, say(f"outcome_{kind}", language)) for kind in KINDS],
        "held": [one for one in shown.instalments if one.state == "held_back"],
    }, told  # fmt: skip


def _places(shown: AwardShown) -> list[Seat]:
    """Where it could go; the tree is kept for a while, so this costs no query."""
    seats = subtree(organisation(shown.row.city).id)
    return [one for one in seats if one.is_active and not one.is_department]


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
    shown: AwardShown, tried: Tried, language: Language
) -> tuple[Mapping[str, Any], tuple[Refusal, ...]]:
    """The lines of a plan: as typed, else as percents or the rule's pattern offer them."""
    told: tuple[Refusal, ...] = ()
    try:
        form = service.plan(current(), shown.row.number, tried.first, tried.percents)
    except AwardRefused as refused:
        form, told = service.plan(current(), shown.row.number, tried.first), refused.refusals
    offered = [(on.isoformat(), "", yuan(fen)) for on, fen in form.parts]
    return {
        "lines": _lines("plan", offered, tried), "sum": money(form.fen, language),
        "pattern": tried.percents or form.pattern, "start": form.counted_from.isoformat(),
        "start_said": day(shown.row.effective_on, language),
    }, told  # fmt: skip


def _correcting(shown: AwardShown, tried: Tried) -> Mapping[str, Any]:
    """What is still to come, to be changed."""
    coming = [one for one in shown.instalments if one.state in TO_COME]
    offered = [
        (one.due_on.isoformat(), one.until_on.isoformat() if one.until_on else "", yuan(one.fen))
        for one in coming
    ]
    own = tried.of("correct")
    return {
        "lines": _lines("correct", offered, tried),
        "granted": own.get("granted", "") if own else yuan(shown.row.granted_fen),
    }


NAMES = ("due", "until", "sum")


def _lines(
    form: str, offered: Sequence[tuple[str, str, str]], tried: Tried
) -> list[tuple[int, str, str, str, str]]:
    """Number, from, until, sum of each line and what is wrong with it; some empty ones below."""
    typed, filled = tried.of(form), list(offered)
    if typed is not None:
        numbers = [int(k[4:]) for k in typed if k.startswith("sum-") and k[4:].isdecimal()]
        rows = (tuple(typed.get(f"{name}-{n}", "") for name in NAMES) for n in sorted(numbers))
        filled = [(due, until, fen) for due, until, fen in rows if due or until or fen]
    empty = [("", "", "")] * max(SPARE, tried.rows - len(filled))
    errors = tried.errors if typed is not None else {}
    return [(n, *one, errors.get(f"part-{n}", "")) for n, one in enumerate([*filled, *empty], 1)]


def _number(text: str) -> int:
    return min(int(text), 120) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
