"""A person's own data: a copy of it, and its deletion (个人信息保护法, articles 45 and 47).

    asked = ask(acting=her, subject_id=7, kind="erase")
    answer_erasure(acting=office, request_id=asked.pk, holds=[Hold(Label("办件 ...", ...), until)])

What a law or a decision obliges the city to keep is kept, and each such thing is told her with its
reason: `holds`, from those who know (cases, payments). Nothing else stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as acting_as
from yanzhen.apps.audit.service import record, record_reading
from yanzhen.apps.registry.access import access_request, access_subject
from yanzhen.apps.registry.errors import refuse
from yanzhen.apps.registry.models import (
    Consent,
    DataRequest,
    Fact,
    Identifier,
    Listed,
    Relation,
    Subject,
)
from yanzhen.apps.registry.rights import require_role
from yanzhen.policy.vocabulary import Label

ERASED = Label(
    "个人信息已删除；审计日志中只留有内部编号。",
    "The personal data were erased; the audit log holds an internal number only.",
)
PARTLY = Label(
    "依法须保存的记录予以保留（见所列），其余个人信息已删除。",
    "Records that the law obliges us to keep stay, as listed; all other data were erased.",
)
COPIED = Label("已提供本人信息副本。", "A copy of the data was given.")


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that has to be kept: what and why, and until when, where that is known."""

    reason: Label
    until: date | None = None


def ask(*, acting: Actor, subject_id: int, kind: str) -> DataRequest:
    """She asks, for herself; one open request of a kind is enough."""
    with transaction.atomic():
        subject = access_subject(acting, subject_id)
        if acting.account_id is None or subject.account_id != acting.account_id:
            raise refuse("", "只能由本人提出。", "Only the person herself can ask.")
        if kind not in DataRequest.Kind.values:
            raise refuse("kind", "没有这种请求。", "There is no such request.")
        asked, is_new = DataRequest.objects.get_or_create(
            subject=subject, kind=kind, state="open",
            defaults={"asked_by_id": acting.account_id},
        )  # fmt: skip
        if is_new:
            _told_of(acting, asked, "registry.data_asked")
    return asked


def copy_of(*, acting: Actor, subject_id: int) -> dict[str, Any]:
    """All that the registry keeps of her, whole numbers too, for herself alone."""
    subject = access_subject(acting, subject_id)
    if acting.account_id is None or subject.account_id != acting.account_id:
        raise refuse("", "只能由本人查阅。", "Only the person herself can have it.")
    record_reading(acting, f"subject:{subject.pk} copy", "本人查阅复制个人信息")
    with transaction.atomic():
        for asked in DataRequest.objects.filter(subject=subject, kind="copy", state="open"):
            _answer(acting, asked, COPIED, "done", [])
    with acting_as(SYSTEM):  # the names of those she works for, too
        return _copy(subject)


def _copy(subject: Subject) -> dict[str, Any]:
    return {
        "name": subject.name,
        "birth": subject.birth and subject.birth.isoformat(),
        "numbers": [_number(one) for one in subject.identifiers.order_by("pk")],
        "facts": [_fact(one) for one in subject.facts.order_by("name", "pk")],
        "relations": [_relation(one) for one in subject.relations.select_related("other")],
        "consents": [_consent(one) for one in subject.consents.order_by("pk")],
        "places": [
            {"code": one.organisation.code, "since": one.since.isoformat(), "why": one.reason}
            for one in subject.residences.select_related("organisation")
        ],
        "requests": [
            {"kind": one.kind, "asked": one.asked_at.isoformat(), "state": one.state}
            for one in subject.data_requests.order_by("pk")
        ],
    }


def refuse_request(*, acting: Actor, request_id: int, reason: Label) -> DataRequest:
    """It is not granted, and she is told why."""
    require_role(acting, Role.TALENT_OFFICE)
    with transaction.atomic():
        asked = _open(acting, request_id)
        return _answer(acting, asked, reason, "refused", [])


