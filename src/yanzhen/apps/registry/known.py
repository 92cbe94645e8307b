"""What is known of a subject on a day: of each fact the best, and what is still to be asked.

    facts_of(7, date(2026, 11, 28), city="xiangtan")["degree"]
        ->  Known("degree", "master", Grade.A, source="学信网", ...)
    situation(7, day, "xiangtan")       ->  {"subject": "person", "facts": {...}}
    facts_still_to_ask(7, ["degree", "housing"], day)      ->  [ToAsk("housing", None)]

Of several facts of a name that hold on the day, the better grade wins; of the same grade the one
that began last, then the one that was recorded last. What is only declared is shown to be
confirmed; what a paper or an agency says is not asked again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.registry.errors import NoSuchSubject
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.models import Fact, Subject
from yanzhen.apps.registry.vocabulary import OWN_FACTS, vocabulary

BEST_FIRST = (
    "grade",
    F("valid_from").desc(nulls_last=True),
    F("recorded_at").desc(),
    F("pk").desc(),
)


@dataclass(frozen=True, slots=True)
class Known:
    """The best of what is known of one fact."""

    name: str
    value: Any
    grade: Grade
    fact_id: int
    city: str
    source: str
    evidence: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A fact that is still to be asked; `said` is what was declared before, to be confirmed."""

    name: str
    said: Any = None
    grade: Grade | None = None


def facts_of(subject_id: int, on: date, city: str = "") -> dict[str, Known]:
    """The best of each fact on a day; what is said of a city holds in that city only."""
    return {row.name: _known(row) for row in _best(Fact.objects.on(on), subject_id, city)}


def known_with_subject(
    actor: Actor, subject_id: int, on: date, city: str = ""
) -> tuple[Subject, dict[str, Known]] | None:
    """The same with whose facts they are; none for a subject that is not there, or has none."""
    seen = Fact.objects.visible_to(actor).on(on).select_related("subject")
    rows = list(_best(seen, subject_id, city))
    return (rows[0].subject, {row.name: _known(row) for row in rows}) if rows else None


def _best(facts: QuerySet[Fact], subject_id: int, city: str) -> QuerySet[Fact]:
    said = facts.filter(Q(city="") | Q(city=city), subject=subject_id, superseded_at=None)
    return said.order_by("name", *BEST_FIRST).distinct("name")


def facts_of_many(
    subject_ids: Iterable[int], on: date, city: str = "", at_least: Grade = Grade.D
) -> dict[int, dict[str, Any]]:
    """The values of many subjects' facts, in one query; those without any are left out.

    Facts of a lower grade than `at_least` do not count.
    """
    good = [one.value for one in Grade if one.is_at_least(at_least)]
    rows = (
        Fact.objects.on(on)
        .filter(Q(city="") | Q(city=city), subject__in=list(subject_ids), superseded_at=None)
        .filter(grade__in=good)
        .order_by("subject", "name", *BEST_FIRST)
        .distinct("subject", "name")
        .values_list("subject", "name", "value")
    )
    found: dict[int, dict[str, Any]] = {}
    for subject, name, value in rows.iterator(chunk_size=5000):
        found.setdefault(subject, {})[name] = value
    return found


def situation(subject_id: int, on: date, city: str = "") -> dict[str, Any]:
    """The subject as `yanzhen.policy.assess` takes it in."""
    kind = Subject.objects.filter(pk=subject_id).values_list("kind", flat=True).first()
    if kind is None:
        raise NoSuchSubject(subject_id)
    known = facts_of(subject_id, on, city)
    return {"subject": kind, "facts": in_force(kind, {n: one.value for n, one in known.items()})}


def in_force(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that rules speak of; not the registry's own, nor an earlier vocabulary's."""
    terms = vocabulary().facts_of(kind)
    return {name: value for name, value in facts.items() if name in terms}


def facts_still_to_ask(
    subject_id: int, names: Iterable[str], on: date, city: str = "", at_least: Grade = Grade.C
) -> list[ToAsk]:
    """Which of these facts are still to be asked, in their order."""
    known = facts_of(subject_id, on, city)
    asked = []
    for name in names:
        one = known.get(name)
        if one is None:
            asked.append(ToAsk(name))
        elif not one.grade.is_at_least(at_least):
            asked.append(ToAsk(name, one.value, one.grade))
    return asked


def is_own_fact(name: str) -> bool:
    """Whether a fact is the registry's own, which no rule asks for."""
    return name in OWN_FACTS


def _known(row: Fact) -> Known:
    return Known(
        row.name, row.value, Grade(row.grade), row.pk, row.city, row.source, row.evidence,
        row.valid_from, row.valid_until,
    )  # fmt: skip
