"""The only door to authorisations, uses and samples; absent and forbidden look alike."""

from typing import TypeVar

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.recognition.access import may_office
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused, Refusal
from yanzhen.apps.recognition.models.seat import Authorisation, SeatSample, SeatUse
from yanzhen.apps.recognition.seats import words

Row = TypeVar("Row")
READERS = frozenset({Role.TALENT_OFFICE, Role.APPROVER, Role.AUDITOR})


def access_authorisation(actor: Actor, key: int, *, change: bool = False) -> Authorisation:
    """One of her employer's, or of her place's; locked when it is to be changed."""
    found = _seen(actor, Authorisation.objects.visible_to(actor).filter(pk=key).first(), key)
    if change:
        with being(SYSTEM):
            return Authorisation.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    return found


def access_use(actor: Actor, key: int) -> SeatUse:
    """A use with its authorisation and recognition."""
    rows = SeatUse.objects.visible_to(actor).select_related("authorisation", "recognition")
    return _seen(actor, rows.filter(pk=key).first(), key)


def access_sample(actor: Actor, key: int) -> SeatSample:
    rows = SeatSample.objects.visible_to(actor).select_related("made_by")
    found = rows.filter(pk=key).first()
    if found is None or not reads(actor, found.tenant_id):
        raise NoSuchRecognition(key)
    return found


def reads(actor: Actor, tenant_id: int) -> bool:
    """Whether she is of an office that looks at these."""
    return actor.is_system or actor.holds_any(READERS, tenant_id)


def require_office(actor: Actor, tenant_id: int) -> None:
    if not (actor.is_system or may_office(actor, tenant_id)):
        raise RecognitionRefused([Refusal("not_office", words.NOT_OFFICE)])


def _seen(actor: Actor, row: Row | None, key: int) -> Row:
    if isinstance(row, Authorisation | SeatUse) and (
        row.employer_id in actor.employers or reads(actor, row.tenant_id)
    ):
        return row
    raise NoSuchRecognition(key)
