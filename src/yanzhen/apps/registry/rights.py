"""Who may say what: the grade that a role can give, the places in which it can."""

from collections.abc import Iterator

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import SYSTEM_CHAIN
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.registry.errors import Refusal, refuse
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.models import Subject
from yanzhen.policy.vocabulary import Label

KEEPERS = frozenset({Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE})
"""Roles that bring people into the registry of their place."""
VERIFIERS = KEEPERS | {Role.REVIEWER}
"""Roles that look at a paper and say that it is so."""
NOT_THIS_GRADE = Label(
    "您不能按这一证据等级登记；请选较低的等级。",
    "You cannot record with this grade of evidence; choose a lower one.",
)
NOT_YOURS = Label(
    "您只能查看，不能更改；请由本人或窗口办理。",
    "You can look, not change: the person or a window does.",
)


def may_grade(actor: Actor, grade: Grade) -> bool:
    """Whether the actor can give this grade."""
    if actor.is_system:
        return True
    if grade == Grade.A:
        return actor.holds(Role.TALENT_OFFICE)
    if grade == Grade.B:
        return actor.holds_any(VERIFIERS)
    return actor.is_signed_in


def grade_refused(actor: Actor, grade: Grade) -> Iterator[Refusal]:
    """The reason against this grade, if there is one."""
    if not may_grade(actor, grade):
        yield Refusal("grade", NOT_THIS_GRADE)


def may_write(actor: Actor, subject: Subject) -> bool:
    """Whether the actor, who sees the subject, may say something of it; auditors only look."""
    return may_change(actor, subject) or bool(actor.employers)


def may_change(actor: Actor, subject: Subject) -> bool:
    """Whether the actor, who sees the subject, may change who it is and whom it belongs to."""
    own = actor.account_id is not None and subject.account_id == actor.account_id
    return actor.is_system or own or actor.holds_any(VERIFIERS) or subject.pk in actor.employers


def require_writer(actor: Actor, subject: Subject) -> None:
    """Refuse whoever only looks."""
    if not may_write(actor, subject):
        raise refuse("", NOT_YOURS.zh, NOT_YOURS.en)


def require_changer(actor: Actor, subject: Subject) -> None:
    """Refuse whoever may not change who a subject is."""
    if not may_change(actor, subject):
        raise refuse("", NOT_YOURS.zh, NOT_YOURS.en)


def keeps(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor keeps the registry of this place."""
    reaches = organisation_id in actor.tenants | actor.departments
    return actor.is_system or (reaches and actor.holds_any(KEEPERS, organisation_id))


def require_keeper(actor: Actor, organisation_id: int) -> None:
    """Refuse whoever does not keep the registry of this place."""
    if not keeps(actor, organisation_id):
        raise refuse(
            "organisation",
            "您不负责这个地方的人才库；请选择本单位所在地。",
            "You do not keep the registry of this place; choose your own.",
        )


def require_role(actor: Actor, *roles: Role) -> None:
    """Refuse whoever has none of these roles."""
    if not (actor.is_system or actor.roles & {*roles}):
        names = "、".join(role.label.zh for role in roles)
        english = ", ".join(role.label.en for role in roles)
        raise refuse("", f"这一步由{names}办理。", f"This is done by: {english}.")


def chain_of(organisation_id: int | None) -> str:
    """The audit chain of a place: its city's."""
    return organisation_by_id(organisation_id).city if organisation_id else SYSTEM_CHAIN
