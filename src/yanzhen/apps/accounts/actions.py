"""Every change to accounts and their assignments.

give_assignment(acting=SYSTEM, account_id=7, role=Role.CLERK, organisation_id=3)
"""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.access import access_assignment
from yanzhen.apps.accounts.actor import Actor
from yanzhen.apps.accounts.errors import AssignmentRefused, Refusal
from yanzhen.apps.accounts.models import Account, Assignment
from yanzhen.apps.accounts.roles import Role
from yanzhen.apps.audit.service import SYSTEM_CHAIN, record
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation_by_id
from yanzhen.policy.vocabulary import Label

NOT_YOURS = Label(
    "您不能在这个机构任免这一角色；请联系上级管理员。",
    "You cannot give this role in this organisation; ask an administrator above it.",
)
NO_ACCOUNT = Label("没有这个账户。", "There is no such account.")
NO_ORGANISATION = Label("请选择机构。", "Choose an organisation.")
NEEDS_DEPARTMENT = Label(
    "部门审核人员只能派到部门，请选择部门。",
    "A reviewer works for a department: choose one.",
)
NEEDS_EMPLOYER = Label("请指明用人单位。", "Name the employer.")
EVERYBODY = Label("人人都是申请人，不需要任命。", "Everybody is an applicant; it is not assigned.")
BACKWARDS = Label("结束日期早于开始日期。", "It ends before it begins.")
HELD = Label("这一岗位已经任命，尚未结束。", "She holds this post already, without an end.")
OWN = Label("不能任免自己；请由另一位管理员办理。", "Not for yourself: ask another administrator.")


def create_account(
    *, email: str, name: str, password: str | None = None, hashed: str = ""
) -> Account:
    """A new account whose address needs no proof: for an import or a demo.

    People make theirs on the sign-up page and prove that they read its mail. `hashed`: a password
    that was hashed before, where many accounts have the same (hashing one takes half a second).
    """
    with transaction.atomic():
        account = Account.objects.create_user(email, password, name=name)
        if hashed:
            account.password = hashed
            account.save(update_fields=["password"])
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def give_second_factor(*, account_id: int, secret: str) -> None:
    """An authenticator app with a known secret (base 32), for a demo account."""
    TOTP.activate(Account.objects.get(pk=account_id), secret)


def give_assignment(
    *, acting: Actor, account_id: int, role: Role, organisation_id: int | None = None,
    employer_id: int | None = None, valid_from: date | None = None, valid_until: date | None = None,
) -> Assignment:  # fmt: skip
    """Give an account a post; `AssignmentRefused` with every reason against it."""
    begins = valid_from or timezone.localdate()
    refusals = [
        *_unfit(role, organisation_id, employer_id, begins, valid_until),
        *_not_hers(acting, account_id, organisation_id),
    ]
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        refusals.append(Refusal("account", NO_ACCOUNT))
    if refusals:
        raise AssignmentRefused(refusals)
    try:
        with transaction.atomic():
            given = Assignment.objects.create(
                account_id=account_id, role=role.value, organisation_id=organisation_id,
                employer_id=employer_id, valid_from=begins, valid_until=valid_until,
                given_by_id=acting.account_id,
            )  # fmt: skip
            _record("accounts.post_given", acting, given)
            return given
    except IntegrityError:
        raise AssignmentRefused([Refusal("role", HELD)]) from None


def end_assignment(*, acting: Actor, assignment_id: int) -> Assignment:
    """Let a post end now; one that has ended already stays as it was."""
    with transaction.atomic():
        assignment = access_assignment(assignment_id, acting, for_update=True)
        if assignment.account_id == acting.account_id:
            raise AssignmentRefused([Refusal("", OWN)])
        if assignment.ended_at is None:
            assignment.ended_at = timezone.now()
            assignment.ended_by_id = acting.account_id
            assignment.save(update_fields=["ended_at", "ended_by"])
            _record("accounts.post_ended", acting, assignment)
    return assignment


def _record(event: str, acting: Actor, assignment: Assignment) -> None:
    """Write down who gave or ended which post, in the chain of the organisation's city."""
    place = assignment.organisation_id
    seat = organisation_by_id(place) if place is not None else None
    until = assignment.valid_until
    record(
        event, acting=acting, subject=f"account/{assignment.account_id}",
        details={
            "assignment": assignment.pk, "role": assignment.role,
            "organisation": seat.code if seat else None, "employer": assignment.employer_id,
            "valid_from": assignment.valid_from.isoformat(),
            "valid_until": until.isoformat() if until else None,
        },
        chain=seat.city if seat else SYSTEM_CHAIN,
    )  # fmt: skip


def _unfit(
    role: Role, organisation_id: int | None, employer_id: int | None, begins: date,
    ends: date | None,
) -> list[Refusal]:  # fmt: skip
    """What is wrong with the post itself."""
    found = []
    if role == Role.APPLICANT:
        found.append(Refusal("role", EVERYBODY))
    if role == Role.EMPLOYER_HR and employer_id is None:
        found.append(Refusal("employer", NEEDS_EMPLOYER))
    if role not in {Role.APPLICANT, Role.EMPLOYER_HR}:
        found += _unfit_place(role, organisation_id)
    if ends is not None and ends < begins:
        found.append(Refusal("valid_until", BACKWARDS))
    return found


def _unfit_place(role: Role, organisation_id: int | None) -> list[Refusal]:
    try:
        seat = organisation_by_id(organisation_id or 0)
    except NoSuchOrganisation:
        return [Refusal("organisation", NO_ORGANISATION)]
    if role == Role.REVIEWER and not seat.is_department:
        return [Refusal("organisation", NEEDS_DEPARTMENT)]
    return []


def _not_hers(acting: Actor, account_id: int, organisation_id: int | None) -> list[Refusal]:
    """Why this administrator may not give the post: she is none there, or would serve herself.

    Whose HR somebody is, no administrator says: whoever knows the employer does, as the service.
    """
    if acting.is_system:
        return []
    if acting.account_id == account_id:
        return [Refusal("account", OWN)]
    if organisation_id is None or not acting.holds(Role.ADMINISTRATOR, organisation_id):
        return [Refusal("organisation", NOT_YOURS)]
    return []
