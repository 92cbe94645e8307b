"""The frame of a page for whoever looks at it: a context processor.

It is worked out when a template asks for it, so an answer without a frame costs nothing.
"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from yanzhen.apps.accounts.service import Actor, Post, Role, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Filters
from yanzhen.apps.notices.service import unread_count
from yanzhen.apps.organisations.service import subtree
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.rails import Place, rail
from yanzhen.portal.shell import Entry, Shell
from yanzhen.portal.words import say


def around(request: HttpRequest) -> dict[str, object]:
    """`shell`: who has signed in, what waits on her, where she may go."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    actor, language = current(), spoken()
    if not actor.is_signed_in:
        after = urlencode({"next": request.get_full_path()})
        return Shell(sign_in_href=f"{reverse('account_login')}?{after}")
    todo, new = _waiting(actor), unread_count(acting=actor)
    place = Place(request.path, actor, todo, new)
    posts = [one for one in actor.posts if one.role != Role.APPLICANT]
    return Shell(
        name=actor.name, post=_roles(posts, language), place=_places(posts, language),
        todo=todo, todo_href=reverse("portal:desk" if actor.is_staff else "portal:my"),
        notices=new, notices_href=reverse("portal:notices"),
        rail=rail(place, language), menu=tuple(_menu(actor, language)),
        sign_out_href=reverse("account_logout"),
    )  # fmt: skip


def _waiting(actor: Actor) -> int:
    """How many cases wait on her: in the queue of staff, or for something of an applicant."""
    if actor.is_staff:
        return cases.how_many_wait(actor)
    return cases.how_many(actor, Filters(turn="applicant", is_open=True))


def _roles(posts: list[Post], language: Language) -> str:
    found = dict.fromkeys(one.role.label.say(language) for one in posts)
    return say("comma", language).join(found) or Role.APPLICANT.label.say(language)


def _places(posts: list[Post], language: Language) -> str:
    ids = [one.organisation_id for one in posts if one.organisation_id is not None]
    if not ids:
        return ""
    names = (subtree(one)[0].label.say(language) for one in ids)
    return say("comma", language).join(dict.fromkeys(names))


def _menu(actor: Actor, language: Language) -> Iterator[Entry]:
    """Her areas of the service, and her account."""
    if actor.is_staff:
        yield Entry("desk", say("area_desk", language), reverse("portal:desk"), "inbox")
    if actor.employers:
        yield Entry(
            "employer", say("area_employer", language), reverse("portal:employer"), "building"
        )
    if actor.holds(Role.PARTNER):
        yield Entry(
            "partner", say("rail_partner", language), reverse("portal:partner"), "device-mobile"
        )
    if actor.holds(Role.ADMINISTRATOR):
        yield Entry("posts", say("posts_title", language), reverse("portal:posts"), "users")
    yield Entry("my", say("area_my", language), reverse("portal:my"), "user")
    yield Entry("account", say("account_nav", language), reverse("mfa_index"), "shield-lock")
