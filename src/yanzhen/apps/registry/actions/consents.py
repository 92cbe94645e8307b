"""What a subject agrees to, and takes back."""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.access import access_subject
from yanzhen.apps.registry.errors import refuse
from yanzhen.apps.registry.models import Consent, Subject
from yanzhen.apps.registry.rights import KEEPERS


def give_consent(*, acting: Actor, subject_id: int, purpose: str, how: str) -> Consent:
    """She agrees: by herself, or on a paper that staff have seen (`how` says which)."""
    with transaction.atomic():
        subject = _hers(acting, subject_id)
        if purpose not in Consent.Purpose.values:
            raise refuse("purpose", "没有这种用途。", "There is no such purpose.")
        if not how.strip():
            raise refuse("how", "请写明同意的方式。", "Say how the consent was given.")
        consent, is_new = Consent.objects.get_or_create(
            subject=subject, purpose=purpose, withdrawn_at=None,
            defaults={"given_at": timezone.now(), "given_by_id": acting.account_id, "how": how},
        )  # fmt: skip
        if is_new:
            _told_of(acting, consent, "registry.consent_given")
    return consent


def withdraw_consent(*, acting: Actor, subject_id: int, purpose: str) -> None:
    """She takes it back, from now on; what was done before stays as it was."""
    with transaction.atomic():
        subject = _hers(acting, subject_id)
        for consent in Consent.objects.filter(subject=subject, purpose=purpose, withdrawn_at=None):
            consent.withdrawn_at = timezone.now()
            consent.save(update_fields=["withdrawn_at"])
            _told_of(acting, consent, "registry.consent_withdrawn")


def _hers(actor: Actor, subject_id: int) -> Subject:
    """The subject, if the actor may speak for her: herself, her office for an employer, staff."""
    subject = access_subject(actor, subject_id)
    own = actor.account_id is not None and subject.account_id == actor.account_id
    for_employer = subject.pk in actor.employers and actor.holds(Role.EMPLOYER_HR)
    if own or for_employer or actor.is_system or actor.holds_any(KEEPERS):
        return subject
    raise refuse("", "须由本人同意。", "Only she herself can agree.")


def _told_of(actor: Actor, consent: Consent, event: str) -> None:
    record(
        event, acting=actor, subject=f"subject:{consent.subject_id}",
        details={"purpose": consent.purpose, "how": consent.how},
    )  # fmt: skip
