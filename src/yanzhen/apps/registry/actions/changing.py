"""Changing who a subject is: one more number, one less, another name, whose account it is."""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as acting_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.access import access_subject
from yanzhen.apps.registry.actions.subjects import SEVERAL, add_numbers, read_newcomer
from yanzhen.apps.registry.errors import Refusal, RegistryRefused, refuse, refuse_all
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.identity import Scheme
from yanzhen.apps.registry.identity.names import name_key
from yanzhen.apps.registry.models import Identifier, Subject
from yanzhen.apps.registry.numbers import holders
from yanzhen.apps.registry.rights import VERIFIERS, grade_refused, require_changer


def add_number(
    *, acting: Actor, subject_id: int, scheme: Scheme, text: str, grade: Grade, source: str = ""
) -> Subject:
    """One more number of a subject that is there."""
    refuse_all(grade_refused(acting, grade))
    with transaction.atomic():
        subject = access_subject(acting, subject_id, change=True)
        require_changer(acting, subject)
        newcomer = read_newcomer(
            subject.kind, subject.name, {scheme: text}, None, timezone.localdate()
        )
        if any(found.pk != subject.pk for found in holders(newcomer.numbers).values()):
            raise RegistryRefused(Refusal(scheme, SEVERAL))
        add_numbers(acting, subject, newcomer.numbers, grade, source)
        record(
            "registry.number_added", acting=acting, subject=f"subject:{subject.pk}",
            details={"scheme": scheme.value, "grade": grade.value, "source": source},
        )  # fmt: skip
    return subject


def retire_number(*, acting: Actor, subject_id: int, identifier_id: int, reason: str) -> None:
    """A number is not hers any more; it stays in the history, and may be another's from now on."""
    with transaction.atomic():
        subject = access_subject(acting, subject_id, change=True)
        _not_verified(acting, subject)
        rows = Identifier.objects.filter(subject=subject, pk=identifier_id, retired_at=None)
        if not rows.update(retired_at=timezone.now()):
            raise refuse("number", "没有这个号码。", "There is no such number.")
        record(
            "registry.number_retired", acting=acting, subject=f"subject:{subject.pk}",
            details={"identifier": identifier_id, "reason": reason},
        )  # fmt: skip


def rename_subject(*, acting: Actor, subject_id: int, name: str, reason: str) -> Subject:
    """Another name; the earlier one stays in the data history."""
    with transaction.atomic():
        subject = access_subject(acting, subject_id, change=True)
        _not_verified(acting, subject)
        newcomer = read_newcomer(subject.kind, name, {}, None, timezone.localdate())
        subject.name, subject.name_key = newcomer.name, name_key(newcomer.name)
        subject.found_by = newcomer.name
        subject.save(update_fields=["name", "name_key", "found_by"])
        record(
            "registry.renamed", acting=acting, subject=f"subject:{subject.pk}",
            details={"reason": reason},
        )  # fmt: skip
    return subject


def _not_verified(actor: Actor, subject: Subject) -> None:
    """What an office has verified is changed by an office."""
    require_changer(actor, subject)
    if actor.is_system or actor.holds_any(VERIFIERS):
        return
    if subject.identifiers.filter(retired_at=None, grade__in=["A", "B"]).exists():
        raise refuse("", "证件已经核验，请到窗口变更。", "It is verified: a window changes it.")


def link_account(*, acting: Actor, subject_id: int, account_id: int) -> Subject:
    """Staff have seen the document: this account is this person."""
    with transaction.atomic():
        subject = access_subject(acting, subject_id, change=True)
        if not (acting.is_system or acting.holds_any(VERIFIERS)):
            raise refuse(
                "", "请由窗口核验证件后关联。", "A window ties it after seeing the document."
            )
        if acting.account_id == account_id:
            raise refuse("account", "不能为自己办理。", "Not for yourself.")
        with acting_as(SYSTEM):
            taken = Subject.objects.filter(account=account_id).exclude(pk=subject.pk).exists()
        if subject.kind != "person" or subject.account_id not in (None, account_id) or taken:
            raise refuse("account", "账户或主体已另有关联。", "One of them is tied already.")
        subject.account_id = account_id
        subject.save(update_fields=["account"])
        record(
            "registry.account_linked", acting=acting, subject=f"subject:{subject.pk}",
            details={"account": account_id},
        )  # fmt: skip
    return subject
