"""How often a card may still use an offer: exact, however many ask at once.

    take(offer, card_id=7, on=date(2026, 11, 29))     counts the day, the month, the year, all
    give_back(offer, 7, date(2026, 11, 29))           one less of each

All four spans are counted always, so that a limit that is set later is right from its first day.
The rows of a card stay locked until the transaction ends: the second waits for what the first does.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from yanzhen.apps.privileges.errors import Refusal, refuse_all
from yanzhen.apps.privileges.models import Count, Privilege
from yanzhen.policy.vocabulary import Label

SPANS = ("day", "month", "year", "all")
SAID = {
    "day": Label("今天", "today"), "month": Label("本月", "this month"),
    "year": Label("今年", "this year"), "all": Label("总共", "in all"),
}  # fmt: skip
MOVE = """
    INSERT INTO privileges_count (privilege_id, card_id, tenant_id, span, used)
    SELECT %s, %s, %s, unnest(%s::text[]), 1
    ON CONFLICT (privilege_id, card_id, span) DO UPDATE SET used = privileges_count.used + 1
    RETURNING span, used
"""
BACK = """
    UPDATE privileges_count SET used = used - 1 WHERE id IN (
        SELECT id FROM privileges_count WHERE privilege_id = %s AND card_id = %s
           AND span = ANY(%s) ORDER BY id FOR NO KEY UPDATE)
"""


def spans_of(on: date) -> dict[str, str]:
    """The spans that a day belongs to, by how long they are."""
    return {"day": on.isoformat(), "month": f"{on:%Y-%m}", "year": f"{on:%Y}", "all": "all"}


def take(offer: Privilege, card_id: int, on: date) -> None:
    """One use more; PrivilegeRefused where a limit of the card is reached, and nothing counts."""
    spans = spans_of(on)
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [offer.pk, card_id, offer.tenant_id, list(spans.values())])
        used = dict(cursor.fetchall())
    refuse_all(_reached(offer, {name: used[span] for name, span in spans.items()}))


def give_back(offer: Privilege, card_id: int, on: date) -> None:
    """One use less."""
    with connection.cursor() as cursor:
        cursor.execute(BACK, [offer.pk, card_id, list(spans_of(on).values())])


def left_of(offer: Privilege, used: Mapping[str, int], on: date) -> dict[str, int]:
    """What is left to a card of each limit that there is, by span."""
    spans = spans_of(on)
    return {
        name: max(limit - used.get(spans[name], 0), 0)
        for name, limit in offer.limits.items() if limit is not None
    }  # fmt: skip


def used_by(
    card_ids: Iterable[int], offers: Iterable[int]
) -> dict[tuple[int, int], dict[str, int]]:
    """How often cards have used offers, by card and offer, then span; in one query."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    rows = Count.objects.filter(card_id__in=[*card_ids], privilege__in=[*offers])
    for card, offer, span, used in rows.values_list("card_id", "privilege_id", "span", "used"):
        found.setdefault((card, offer), {})[span] = used
    return found


def _reached(offer: Privilege, used: Mapping[str, int]) -> Iterable[Refusal]:
    for name, limit in offer.limits.items():
        if limit is not None and used[name] > limit:
            span = SAID[name]
            said = Label(
                f"这张卡{span.zh}可用{limit}次，已用完。",
                f"This card may use it {limit} times {span.en}; none is left.",
            )
            yield Refusal(f"reached_{name}", said)
