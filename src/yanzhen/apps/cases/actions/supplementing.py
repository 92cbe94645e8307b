"""Asking for what is missing, all at once, and taking the answer in."""

from yanzhen.apps.cases.actions.attaching import attach
from yanzhen.apps.cases.actions.recording import Happening
from yanzhen.apps.cases.given import Given
from yanzhen.apps.cases.models import Case, Supplement


def ask(case: Case, given: Given, by: Happening) -> Supplement:
    """Say once everything that is missing."""
    items = [one.strip() for one in given.supplements if one.strip()]
    return Supplement.objects.create(
        case=case, items=items, note=given.reason, asked_by_id=by.actor.account_id, asked_at=by.now
    )


def answer(case: Case, given: Given, by: Happening, *, at_window: bool) -> None:
    """The open request is answered; the files that came with it belong to the case now."""
    attach(case, given.materials, by.actor, received_by=by.actor.name if at_window else "")
    Supplement.objects.filter(case=case, answered_at__isnull=True).update(
        answer=given.answer.strip(), answered_at=by.now
    )
