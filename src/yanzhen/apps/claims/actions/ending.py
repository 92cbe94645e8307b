"""Ending a claim before all of it came back: withdrawn because it was wrong, or written off.

withdraw(acting=zhou, number=number, reason="房屋为继承过户")     at once while nobody approved it
write_off(acting=zhou, number=number, reason="...")               asked for by one person
agree(acting=qian, number=number)                                 and done by another
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards import service as awards
from yanzhen.apps.claims import words
from yanzhen.apps.claims.access import access_to
from yanzhen.apps.claims.errors import ClaimRefused, Refusal
from yanzhen.apps.claims.models import Claim
from yanzhen.apps.claims.timeline import tell_payee, write_step

TOLD = {"written_off": "claim_written_off", "withdrawn": "claim_withdrawn"}


def withdraw(*, acting: Actor, number: str, reason: str) -> Claim:
    """It was not right. A claim that is approved takes a second person for this, too."""
    return _asked("withdraw", Claim.State.WITHDRAWN, acting, number, reason)


def write_off(*, acting: Actor, number: str, reason: str) -> Claim:
    """Ask to give up what has not come back."""
    return _asked("write_off", Claim.State.WRITTEN_OFF, acting, number, reason)


def agree(*, acting: Actor, number: str) -> Claim:
    """The second person agrees: the claim ends as was asked for."""
    with transaction.atomic():
        claim = access_to("agree", acting, number)
        if claim.end_wanted == Claim.State.WITHDRAWN and claim.back_fen:
            raise ClaimRefused([Refusal("came_back", words.SOME_CAME)])
        _end(claim, claim.end_wanted, acting, claim.end_reason)
    return claim


def decline(*, acting: Actor, number: str, reason: str) -> Claim:
    """It goes on: nobody ends it, or whoever asked takes it back."""
    _reasoned(reason)
    with transaction.atomic():
        claim = access_to("decline", acting, number)
        claim.end_wanted, claim.end_reason, claim.end_asked_by = "", "", None
        claim.save()
        write_step(claim, "end_declined", acting, reason)
    return claim


def _asked(deed: str, end: Claim.State, acting: Actor, number: str, reason: str) -> Claim:
    _reasoned(reason)
    with transaction.atomic():
        claim = access_to(deed, acting, number)
        claim.end_reason, claim.end_asked_by_id = reason.strip(), acting.account_id
        if claim.approved_by_id is None:
            _end(claim, end, acting, reason)
        else:
            claim.end_wanted = end
            claim.save()
            write_step(claim, f"asked_{end}", acting, reason)
    return claim


def _end(claim: Claim, end: str, acting: Actor, reason: str) -> None:
    claim.state, claim.end_wanted = Claim.State(end), ""
    claim.ended_by_id, claim.ended_at = acting.account_id, timezone.now()
    claim.save()
    write_step(claim, end, acting, reason, {"given_up_fen": claim.left_fen})
    if claim.is_told:
        tell_payee(claim, TOLD[end])
    if end == Claim.State.WITHDRAWN and claim.suspends:
        _let_go_on(claim, acting)


def _let_go_on(claim: Claim, acting: Actor) -> None:
    """The award was suspended for this claim: it goes on, each payment looked at for its day."""
    if awards.award(acting, claim.award_id).row.state == "suspended":
        awards.resume(acting, claim.award_id, f"撤销追回 {claim.number}")


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise ClaimRefused([Refusal("needs_reason", words.NO_REASON, "reason")])
