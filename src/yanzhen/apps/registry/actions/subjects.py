"""Bringing someone into the registry: by a number, so that nobody is in it twice.

    add_subject(acting=clerk, kind="person", name="王芳", organisation_id=county.id,
                numbers={"id_card": "4303..."})       ->  Added(subject, is_new=True)

Staff bring people into a place, an employer's officer those who work for it, and a person herself.
Who is there already is not made again: staff of a further place come to deal with her too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as acting_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.errors import Refusal, RegistryRefused, refuse, refuse_all
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.identity import Number, NumberRefused, read_number
from yanzhen.apps.registry.identity.names import name_key, read_name
from yanzhen.apps.registry.masks import masked
from yanzhen.apps.registry.models import Identifier, Relation, Residence, Subject
from yanzhen.apps.registry.numbers import DOCUMENTS, holders
from yanzhen.apps.registry.rights import (
    chain_of,
    grade_refused,
    require_keeper,
)
from yanzhen.policy.vocabulary import Label

OTHER_NAME = Label(
    "这个证件号码已经登记在另一个名称下，请核对号码和名称。",
    "This number is registered under another name; check both.",
)
SEVERAL = Label(
    "这些号码已登记在不同的主体下，请核对；确属同一主体的，先办理合并。",
    "These numbers belong to different subjects; check them, or merge the two first.",
)
CLAIM = Label(
    "这个证件号码已经登记。请持证件到窗口核验，由工作人员与您的账户关联。",
    "This number is registered. Bring the document to a window, where it is tied to your account.",
)
NO_HOME = Label("请指明所属地方或用人单位。", "Name the place or the employer.")


@dataclass(frozen=True, slots=True)
class Added:
    """A subject, and whether it is new; `waits` when its relation is still to be confirmed."""

    subject: Subject
    is_new: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone as she is brought, checked: name, numbers, birth."""

    kind: str
    name: str
    numbers: tuple[Number, ...]
    birth: date | None


def read_newcomer(
    kind: str, name: str, numbers: Mapping[str, str], birth: date | None, on: date
) -> Newcomer:
    """Check a name and its numbers; RegistryRefused names all that is wrong with them."""
    refusals: list[Refusal] = []
    read: list[Number] = []
    plain = ""
    if kind not in Subject.Kind.values:
        refusals.append(Refusal("kind", Label("没有这一类主体。", "There is no such kind.")))
    try:
        plain = read_name(name)
    except NumberRefused as refused:
        refusals.append(Refusal("name", Label(refused.fault.zh, refused.fault.en)))
    for scheme, text in numbers.items():
        try:
            read.append(read_number(scheme, text, on))
        except NumberRefused as refused:
            refusals.append(Refusal(scheme, Label(refused.fault.zh, refused.fault.en)))
    births = {number.birth for number in read if number.birth} | ({birth} if birth else set())
    if len(births) > 1:
        zh, en = "出生日期与证件号码不一致，请核对。", "The birth date differs from the number's."
        refusals.append(Refusal("birth", Label(zh, en)))
    refuse_all(refusals)
    return Newcomer(kind, plain, tuple(read), next(iter(births), None))


def add_subject(
    *, acting: Actor, kind: str, name: str, numbers: Mapping[str, str] | None = None,
    birth: date | None = None, organisation_id: int | None = None, employer_id: int | None = None,
    grade: Grade = Grade.D, source: str = "",
) -> Added:  # fmt: skip
    """Bring someone into the registry; who is there by her number is found, not made again."""
    refuse_all(grade_refused(acting, grade))
    newcomer = read_newcomer(kind, name, numbers or {}, birth, timezone.localdate())
    _has_a_home(acting, newcomer, organisation_id, employer_id)
    for last in (False, True):
        try:
            return _added(acting, newcomer, organisation_id, employer_id, grade, source)
        except IntegrityError:  # somebody brought her in this very moment: now she is there
            if last:
                raise
    raise AssertionError


def _added(
    acting: Actor, newcomer: Newcomer, organisation_id: int | None, employer_id: int | None,
    grade: Grade, source: str,
) -> Added:  # fmt: skip
    with transaction.atomic():
        found = holder_of(newcomer)
        if found is None:
            subject = _new(acting, newcomer, organisation_id, employer_id)
            waits = False
        else:
            subject = found
            waits = _joins(acting, subject, organisation_id, employer_id)
        if not waits:
            add_numbers(acting, subject, newcomer.numbers, grade, source)
        record(
            "registry.added" if found is None else "registry.entered",
            acting=acting,
            subject=f"subject:{subject.pk}",
            details={
                "kind": newcomer.kind,
                "organisation": organisation_id,
                "employer": employer_id,
                "grade": grade.value,
                "source": source,
            },
            chain=chain_of(organisation_id),
        )
    return Added(subject, found is None, waits)


