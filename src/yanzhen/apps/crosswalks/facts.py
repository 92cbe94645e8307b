"""What the words of other cities amount to in the registry: the facts that their documents name.

    settle(subject, "changsha")      what stands is written down, what ended is ended

Grade A, the other city as the source, the statement's reference as the evidence. Nothing but the
facts of the documents is written: which rights follow the rules say.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.crosswalks.cities import name_of
from yanzhen.apps.crosswalks.documents import CITY_FACT, INDUSTRY_FACT, read
from yanzhen.apps.crosswalks.models import Heard
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Grade, NoSuchEntry, RegistryRefused, Told


def settle(subject_id: int, city: str) -> None:
    """Inside the transaction of what has changed, and `acting(SYSTEM)`."""
    rows = list(
        Heard.objects.select_for_update(of=("self",))
        .select_related("crosswalk", "peer")
        .filter(subject=subject_id, city=city)
        .order_by("pk")
    )
    today = timezone.localdate()
    _end({fact for row in rows for fact in row.facts}, today)
    standing = [row for row in rows if row.state == Heard.State.STANDS]
    written = _written(subject_id, city, standing, today) if standing else []
    for row in rows:
        row.facts = written if row in standing else []
        row.save(update_fields=["facts"])


def _end(fact_ids: Iterable[int], today: date) -> None:
    """They hold no more from today; what began today counts as never written."""
    for fact_id in sorted(fact_ids):
        try:
            fact = registry.access_fact(SYSTEM, fact_id)
            if fact.superseded_at is not None or (fact.valid_until or today) < today:
                continue
            if fact.valid_from is not None and fact.valid_from >= today:
                registry.withdraw_fact(acting=SYSTEM, fact_id=fact_id, reason="crosswalk")
            else:
                last = today - timedelta(days=1)
                registry.end_fact(acting=SYSTEM, fact_id=fact_id, last_day=last, reason="crosswalk")
        except (NoSuchEntry, RegistryRefused):
            continue  # somebody has ended or merged it meanwhile


def _written(subject_id: int, city: str, standing: list[Heard], today: date) -> list[int]:
    source = "、".join(name_of(row.peer.other).zh for row in standing)
    evidence = " ".join(f"statement:{row.reference}" for row in standing)[:200]
    named = {name for row in standing for name in read(row.crosswalk.body).facts}
    facts = []
    if CITY_FACT in named:
        cities = sorted(
            {*_known_cities(subject_id, city, today)} | {r.peer.other for r in standing}
        )
        facts.append(Told(CITY_FACT, cities, Grade.A, city, source, evidence, today))
    words = [row.leading_industry for row in standing if row.leading_industry is not None]
    if INDUSTRY_FACT in named and words:
        facts.append(Told(INDUSTRY_FACT, any(words), Grade.A, city, source, evidence, today))
    rows = registry.record_facts(acting=SYSTEM, subject_id=subject_id, told=facts)
    return [row.pk for row in rows]


def _known_cities(subject_id: int, city: str, today: date) -> list[Any]:
    """Cities that an office has entered before; what she only said herself is not worth as much."""
    known = registry.facts_of(subject_id, today, city).get(CITY_FACT)
    return list(known.value) if known is not None and known.grade == Grade.A else []
