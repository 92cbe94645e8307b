"""How subjects stand to each other, and which places deal with them."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.access import access_relation, access_subject
from yanzhen.apps.registry.errors import refuse, refuse_all
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.models import Relation, Residence, Subject
from yanzhen.apps.registry.rights import (
    VERIFIERS,
    chain_of,
    grade_refused,
    require_changer,
    require_keeper,
    require_writer,
)

ENDS = {
    "works_for": ({"person"}, {"employer", "institution", "intermediary"}),
    "member_of": ({"person"}, {"team", "project"}),
    "leads": ({"person"}, {"team", "project", "institution", "employer"}),
    "spouse": ({"person"}, {"person"}),
    "child": ({"person"}, {"person"}),
    "runs": ({"employer", "person"}, {"institution", "project", "employer"}),
}
"""Of what kind the one and the other are."""


def relate(
    *, acting: Actor, subject_id: int, other_id: int, kind: str, grade: Grade,
    valid_from: date | None = None, source: str = "",
) -> Relation:  # fmt: skip
    """A relation; between two that are both there for the actor. The person's own word confirms."""
    refuse_all(grade_refused(acting, grade))
    with transaction.atomic():
        subject = access_subject(acting, subject_id)
        other = access_subject(acting, other_id)
        require_writer(acting, subject)
        _fits(subject, other, kind)
        confirmed = acting.is_system or acting.holds_any(VERIFIERS) or _is_own(acting, subject)
        try:
            with transaction.atomic():
                relation = Relation.objects.create(
                    subject=subject, other=other, kind=kind, valid_from=valid_from,
                    grade=grade.value, source=source, recorded_by_id=acting.account_id,
                    confirmed_at=timezone.now() if confirmed else None,
                    confirmed_by_id=acting.account_id if confirmed else None,
                )  # fmt: skip
        except IntegrityError:
            raise refuse("other", "这一关系已经登记。", "It is recorded already.") from None
        _told_of(acting, relation, "registry.related")
    return relation


def confirm_relation(*, acting: Actor, relation_id: int) -> Relation:
    """The person herself, or staff, says that it is so."""
    with transaction.atomic():
        relation = access_relation(acting, relation_id)
        own = _is_own(acting, relation.subject)
        if not (acting.is_system or own or acting.holds_any(VERIFIERS)):
            raise refuse("", "请由本人或窗口确认。", "The person or a window confirms it.")
        if relation.confirmed_at is None:
            relation.confirmed_at = timezone.now()
            relation.confirmed_by_id = acting.account_id
            relation.save(update_fields=["confirmed_at", "confirmed_by_id"])
            _told_of(acting, relation, "registry.relation_confirmed")
    return relation


def end_relation(*, acting: Actor, relation_id: int, last_day: date) -> Relation:
    """It held until this day; one that was never confirmed is as if it had not been."""
    with transaction.atomic():
        relation = access_relation(acting, relation_id)
        if relation.other_id not in acting.employers:
            require_changer(acting, relation.subject)
        if relation.valid_from and last_day < relation.valid_from:
            raise refuse("valid_until", "结束日期早于开始日期。", "It ends before it begins.")
        relation.valid_until = last_day
        relation.save(update_fields=["valid_until"])
        _told_of(acting, relation, "registry.relation_ended")
    return relation


def reject_relation(*, acting: Actor, relation_id: int) -> None:
    """The person says that it is not so."""
    yesterday = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        relation = access_relation(acting, relation_id)
        if relation.confirmed_at is not None or not _is_own(acting, relation.subject):
            raise refuse("", "只有本人可以否认待确认的关系。", "Only the person can deny it.")
        relation.valid_from, relation.valid_until = None, yesterday
        relation.save(update_fields=["valid_from", "valid_until"])
        _told_of(acting, relation, "registry.relation_denied")


def enter(*, acting: Actor, subject_id: int, organisation_id: int, reason: str) -> Residence:
    """A place, or a department, has to do with a subject from now on: a case, a window, a list.

    `acting=SYSTEM` (a case was filed) needs a block `with acting(SYSTEM)` around it as well.
    """
    before = Residence.objects.filter(subject=subject_id, organisation_id=organisation_id)
    if acting.is_system and (kept := before.first()) is not None:
        return kept  # nearly always, when somebody applies again
    with transaction.atomic():
        if not acting.is_system:
            require_keeper(acting, organisation_id)
        subject = access_subject(acting, subject_id)
        residence, is_new = Residence.objects.get_or_create(
            subject=subject, organisation_id=organisation_id, defaults={"reason": reason}
        )
        if is_new:
            record(
                "registry.entered", acting=acting, subject=f"subject:{subject.pk}",
                details={"organisation": organisation_id, "reason": reason},
                chain=chain_of(organisation_id),
            )  # fmt: skip
    return residence


def _fits(subject: Subject, other: Subject, kind: str) -> None:
    ones, others = ENDS.get(kind, (set(), set()))
    if subject.pk == other.pk or subject.kind not in ones or other.kind not in others:
        raise refuse("kind", "这两个主体之间不能是这种关系。", "These two cannot stand so.")


def _is_own(actor: Actor, subject: Subject) -> bool:
    return actor.account_id is not None and subject.account_id == actor.account_id


def _told_of(actor: Actor, relation: Relation, event: str) -> None:
    record(
        event, acting=actor, subject=f"subject:{relation.subject_id}",
        details={"relation": relation.pk, "kind": relation.kind, "other": relation.other_id},
    )  # fmt: skip
