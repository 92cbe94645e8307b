"""Writing a batch of settled rows: new subjects, their numbers, relations and facts.

Everything is written so that writing it again changes nothing: somebody who is there is found, a
number that she has is left alone, and so is a fact that is known in the same words.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.registry.bulk.settling import Settled
from yanzhen.apps.registry.identity.names import name_key
from yanzhen.apps.registry.masks import masked
from yanzhen.apps.registry.models import Fact, Identifier, Import, Relation, Residence, Subject
from yanzhen.apps.registry.numbers import index_of_number
from yanzhen.apps.registry.vocabulary import facts_of_kind

Who = tuple[Settled, int]
"""A settled row and the id of its subject, new or not."""
Told = tuple[int, str, str, str]
"""A fact: whose, which, of which city, its value as JSON."""
FACTS = """
    INSERT INTO registry_fact (
        subject_id, name, city, value, grade, source, evidence, valid_from, recorded_at,
        recorded_by_id, verified_at, verified_by_id, imported_id)
    SELECT told.subject, told.name, told.city, told.value::jsonb, %(grade)s, %(source)s,
           %(evidence)s, %(from)s::date, %(now)s, %(by)s::bigint, %(verified_at)s::timestamptz,
           %(verified_by)s::bigint, %(sheet)s
      FROM unnest(%(subjects)s::bigint[], %(names)s::text[], %(cities)s::text[],
                  %(values)s::text[]) AS told(subject, name, city, value)
"""


def write_batch(actor: Actor, sheet: Import, settled: Sequence[Settled]) -> Counter[str]:
    """Write the rows, in the caller's transaction; what came of it, counted."""
    new = [one for one in settled if one.subject_id is None]
    ids = iter(_next_ids(len(new)))
    whole = [(one, next(ids) if one.subject_id is None else one.subject_id) for one in settled]
    counts: Counter[str] = Counter(new=len(new), known=len(settled) - len(new))
    # First what lets the actor see a subject, then the subject: so the database wants it.
    _residences(sheet, whole)
    _relations(actor, sheet, whole)
    _subjects(actor, sheet, whole)
    in_full = [(one, key) for one, key in whole if not one.waits]
    counts["waits"] = len(whole) - len(in_full)
    _numbers(actor, sheet, in_full)
    counts.update(_facts(actor, sheet, in_full))
    return counts


def _next_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('registry_subject', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _residences(sheet: Import, whole: Iterable[Who]) -> None:
    if sheet.organisation_id is not None:
        Residence.objects.bulk_create(
            [
                Residence(subject_id=key, organisation_id=sheet.organisation_id, reason="导入")
                for _, key in whole
            ],
            ignore_conflicts=True,
        )


def _relations(actor: Actor, sheet: Import, whole: Iterable[Who]) -> None:
    """Who works where; an officer's word about somebody who was there before waits."""
    wanted = {(key, one.employer_id): one for one, key in whole if one.employer_id is not None}
    if not wanted:
        return
    with acting(SYSTEM):
        known = Relation.objects.filter(
            subject__in=[key for key, _ in wanted], kind="works_for", valid_until=None
        )
        there = {*known.values_list("subject", "other")}
    now = timezone.now()
    Relation.objects.bulk_create(
        Relation(
            subject_id=key,
            other_id=employer,
            kind="works_for",
            grade=sheet.grade,
            source=sheet.source,
            recorded_by_id=actor.account_id,
            confirmed_at=None if one.waits else now,
            confirmed_by_id=None if one.waits else actor.account_id,
        )
        for (key, employer), one in wanted.items()
        if (key, employer) not in there
    )


def _subjects(actor: Actor, sheet: Import, whole: Iterable[Who]) -> None:
    Subject.objects.bulk_create(
        Subject(
            pk=key,
            kind=sheet.kind,
            name=one.line.name,
            name_key=name_key(one.line.name),
            found_by=one.line.name,
            birth=one.line.birth,
            created_by_id=actor.account_id,
        )
        for one, key in whole
        if one.subject_id is None
    )


def _numbers(actor: Actor, sheet: Import, whole: Sequence[Who]) -> None:
    there = [key for one, key in whole if one.subject_id is not None]
    found = Identifier.objects.filter(subject__in=there, retired_at=None)
    known = {(subject, bytes(index)) for subject, index in found.values_list("subject", "index")}
    Identifier.objects.bulk_create(
        Identifier(
            subject_id=key,
            scheme=number.scheme.value,
            value=number.value,
            masked=masked(number.scheme, number.value),
            grade=sheet.grade,
            source=sheet.source,
            recorded_by_id=actor.account_id,
        )
        for one, key in whole
        for number in one.line.numbers
        if (key, index_of_number(number)) not in known
    )


def _facts(actor: Actor, sheet: Import, whole: Sequence[Who]) -> Counter[str]:
    terms = facts_of_kind(sheet.kind)
    live = _live(whole)
    new: list[Told] = []
    bettered: list[int] = []
    counts: Counter[str] = Counter()
    for one, key in whole:
        for name, value in one.line.facts.items():
            city = sheet.city if terms[name].is_bound else ""
            there = [fact for fact in live.get((key, name, city), ()) if _began(fact, sheet)]
            if any(fact.value == value and fact.grade == sheet.grade for fact in there):
                counts["same"] += 1
                continue
            bettered += [fact.pk for fact in there if fact.grade >= sheet.grade]
            new.append((key, name, city, json.dumps(value, ensure_ascii=False)))
    now = timezone.now()
    if bettered:
        Fact.objects.filter(pk__in=bettered).update(superseded_at=now)
    _told(actor, sheet, new, now)
    counts["facts"] = len(new)
    return counts


def _told(actor: Actor, sheet: Import, new: Sequence[Told], now: datetime) -> None:
    """The facts themselves, without a row object for each: they are most of what a sheet brings."""
    if not new:
        return
    verified = sheet.grade == "B"
    same_for_all = {
        "grade": sheet.grade, "source": sheet.source, "evidence": f"import:{sheet.pk}",
        "from": sheet.as_of, "now": now, "by": actor.account_id, "sheet": sheet.pk,
        "verified_at": now if verified else None,
        "verified_by": actor.account_id if verified else None,
    }  # fmt: skip
    columns = dict(
        zip(("subjects", "names", "cities", "values"), zip(*new, strict=True), strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(FACTS, same_for_all | {name: list(each) for name, each in columns.items()})


def _live(whole: Sequence[Who]) -> dict[tuple[int, str, str], list[Fact]]:
    """The facts that stand, of those who were there before, by subject, name and city."""
    there = [key for one, key in whole if one.subject_id is not None]
    names = {name for one, _ in whole for name in one.line.facts}
    live: dict[tuple[int, str, str], list[Fact]] = {}
    for fact in Fact.objects.filter(subject__in=there, name__in=names, superseded_at=None):
        live.setdefault((fact.subject_id, fact.name, fact.city), []).append(fact)
    return live


def _began(fact: Fact, sheet: Import) -> bool:
    return fact.valid_from == sheet.as_of
