"""The only door to a run, and to a bank account that waits: absent and forbidden look alike.

Finance of the place (or of one above it) pays; auditors look. Whoever is neither sees no run.
"""

from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.payments.errors import NoSuchAccount, NoSuchRun, refuse
from yanzhen.apps.payments.models import PayeeAccount, Run

PAYERS = frozenset({Role.FINANCE})
READERS = frozenset({Role.FINANCE, Role.AUDITOR})


def runs_of(actor: Actor) -> QuerySet[Run]:
    """The runs that are there for her."""
    rows = Run.objects.visible_to(actor)
    if actor.is_system:
        return rows
    reach = {one for post in actor.posts if post.role in READERS for one in post.reach}
    return rows.filter(tenant__in=reach)


def access_run(actor: Actor, number: str) -> Run:
    """A run, to look at."""
    found = runs_of(actor).filter(number=number).first()
    if found is None:
        raise NoSuchRun(number)
    return found


def access_to_pay(actor: Actor, number: str) -> Run:
    """A run, locked for a step by finance: inside a transaction."""
    found = runs_of(actor).select_for_update(of=("self",)).filter(number=number).first()
    if found is None:
        raise NoSuchRun(number)
    require_payer(actor, found.tenant_id)
    return found


def require_payer(actor: Actor, tenant_id: int) -> None:
    """Only finance of the place, or of a place above it, pays."""
    if not pays(actor, tenant_id):
        raise refuse(
            "not_finance", "只有本级或上级财政人员可以办理资金拨付。",
            "Only finance of the place, or of a place above it, makes payments.",
        )  # fmt: skip


def pays(actor: Actor, tenant_id: int) -> bool:
    """Whether she pays for a place."""
    return actor.is_system or actor.holds_any(PAYERS, tenant_id)


def access_proposed(actor: Actor, account_id: int) -> PayeeAccount:
    """A bank account that waits for its second look, locked."""
    rows = PayeeAccount.objects.visible_to(actor).select_for_update(of=("self",))
    found = rows.filter(pk=account_id, state=PayeeAccount.State.PROPOSED).first()
    if found is None or found.tenant_id is None or not pays(actor, found.tenant_id):
        raise NoSuchAccount(str(account_id))
    return found
