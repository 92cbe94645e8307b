"""Thousands of cards written at once: two statements for all of them, whatever their number.

numbers = write_many(series, "talent-card", [(ground, holder), ...], acting)

Row for row the same as one card that is issued by itself: tests compare them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cards.grounds import Ground
from yanzhen.apps.cards.holders import Holder
from yanzhen.apps.cards.models import Series
from yanzhen.apps.cards.places import new_pseudonyms, take_places

CARDS = """
    INSERT INTO cards_card
           (number, pseudonym, status_index, tenant_id, account_id, subject_id, name, name_mask,
            level, valid_from, valid_until, basis, recognition_id, case_number, city, programme,
            state, cause, issued_at)
    SELECT w.*, %(city)s, %(programme)s, 'valid', '', %(now)s
      FROM unnest(%(numbers)s::text[], %(pseudonyms)s::bytea[], %(places)s::int[],
                  %(tenants)s::bigint[], %(accounts)s::bigint[], %(subjects)s::bigint[],
                  %(names)s::text[], %(masks)s::text[], %(levels)s::text[], %(since)s::date[],
                  %(until)s::date[], %(bases)s::text[], %(recognitions)s::bigint[],
                  %(cases)s::text[]) AS w
"""
EVENTS = """
    INSERT INTO cards_event (tenant_id, account_id, card_id, at, kind, by_id, by_name, reason, told)
    SELECT tenant_id, account_id, id, %(now)s, 'issued', %(by_id)s, %(by_name)s, '',
           jsonb_build_object('basis', basis, 'batch', 'yes')
      FROM cards_card WHERE city = %(city)s AND status_index = ANY(%(places)s)
"""


def write_many(
    series: Series, programme: str, wanted: Sequence[tuple[Ground, Holder]], acting: Actor
) -> list[str]:
    """The cards with their first events; their numbers. Run as the service, series locked."""
    count, first = len(wanted), series.issued + 1
    numbers = [number_of(series.city, first + n) for n in range(count)]
    places = take_places(series, count)
    series.issued += count
    series.save(update_fields=["issued"])
    grounds, holders = [one for one, _ in wanted], [one for _, one in wanted]
    told: dict[str, Any] = {
        "numbers": numbers, "places": places, "pseudonyms": new_pseudonyms(count),
        "tenants": [one.tenant_id for one in grounds], "levels": [one.level for one in grounds],
        "accounts": [one.account_id for one in holders],
        "subjects": [one.subject_id for one in holders], "names": [one.name for one in holders],
        "masks": [one.name_mask for one in holders], "since": [one.since for one in grounds],
        "until": [one.until for one in grounds], "bases": [str(one.basis) for one in grounds],
        "recognitions": [one.recognition_id for one in grounds],
        "cases": [one.case_number for one in grounds], "city": series.city,
        "programme": programme, "now": timezone.now(), "by_id": acting.account_id,
        "by_name": acting.name,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CARDS, told)
        cursor.execute(EVENTS, told)
    return numbers


def number_of(city: str, serial: int) -> str:
    """
    >>> number_of("xiangtan", 17)
    'XIANGTAN-CARD-000017'
    """
    return f"{city.upper()}-CARD-{serial:06d}"
