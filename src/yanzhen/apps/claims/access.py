"""The only door to a claim: absent and forbidden look alike; and who may do what with one."""

from collections.abc import Iterator

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.claims import words
from yanzhen.apps.claims.errors import ClaimRefused, NoSuchClaim, Refusal
from yanzhen.apps.claims.models import Claim
from yanzhen.policy.vocabulary import Label

OPENERS = frozenset({Role.FINANCE, Role.TALENT_OFFICE})
TAKERS = frozenset({Role.FINANCE})
PROPOSED, OPEN, REPAYING = Claim.State.PROPOSED, Claim.State.OPEN, Claim.State.REPAYING
# What can be done, in which states, by whom.
DEEDS: dict[str, tuple[frozenset[Claim.State], frozenset[Role]]] = {
    "open": (frozenset({PROPOSED}), OPENERS),
    "approve": (frozenset({OPEN}), OPENERS),
    "plan": (frozenset({REPAYING}), OPENERS),
    "receive": (frozenset({REPAYING}), TAKERS),
    "remind": (frozenset({REPAYING}), OPENERS),
    "withdraw": (frozenset({PROPOSED, OPEN, REPAYING}), OPENERS),
    "write_off": (frozenset({REPAYING}), TAKERS),
    "agree": (frozenset({REPAYING}), TAKERS),
    "decline": (frozenset({REPAYING}), TAKERS),
}


def access_claim(actor: Actor, number: str) -> Claim:
    """The claim of a number, to look at."""
    rows = Claim.objects.visible_to(actor)
    found = rows.select_related("opened_by", "approved_by", "end_asked_by", "ended_by")
    claim = found.prefetch_related("parts").filter(number=number).first()
    if claim is None:
        raise NoSuchClaim(number)
    return claim


def access_to(deed: str, actor: Actor, number: str) -> Claim:
    """The claim, locked, for a deed that this person may do now: inside a transaction."""
    rows = Claim.objects.visible_to(actor).select_for_update(of=("self",))
    claim = rows.filter(number=number).first()
    if claim is None:
        raise NoSuchClaim(number)
    hindered = [Refusal(code, say) for code, say in hindrances(deed, actor, claim)]
    if hindered:
        raise ClaimRefused(hindered)
    return claim


def hindrances(deed: str, actor: Actor, claim: Claim) -> Iterator[tuple[str, Label]]:
    """Why somebody may not do this with a claim now; nothing where she may."""
    states, roles = DEEDS[deed]
    if not actor.holds_any(roles, claim.tenant_id):
        yield "not_yours", words.NOT_YOURS
    if claim.state not in states:
        yield "wrong_state", words.wrong_state(claim)
    elif actor.account_id is None:
        yield "needs_a_person", words.A_PERSON
    else:
        yield from _by_whom(deed, actor, claim)


def _by_whom(deed: str, actor: Actor, claim: Claim) -> Iterator[tuple[str, Label]]:
    wants = bool(claim.end_wanted)
    if deed == "approve" and actor.account_id == claim.opened_by_id:
        yield "same_hand", words.SAME_HAND
    if deed in ("agree", "decline") and not wants:
        yield "nothing_asked", words.NOTHING_ASKED
    if deed == "agree" and wants and actor.account_id == claim.end_asked_by_id:
        yield "same_hand", words.SAME_HAND
    if deed in ("write_off", "withdraw", "plan") and wants:
        yield "asked", words.ASKED
    if deed == "withdraw" and claim.back_fen:
        yield "came_back", words.SOME_CAME


def may_open(actor: Actor, tenant_id: int) -> bool:
    """Whether somebody may claim back what an award of a place paid."""
    return actor.holds_any(OPENERS, tenant_id)
