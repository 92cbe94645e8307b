"""The only door to a record; absent and forbidden look alike.

A subject that was merged into another one opens as that one.
"""

from typing import TypeVar

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.registry.errors import NoSuchEntry, NoSuchSubject
from yanzhen.apps.registry.models import (
    DataRequest,
    Fact,
    Identifier,
    Import,
    Relation,
    SavedView,
    Subject,
)

MOST_MERGES = 20
Row = TypeVar("Row")


def access_subject(actor: Actor, subject_id: int, *, change: bool = False) -> Subject:
    """The subject, locked when it is to be changed."""
    rows = Subject.objects.visible_to(actor)
    rows = rows.select_for_update(of=("self",)) if change else rows
    subject = rows.filter(pk=subject_id, merged_into=None).first()
    if subject is None and (now := current_id(subject_id)) != subject_id:
        subject = rows.filter(pk=now).first()
    if subject is None:
        raise NoSuchSubject(subject_id)
    return subject


def current_id(subject_id: int) -> int:
    """The id under which a subject is kept today: another one, if it was merged since."""
    with acting(SYSTEM):
        for _ in range(MOST_MERGES):
            rows = Subject.objects.filter(pk=subject_id, merged_into__isnull=False)
            into = rows.values_list("merged_into", flat=True).first()
            if into is None:
                break
            subject_id = into
    return subject_id


def ids_of(subject_id: int) -> tuple[int, ...]:
    """Every id under which a subject was ever kept, today's first: what is keyed by one is hers."""
    found = [current_id(subject_id)]
    with acting(SYSTEM):
        for _ in range(MOST_MERGES):
            rows = Subject.objects.filter(merged_into__in=found).exclude(pk__in=found)
            if not (more := list(rows.order_by("pk").values_list("pk", flat=True))):
                break
            found += more
    return tuple(found)


def access_fact(actor: Actor, fact_id: int, *, change: bool = False) -> Fact:
    """A fact of a subject that is there for the actor."""
    rows = Fact.objects.visible_to(actor)
    rows = rows.select_for_update(of=("self",)) if change else rows
    return _found(rows.select_related("subject").filter(pk=fact_id).first(), fact_id)


def access_identifier(actor: Actor, identifier_id: int) -> Identifier:
    """A number of a subject that is there for the actor."""
    rows = Identifier.objects.visible_to(actor).select_related("subject")
    return _found(rows.filter(pk=identifier_id).first(), identifier_id)


def access_relation(actor: Actor, relation_id: int) -> Relation:
    """A relation of a subject that is there for the actor; locked."""
    rows = Relation.objects.visible_to(actor).select_for_update(of=("self",))
    return _found(rows.filter(pk=relation_id).first(), relation_id)


def access_import(actor: Actor, import_id: int) -> Import:
    """A sheet that was brought to one of the actor's places, or to her employer."""
    return _found(Import.objects.visible_to(actor).filter(pk=import_id).first(), import_id)


def access_view(actor: Actor, view_id: int) -> SavedView:
    """A register that the actor may open."""
    view = _found(SavedView.objects.visible_to(actor).filter(pk=view_id).first(), view_id)
    if actor.is_system or actor.roles & {*view.roles}:
        return view
    raise NoSuchEntry(view_id)


def access_request(actor: Actor, request_id: int) -> DataRequest:
    """A request of a subject that is there for the actor; locked."""
    rows = DataRequest.objects.visible_to(actor).select_for_update(of=("self",))
    return _found(rows.select_related("subject").filter(pk=request_id).first(), request_id)


def _found(row: Row | None, key: int) -> Row:
    if row is None:
        raise NoSuchEntry(key)
    return row
