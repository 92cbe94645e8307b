"""Reads over many records, each for an actor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.registry.identity import NumberRefused, normalised, read_number, schemes_of
from yanzhen.apps.registry.known import Known, facts_of, known_with_subject
from yanzhen.apps.registry.models import (
    Consent,
    Identifier,
    Import,
    Merge,
    Relation,
    Subject,
)
from yanzhen.apps.registry.numbers import index_of_number
from yanzhen.apps.registry.vocabulary import facts_of_kind
from yanzhen.apps.sealing.service import masked_name
from yanzhen.apps.search.service import found

MOST_SHEETS = 50


@dataclass(frozen=True, slots=True)
class Card:
    """A subject as a list shows it."""

    id: int
    kind: str
    name: str
    masked_name: str
    birth: date | None
    numbers: tuple[tuple[str, str], ...]
    """Scheme and masked number."""


@dataclass(frozen=True, slots=True)
class Related:
    """One of one's own relations; `waits` until she confirms it."""

    id: int
    kind: str
    other_name: str
    waits: bool


def subjects(actor: Actor, kind: str | None = None) -> QuerySet[Subject]:
    """All that are there for the actor, the latest first."""
    rows = Subject.objects.visible_to(actor).standing().order_by("-pk")
    return rows.filter(kind=kind) if kind else rows


def search(actor: Actor, text: str, kind: str | None = None) -> QuerySet[Subject]:
    """By a whole number, or by words of the name: two characters of it, how a word begins."""
    rows = subjects(actor, kind)
    schemes = schemes_of(text)
    phone = _phone(text)
    indexes = [index_of_number(read_number(one, text)) for one in schemes]
    if phone is not None:
        indexes.append(phone)
    wanted = Q(pk__in=())
    if indexes:
        holding = Identifier.objects.filter(index__in=indexes, retired_at=None)
        wanted |= Q(pk__in=list(holding.values_list("subject", flat=True)))
    if not normalised(text).isdecimal() and (named := found("registry_subject", text)):
        wanted |= named
    return rows.filter(wanted)


def _phone(text: str) -> bytes | None:
    try:
        return index_of_number(read_number("phone", text))
    except NumberRefused:
        return None


def cards(actor: Actor, subject_ids: Iterable[int]) -> dict[int, Card]:
    """Subjects as a list shows them, in two queries; nothing is opened."""
    rows = Subject.objects.visible_to(actor).filter(pk__in=list(subject_ids))
    rows = rows.prefetch_related("identifiers")
    return {row.pk: card_of(row) for row in rows}


def card_of(subject: Subject) -> Card:
    """A subject that was fetched already, as a list shows it."""
    name = masked_name(subject.name) if subject.kind == "person" else subject.name
    numbers = [one for one in subject.identifiers.all() if not one.retired_at]
    return Card(
        subject.pk, subject.kind, subject.name, name, subject.birth,
        tuple((one.scheme, one.masked) for one in numbers),
    )  # fmt: skip


def own_subject(actor: Actor) -> Subject | None:
    """The person that an account is."""
    if actor.account_id is None:
        return None
    return Subject.objects.filter(account=actor.account_id).first()


def employees(actor: Actor, employer_id: int, on: date | None = None) -> QuerySet[Subject]:
    """Those who work for an employer on a day, as far as they are there for the actor."""
    working = Relation.objects.on(on or timezone.localdate()).filter(
        kind="works_for", other=employer_id, confirmed_at__isnull=False
    )
    return subjects(actor, "person").filter(pk__in=working.values("subject"))


def left_employers(pairs: Collection[tuple[int, int]], on: date) -> set[tuple[int, int]]:
    """Which of these (person, employer) ended before a day, and did not begin again."""
    rows = Relation.objects.filter(
        kind="works_for", confirmed_at__isnull=False, subject__in={one for one, _ in pairs},
        other__in={other for _, other in pairs},
    )  # fmt: skip
    ended = set(rows.filter(valid_until__lt=on).values_list("subject", "other"))
    stands = set(rows.on(on).values_list("subject", "other"))
    return (ended - stands) & set(pairs)


def relations_of(actor: Actor, subject_id: int) -> QuerySet[Relation]:
    """A subject's relations in both directions, those that wait for confirmation too."""
    rows = Relation.objects.filter(Q(subject=subject_id) | Q(other=subject_id))
    seen = Subject.objects.visible_to(actor).filter(pk=subject_id)
    return rows.filter(Exists(seen)).order_by("-pk")


def own_relations(actor: Actor) -> tuple[Related, ...]:
    """Her own relations that stand, with the names of organisations (not those of people)."""
    rows = list(
        Relation.objects.filter(
            subject__account=actor.account_id, subject__account__isnull=False, valid_until=None
        ).order_by("-pk")
    )
    if not rows:
        return ()
    with acting(SYSTEM):
        others = Subject.objects.filter(pk__in=[one.other_id for one in rows])
        names = dict(others.exclude(kind="person").values_list("pk", "name"))
    return tuple(
        Related(one.pk, one.kind, names.get(one.other_id, ""), one.confirmed_at is None)
        for one in rows
    )


def consented(subject_ids: Iterable[int], purpose: str) -> set[int]:
    """Which of these have agreed to a purpose, and not taken it back."""
    rows = Consent.objects.filter(subject__in=list(subject_ids), purpose=purpose, withdrawn_at=None)
    return {*rows.values_list("subject", flat=True)}


def purposes_agreed(subject_id: int) -> frozenset[str]:
    """The purposes that she has agreed to, and not taken back."""
    rows = Consent.objects.filter(subject=subject_id, withdrawn_at=None)
    return frozenset(rows.values_list("purpose", flat=True))


def has_consented(subject_id: int, purpose: str) -> bool:
    """Whether she has agreed to a purpose, and not taken it back."""
    return bool(consented([subject_id], purpose))


def merges_of(actor: Actor, subject_id: int) -> QuerySet[Merge]:
    """What was merged into a subject, undone merges too."""
    seen = Subject.objects.visible_to(actor)
    return Merge.objects.filter(winner=subject_id, winner__in=seen).order_by("-pk")


def shown_facts(actor: Actor, subject_id: int, on: date, city: str = "") -> dict[str, Known]:
    """What the actor is shown of a subject: an employer's officer nothing that is sensitive."""
    found = known_with_subject(actor, subject_id, on, city)
    return {} if found is None else _shown(actor, *found)


def facts_shown(actor: Actor, subject: Subject, on: date, city: str = "") -> dict[str, Known]:
    """The same of a subject that the actor has opened already."""
    return _shown(actor, subject, facts_of(subject.pk, on, city))


def _shown(actor: Actor, subject: Subject, facts: dict[str, Known]) -> dict[str, Known]:
    own = actor.account_id is not None and subject.account_id == actor.account_id
    everything = own or actor.is_system or bool(actor.tenants | actor.departments)
    terms = facts_of_kind(subject.kind)
    return {
        name: one
        for name, one in facts.items()
        if everything or name not in terms or terms[name].privacy != "sensitive"
    }


def imports(actor: Actor) -> QuerySet[Import]:
    """The sheets that were brought to the actor's places, the latest first."""
    return Import.objects.visible_to(actor).order_by("-pk")[:MOST_SHEETS]
