"""The only door to a case, a draft, a material: absent and forbidden look alike."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, NoSuchDraft, Refusal
from yanzhen.apps.cases.models import Case, Draft, Filing, Material, Offer
from yanzhen.policy.vocabulary import Label

SIGN_IN = Label("请先登录。", "Sign in first.")


def account_of(actor: Actor) -> int:
    """The account of whoever acts; a visitor has to sign in first."""
    if actor.account_id is None:
        raise CaseRefused([Refusal("sign_in", SIGN_IN)])
    return actor.account_id


def access_case(actor: Actor, number: str) -> Case:
    """The case of a number, to look at."""
    found = (
        Case.objects.visible_to(actor)
        .select_related("tenant", "window", "against")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NoSuchCase(number)
    return found


def access_to_change(actor: Actor, number: str) -> Case:
    """The case, locked for a change: inside a transaction only."""
    found = Case.objects.visible_to(actor).select_for_update().filter(number=number).first()
    if found is None:
        raise NoSuchCase(number)
    return found


def access_draft(actor: Actor, public_id: str) -> Draft:
    """One's own draft, locked: inside a transaction only."""
    found = Draft.objects.visible_to(actor).select_for_update().filter(public_id=public_id).first()
    if found is None:
        raise NoSuchDraft(public_id)
    return found


def access_own_draft(actor: Actor, public_id: str) -> Draft:
    """One's own draft, to look at."""
    found = (
        Draft.objects.visible_to(actor)
        .select_related("tenant", "subject", "case")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NoSuchDraft(public_id)
    return found


def access_material(actor: Actor, public_id: str) -> Material:
    """A material that is there for this actor; one that was removed is not."""
    found = (
        Material.objects.visible_to(actor)
        .exclude(stage=Material.Stage.REMOVED)
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NoSuchDraft(public_id)
    return found


def access_offer(actor: Actor, offer: int) -> Offer:
    """An offer that was made to the actor herself, locked."""
    found = (
        Offer.objects.visible_to(actor)
        .select_for_update()
        .filter(pk=offer, account=actor.account_id, account__isnull=False)
        .first()
    )
    if found is None:
        raise NoSuchDraft(str(offer))
    return found


def access_filing(actor: Actor, public_id: str) -> Filing:
    """A sheet of the actor's employer."""
    found = Filing.objects.visible_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchDraft(public_id)
    return found