def answer_erasure(*, acting: Actor, request_id: int, holds: Sequence[Hold]) -> DataRequest:
    """Erase what need not be kept: all of it, or with holds what no decision rests on."""
    require_role(acting, Role.TALENT_OFFICE)
    with transaction.atomic():
        asked = _open(acting, request_id)
        if asked.kind != "erase":
            raise refuse("kind", "这不是删除请求。", "It does not ask for deletion.")
        subject = access_subject(acting, asked.subject_id, change=True)
        kept = [
            {"zh": one.reason.zh, "en": one.reason.en,
             "until": one.until.isoformat() if one.until else None}
            for one in holds
        ]  # fmt: skip
        answered = _answer(acting, asked, PARTLY if kept else ERASED, "done", kept)
        with acting_as(SYSTEM):
            _erase_some(subject) if kept else _erase_all(subject)
    return answered


def _erase_some(subject: Subject) -> None:
    """Under holds: who she is and what offices found stays; what she said by herself goes."""
    contacts = subject.identifiers.filter(scheme__in=["phone", "bank_account"])
    _gone(Identifier, contacts.values_list("pk", flat=True))
    declared = subject.facts.filter(grade__in=["C", "D"])
    _gone(Fact, declared.values_list("pk", flat=True))
    _end_the_rest(subject)


def _erase_all(subject: Subject) -> None:
    for table in (Identifier, Fact, Relation):
        rows = table._default_manager.filter(subject=subject)
        _gone(table, rows.values_list("pk", flat=True))
    _gone(Relation, Relation.objects.filter(other=subject).values_list("pk", flat=True))
    _end_the_rest(subject)
    merged = Subject.objects.filter(merged_into=subject)
    for one in [subject, *merged]:
        one.name = one.name_key = one.found_by = ""
        one.birth = one.account_id = None
        one.erased_at = timezone.now()
        one.save()
        _forget_history(Subject, [one.pk])


def _end_the_rest(subject: Subject) -> None:
    Listed.objects.filter(subject=subject).delete()
    Consent.objects.filter(subject=subject, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _gone(table: type[Any], keys: Any) -> None:
    """Rows with all that the data history holds of them."""
    gone = list(keys)
    table.objects.filter(pk__in=gone).delete()
    _forget_history(table, gone)


def _forget_history(table: type[Any], keys: list[int]) -> None:
    history = apps.get_model("registry", f"{table.__name__}Event")
    history._default_manager.filter(pgh_obj_id__in=keys).delete()


def _open(actor: Actor, request_id: int) -> DataRequest:
    asked = access_request(actor, request_id)
    if asked.state != "open":
        raise refuse("", "这一请求已经办理。", "It was answered already.")
    return asked


def _answer(
    actor: Actor, asked: DataRequest, said: Label, state: str, kept: list[dict[str, Any]]
) -> DataRequest:
    asked.state, asked.kept = state, kept
    asked.answer = {"zh": said.zh, "en": said.en}
    asked.answered_at, asked.answered_by_id = timezone.now(), actor.account_id
    asked.save()
    _told_of(actor, asked, "registry.data_answered")
    return asked


def _told_of(actor: Actor, asked: DataRequest, event: str) -> None:
    record(
        event, acting=actor, subject=f"subject:{asked.subject_id}",
        details={"request": asked.pk, "kind": asked.kind, "state": asked.state,
                 "kept": len(asked.kept)},
    )  # fmt: skip


def _number(one: Identifier) -> dict[str, Any]:
    return {
        "scheme": one.scheme, "value": one.value.open(), "grade": one.grade, "source": one.source,
        "retired": one.retired_at and one.retired_at.isoformat(),
    }  # fmt: skip


def _fact(one: Fact) -> dict[str, Any]:
    return {
        "name": one.name, "city": one.city, "value": one.value, "grade": one.grade,
        "source": one.source, "from": one.valid_from and one.valid_from.isoformat(),
        "until": one.valid_until and one.valid_until.isoformat(),
        "recorded": one.recorded_at.isoformat(), "counts": one.superseded_at is None,
    }  # fmt: skip


def _relation(one: Relation) -> dict[str, Any]:
    public = one.other.kind != "person"
    return {"kind": one.kind, "other": one.other.name if public else None,
            "confirmed": one.confirmed_at is not None}  # fmt: skip


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "purpose": one.purpose, "given": one.given_at.isoformat(), "how": one.how,
        "withdrawn": one.withdrawn_at and one.withdrawn_at.isoformat(),
    }  # fmt: skip
