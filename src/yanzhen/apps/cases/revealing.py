"""What a case keeps covered, opened with a reason that is written down before anything is shown.

Who raised an objection is sealed: those that work on it may open it. A person's name stands masked
before staff who see a case without working on it, an auditor or the city above.
"""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record_reading
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, Refusal
from yanzhen.apps.cases.models import Objector
from yanzhen.policy.vocabulary import Label

NO_REASON = Label("请写明查看的理由。", "Say why you look it up.")


def reveal_objector(actor: Actor, number: str, reason: str) -> tuple[str, str]:
    """Name and contact; outside of a transaction, or the reading could be rolled back."""
    _require(reason)
    case = access_case(actor, number)
    found = Objector.objects.visible_to(actor).filter(case=case).first()
    if found is None or not (actor.departments & set(case.departments)):
        raise NoSuchCase(number)
    record_reading(actor, f"objector:{number}", reason.strip())
    return found.name.open(), found.contact.open()


def reveal_name(actor: Actor, number: str, reason: str) -> str:
    """The whole name of whom the case is about; outside of a transaction, likewise."""
    _require(reason)
    case = access_case(actor, number)
    record_reading(actor, f"case:{number} name", reason.strip())
    return case.subject_name


def _require(reason: str) -> None:
    if not reason.strip():
        raise CaseRefused([Refusal("needs_reason", NO_REASON, "reason")])
