"""The keys by which a city signs cards and documents: which signs, replacing one, revoking one."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, Role, current
from yanzhen.apps.organisations.service import Seat, cities
from yanzhen.apps.signing import service as signing
from yanzhen.apps.signing.service import KeyShown, NoSuchKey, SigningRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.TALENT_OFFICE})


@never_cache
@require_http_methods(["GET", "POST"])
def signing_keys(request: HttpRequest) -> HttpResponse:
    """The keys of her cities; what she does with one."""
    if request.method == "GET":
        return _page(request)
    try:
        _change(request)
    except NoSuchKey as missing:
        raise Http404(str(missing)) from None
    except SigningRefused as refused:
        return _page(request, [one.reason.say(spoken()) for one in refused.refusals])
    return redirect("portal:desk_signing")


def _change(request: HttpRequest) -> None:
    if city := request.POST.get("rotate"):
        signing.rotate(acting=current(), city=city)
        messages.success(request, say("signing_rotated", spoken()))
    elif key := request.POST.get("revoke"):
        reason = request.POST.get("reason", "")
        signing.revoke(acting=current(), key_id=key, reason=reason)
        messages.success(request, say("signing_revoked_now", spoken()))


def _page(request: HttpRequest, refusals: list[str] | None = None) -> HttpResponse:
    language, actor = spoken(), current()
    context = {"cities": list(_cities(actor, language)), "refusals": refusals or ()}
    return render(
        request, "portal/desk/signing_keys.html", context, status=400 if refusals else 200
    )


def _cities(actor: Actor, language: Language) -> Iterator[Mapping[str, Any]]:
    keys = signing.keys_of(actor)
    for seat in cities():
        if _keeps(actor, seat):
            rows = [_row(one, language) for one in keys if one.city == seat.code]
            yield {"code": seat.code, "name": seat.label.say(language), "keys": rows}


def _keeps(actor: Actor, seat: Seat) -> bool:
    return actor.holds_any(KEEPERS, seat.id)


def _row(one: KeyShown, language: Language) -> Mapping[str, Any]:
    def said(key: str, moment: Any) -> str:
        return say(key, language, day=day(timezone.localdate(moment), language)) if moment else ""

    state = "signs" if one.signs else "revoked" if one.revoked_at else "retired"
    return {
        "id": one.key_id, "fingerprint": one.fingerprint, "reason": one.reason,
        "state": say(f"signing_{state}", language), "revocable": one.revoked_at is None,
        "since": said("signing_since", one.since), "retired": said("signing_until", one.retired_at),
    }  # fmt: skip
