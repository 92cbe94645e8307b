"""Who raised an objection: sealed, and opened only with a reason that is written down."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record_reading
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, Refusal
from yanzhen.apps.cases.models import Objector
from yanzhen.policy.vocabulary import Label

NO_REASON = Label("请写明查看的理由。", "Say why you look it up.")


def reveal_objector(actor: Actor, number: str, reason: str) -> tuple[str, str]:
    """Name and contact; outside of a transaction, or the reading could be rolled back."""
    if not reason.strip():
        raise CaseRefused([Refusal("needs_reason", NO_REASON, "reason")])
    case = access_case(actor, number)
    found = Objector.objects.visible_to(actor).filter(case=case).first()
    if found is None or not (actor.departments & set(case.departments)):
        raise NoSuchCase(number)
    record_reading(actor, f"objector:{number}", reason.strip())
    return found.name.open(), found.contact.open()
