"""The administrator's page: who holds which post in her organisations, to give and to end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import (
    AssignmentRefused,
    Held,
    NoSuchAssignment,
    Refusal,
    Role,
    account_id_of,
    current,
    end_assignment,
    give_assignment,
    posts_administered_by,
)
from yanzhen.apps.organisations.service import Seat, below, organisations_by_id
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import WORDS, say

GIVEN_HERE = tuple(role for role in Role if role not in {Role.APPLICANT, Role.EMPLOYER_HR})
FIELDS = ("account", "role", "organisation", "valid_from", "valid_until")


@dataclass(frozen=True)
class Row:
    """One post in words."""

    id: int
    name: str
    email: str
    role: str
    organisation: str
    since: str
    until: str
    hers: bool


@never_cache
@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of her organisations, and a form for another one."""
    if request.method == "GET":
        return _page(request, {}, ())
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        _give(posted)
    except AssignmentRefused as refused:
        return _page(request, posted, refused.refusals, status=400)
    messages.success(request, say("posts_given", spoken()))
    return redirect("portal:posts")


@require_POST
def end(request: HttpRequest, assignment: int) -> HttpResponse:
    """One post ends now."""
    try:
        end_assignment(acting=current(), assignment_id=assignment)
    except NoSuchAssignment:
        raise Http404(assignment) from None
    except AssignmentRefused as refused:
        return _page(request, {}, refused.refusals, status=400)
    messages.success(request, say("posts_ended", spoken()))
    return redirect("portal:posts")


def _give(posted: Mapping[str, str]) -> None:
    """What was entered as a post; what cannot be read is refused together."""
    refusals: list[Refusal] = []
    if posted["role"] not in GIVEN_HERE:
        refusals.append(Refusal("role", Label(*WORDS["posts_bad_role"])))
    days = {name: _day(posted[name], name, refusals) for name in ("valid_from", "valid_until")}
    if refusals:
        raise AssignmentRefused(refusals)
    place = posted["organisation"]
    give_assignment(
        acting=current(), account_id=account_id_of(posted["account"]) or 0,
        role=Role(posted["role"]), organisation_id=int(place) if place.isdecimal() else None,
        valid_from=days["valid_from"], valid_until=days["valid_until"],
    )  # fmt: skip


def _day(text: str, field: str, refusals: list[Refusal]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        refusals.append(Refusal(field, Label(*WORDS["posts_bad_date"])))
        return None


def _page(
    request: HttpRequest, posted: Mapping[str, str], refusals: tuple[Refusal, ...],
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    language = spoken()
    errors: dict[str, str] = {}
    for one in refusals:
        errors[one.field or "whole"] = one.reason.say(language)
    held = posts_administered_by(current())
    context = {
        "rows": _rows(held),
        "roles": [(role.value, role.label.say(language)) for role in GIVEN_HERE],
        "places": _places(),
        "posted": posted,
        "errors": errors,
    }
    return render(request, "portal/staff/posts.html", context, status=status)


def _rows(held: tuple[Held, ...]) -> list[Row]:
    language = spoken()
    ids = (one.organisation_id for one in held if one.organisation_id is not None)
    seats = organisations_by_id(ids)
    return [
        Row(
            id=one.id, name=one.name, email=one.email, role=one.role.label.say(language),
            organisation=_name(seats.get(one.organisation_id or 0)),
            since=day(one.valid_from, language),
            until=day(one.valid_until, language) if one.valid_until else "", hers=one.hers,
        )
        for one in held
    ]  # fmt: skip


def _places() -> list[tuple[str, str]]:
    """The organisations where she may give posts, indented by their depth."""
    own = [
        post.organisation_id
        for post in current().posts
        if post.role == Role.ADMINISTRATOR and post.organisation_id is not None
    ]
    seats = below(seat.code for seat in organisations_by_id(own).values())
    return [(str(seat.id), _indented(seat)) for seat in seats if seat.is_active]


def _indented(seat: Seat) -> str:
    return "\u3000" * seat.code.count("/") + _name(seat)


def _name(seat: Seat | None) -> str:
    return seat.label.say(spoken()) if seat else ""
