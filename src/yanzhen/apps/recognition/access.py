"""The only door to a recognition and what hangs on it; and who may do what with a proceeding."""

from collections.abc import Iterator
from typing import TypeVar

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused, Refusal
from yanzhen.apps.recognition.models import Proceeding, Proposal, Recognition, Rerun
from yanzhen.policy.vocabulary import Label

Row = TypeVar("Row")
OFFICE = frozenset({Role.TALENT_OFFICE})
DECIDERS = frozenset({Role.TALENT_OFFICE, Role.APPROVER})
OPEN, TOLD, HEARD = Proceeding.State.OPEN, Proceeding.State.TOLD, Proceeding.State.HEARD
UNHEARD = frozenset({Proceeding.Way.WISH, Proceeding.Way.DIED})
"""Ways in which nobody has to be heard: she asks for it herself, or cannot be."""
DEEDS: dict[str, tuple[frozenset[Proceeding.State], frozenset[Role]]] = {
    "tell": (frozenset({OPEN}), OFFICE),
    "hear": (frozenset({TOLD}), OFFICE),
    "decide": (frozenset({OPEN, HEARD}), DECIDERS),
    "drop": (frozenset({OPEN, TOLD, HEARD}), DECIDERS),
}


def access_recognition(actor: Actor, number: str) -> Recognition:
    """The recognition of a number."""
    rows = Recognition.objects.visible_to(actor).select_related("supersedes")
    return _there(rows.filter(number=number).first(), number)


def access_recognition_by_id(actor: Actor, key: int) -> Recognition:
    rows = Recognition.objects.visible_to(actor).select_related("supersedes")
    return _there(rows.filter(pk=key).first(), key)


def access_proceeding(actor: Actor, number: str) -> Proceeding:
    """The proceeding of a number, to look at."""
    rows = Proceeding.objects.visible_to(actor)
    rows = rows.select_related("recognition", "opened_by", "decided_by")
    return _there(rows.filter(number=number).first(), number)


def access_to(deed: str, actor: Actor, number: str) -> Proceeding:
    """The proceeding, locked, for a deed that this person may do now: inside a transaction."""
    rows = Proceeding.objects.visible_to(actor).select_for_update(of=("self",))
    found = _there(rows.select_related("recognition").filter(number=number).first(), number)
    hindered = [Refusal(code, say) for code, say in hindrances(deed, actor, found)]
    if hindered:
        raise RecognitionRefused(hindered)
    return found


def access_proposal(actor: Actor, key: int) -> Proposal:
    """An open proposal of her place, locked: inside a transaction."""
    rows = Proposal.objects.visible_to(actor).select_for_update(of=("self",))
    found = rows.select_related("recognition").filter(pk=key, state="open").first()
    if found is not None and not may_office(actor, found.tenant_id):
        found = None
    return _there(found, key)


def access_rerun(actor: Actor, key: int) -> Rerun:
    """A run of her place."""
    rows = Rerun.objects.visible_to(actor).select_related("started_by")
    return _there(rows.filter(pk=key).first(), key)


def hindrances(deed: str, actor: Actor, one: Proceeding) -> Iterator[tuple[str, Label]]:
    """Why somebody may not do this with a proceeding now; nothing where she may."""
    states, roles = DEEDS[deed]
    if not actor.holds_any(roles, one.tenant_id):
        yield "not_yours", words.NOT_YOURS
    if one.state not in states:
        yield "wrong_state", words.wrong_state(one)
    elif actor.account_id is None:
        yield "needs_a_person", words.A_PERSON
    elif deed == "decide":
        if one.opened_by_id == actor.account_id:
            yield "same_hand", words.SAME_HAND
        if one.state == OPEN and one.way not in UNHEARD:
            yield "not_heard", words.NOT_HEARD
    elif deed == "tell" and one.way == Proceeding.Way.DIED:
        yield "nobody_to_tell", words.NOBODY_TO_TELL


def may_office(actor: Actor, tenant_id: int) -> bool:
    """Whether somebody is of the talent office of a place, or of one above it."""
    return actor.holds_any(OFFICE, tenant_id)


def _there(row: Row | None, key: object) -> Row:
    if row is None:
        raise NoSuchRecognition(key)
    return row
