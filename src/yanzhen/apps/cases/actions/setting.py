"""What a place sets for itself: in how many working days it promises to do something."""

from django.db import transaction

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.models import Term
from yanzhen.policy.vocabulary import Label

LONGEST = 365
NOT_YOURS = Label(
    "承诺时限由本地人才工作机构设定。", "Terms are set by the talent office of the place."
)
BAD_DAYS = Label(
    f"时限须为 1 到 {LONGEST} 个工作日。", f"A term has between 1 and {LONGEST} working days."
)
NO_BASIS = Label(
    "请写明依据（文件、服务承诺等）。", "Say what it rests on (a document, a promise made public)."
)


def set_term(
    *, acting: Actor, tenant_id: int, item: str = "", stage: str = "", days: int, basis: str,
    is_demo: bool = False,
) -> Term:  # fmt: skip
    """Promise a term: for an item or all, for a stage or the whole case."""
    refusals = []
    if not (acting.is_system or acting.holds(Role.TALENT_OFFICE, tenant_id)):
        refusals.append(Refusal("not_yours", NOT_YOURS))
    if not 1 <= days <= LONGEST:
        refusals.append(Refusal("bad_days", BAD_DAYS, "days"))
    if not basis.strip():
        refusals.append(Refusal("no_basis", NO_BASIS, "basis"))
    if refusals:
        raise CaseRefused(refusals)
    with transaction.atomic():
        term, _ = Term.objects.update_or_create(
            tenant_id=tenant_id, item=item, stage=stage,
            defaults={"days": days, "basis": basis.strip(), "is_demo": is_demo,
                      "set_by_id": acting.account_id},
        )  # fmt: skip
        record(
            "term.set", acting=acting, subject=f"term:{term.pk}",
            details={"tenant": tenant_id, "item": item, "stage": stage, "days": days},
        )  # fmt: skip
    return term
