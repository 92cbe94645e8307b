"""The only door to a sample: auditors of the place; absent and forbidden look alike."""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.inspections.errors import InspectionRefused, NoSuchSample, Refusal
from yanzhen.apps.inspections.models import Sample
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.policy.vocabulary import Label

NOT_AN_AUDITOR = Label(
    "只有本级或上级的审计人员可以这样做。", "Only auditors of the place do this."
)


def access_sample(actor: Actor, sample: int) -> Sample:
    """A sample of a place whose auditor she is."""
    found = Sample.objects.visible_to(actor).filter(pk=sample).first()
    if found is None:
        raise NoSuchSample(sample)
    return found


def audited_cities(actor: Actor) -> list[str]:
    """The cities in which she audits a place."""
    return sorted({one.city for one in organisations_by_id(actor.audited).values()})


def require_auditor(actor: Actor, tenant_id: int) -> None:
    """InspectionRefused for whoever audits nothing of the place."""
    if not (actor.is_system or actor.holds(Role.AUDITOR, tenant_id)):
        raise InspectionRefused([Refusal("not_an_auditor", NOT_AN_AUDITOR)])