def holder_of(newcomer: Newcomer) -> Subject | None:
    """Who has one of the numbers already; RegistryRefused when it cannot be the same."""
    found = holders(newcomer.numbers)
    if len(found) > 1:
        raise RegistryRefused(Refusal("numbers", SEVERAL))
    for subject in found.values():
        if subject.name_key != name_key(newcomer.name) or subject.kind != newcomer.kind:
            raise RegistryRefused(Refusal("name", OTHER_NAME))
        return subject
    return None


def _has_a_home(
    actor: Actor, newcomer: Newcomer, organisation_id: int | None, employer_id: int | None
) -> None:
    if organisation_id is not None:
        require_keeper(actor, organisation_id)
    elif employer_id is not None:
        if employer_id not in actor.employers and not actor.is_system:
            raise refuse(
                "employer", "您不是这家单位的经办人。", "You do not act for this employer."
            )
    elif actor.is_system:
        return
    elif newcomer.kind != "person" or actor.account_id is None:
        raise RegistryRefused(Refusal("organisation", NO_HOME))
    elif Subject.objects.filter(account=actor.account_id).exists():
        raise refuse("", "您已经登记过。", "You are registered already.")


def _new(
    actor: Actor, newcomer: Newcomer, organisation_id: int | None, employer_id: int | None
) -> Subject:
    """A new subject, behind the row that lets the actor see it: so the database wants it."""
    key = next_id()
    own = organisation_id is None and employer_id is None and not actor.is_system
    if organisation_id is not None:
        Residence.objects.create(subject_id=key, organisation_id=organisation_id, reason="登记")
    if employer_id is not None:
        _employ(actor, key, employer_id, confirmed=True)
    return Subject.objects.create(
        pk=key, kind=newcomer.kind, name=newcomer.name, name_key=name_key(newcomer.name),
        found_by=newcomer.name, birth=newcomer.birth, account_id=actor.account_id if own else None,
        created_by_id=actor.account_id,
    )  # fmt: skip


def _joins(
    actor: Actor, subject: Subject, organisation_id: int | None, employer_id: int | None
) -> bool:
    """Deal with someone who is there already; True when it waits for a confirmation."""
    if organisation_id is not None:
        Residence.objects.get_or_create(
            subject=subject, organisation_id=organisation_id, defaults={"reason": "登记"}
        )
        return False
    if employer_id is not None:
        relations = Relation.objects.filter(
            subject=subject, other=employer_id, kind="works_for", valid_until=None
        )
        known = relations.first()
        if known is None:
            known = _employ(actor, subject.pk, employer_id, confirmed=actor.is_system)
        return known.confirmed_at is None
    if actor.is_system:
        return False
    raise RegistryRefused(Refusal("numbers", CLAIM))


def _employ(actor: Actor, subject_id: int, employer_id: int, *, confirmed: bool) -> Relation:
    return Relation.objects.create(
        subject_id=subject_id, other_id=employer_id, kind="works_for", grade=Grade.D.value,
        source="用人单位", recorded_by_id=actor.account_id,
        confirmed_at=timezone.now() if confirmed else None,
        confirmed_by_id=actor.account_id if confirmed else None,
    )  # fmt: skip


def add_numbers(
    actor: Actor, subject: Subject, numbers: tuple[Number, ...], grade: Grade, source: str
) -> None:
    """Give a subject the numbers that it does not have yet."""
    with acting_as(SYSTEM):
        live = subject.identifiers.filter(retired_at=None)
        known = {(one.scheme, one.index) for one in live}
        schemes = {one.scheme for one in live}
    for number in numbers:
        row = Identifier(
            subject=subject, scheme=number.scheme.value, value=number.value,
            masked=masked(number.scheme, number.value), grade=grade.value, source=source,
            recorded_by_id=actor.account_id,
        )  # fmt: skip
        index = row._meta.get_field("index").pre_save(row, True)
        if (row.scheme, index) in known:
            continue
        if number.scheme in DOCUMENTS and row.scheme in schemes:
            zh = f"已登记另一个{number.scheme.label_zh}号码；换证的请先停用旧号码。"
            raise refuse(row.scheme, zh, "Another number of this kind is registered; retire it.")
        row.save(force_insert=True)


def next_id() -> int:
    """The id that the next subject will have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('registry_subject', 'id'))")
        return int(cursor.fetchone()[0])
