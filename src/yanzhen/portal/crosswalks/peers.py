"""The administrator: which installations the city believes, and by which keys."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import SILENT, CrosswalkRefused, NoSuchPeer, PeerShown
from yanzhen.apps.signing import service as signing
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.crosswalks.shown import city_name, moment
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def peers(request: HttpRequest) -> HttpResponse:
    """The peers of her cities; a form adds one, looks again, believes a key, ends it."""
    if request.method == "GET":
        return _page(request)
    try:
        _change(request)
    except NoSuchPeer as missing:
        raise Http404(str(missing)) from None
    except CrosswalkRefused as refused:
        return _page(request, [one.reason.say(spoken()) for one in refused.refusals])
    return redirect("portal:desk_peers")


def _change(request: HttpRequest) -> None:
    given, actor = request.POST, current()
    peer = given.get("peer", "")
    if peer and not peer.isdecimal():
        raise NoSuchPeer(peer)
    if key := given.get("pin"):
        crosswalks.pin(acting=actor, peer_id=int(peer or 0), key_id=key)
        messages.success(request, say("peer_pinned_now", spoken()))
    elif "look" in given:
        crosswalks.look_again(acting=actor, peer_id=int(peer or 0))
        messages.success(request, say("peer_looked", spoken()))
    elif "end" in given:
        crosswalks.end_peer(acting=actor, peer_id=int(peer or 0))
        messages.success(request, say("peer_ended_now", spoken()))
    else:
        crosswalks.add_peer(
            acting=actor, city=given.get("city", ""), other=given.get("other", ""),
            url=given.get("url", ""),
        )  # fmt: skip
        messages.success(request, say("peer_added", spoken()))


def _page(request: HttpRequest, refusals: list[str] | None = None) -> HttpResponse:
    language, actor = spoken(), current()
    own = crosswalks.administered_cities(actor)
    context = {
        "peers": [_card(one, language) for one in crosswalks.peers(actor)],
        "cities": [(one.code, one.label.say(language)) for one in own],
        "others": [
            (code, name.say(language)) for code, name in crosswalks.known_cities().items()
        ],
        "own_keys": [
            {"city": city_name(one.city, language), "id": one.key_id, "print": one.fingerprint}
            for one in signing.keys_of(actor) if one.signs
        ],
        "refusals": refusals or (), "posted": request.POST, "errors": {},
    }  # fmt: skip
    status = 400 if refusals else 200
    return render(request, "portal/crosswalks/peers.html", context, status=status)


def _card(one: PeerShown, language: Language) -> Mapping[str, Any]:
    problem = SILENT.get(one.problem)
    heard = moment("peer_heard", one.heard_at, language) or say("peer_never", language)
    return {
        "id": one.id, "url": one.base_url, "heard": heard, "is_trusted": one.is_trusted,
        "title": f"{city_name(one.city, language)} ↔ {city_name(one.other, language)}",
        "problem": problem.say(language) if problem else "",
        "state": say("peer_trusted" if one.is_trusted else "peer_waits", language),
        "keys": [
            {"id": key.key_id, "print": key.fingerprint, "is_new": key.state == "new",
             "state": say(f"peer_key_{key.state}", language)}
            for key in one.keys
        ],
    }  # fmt: skip
