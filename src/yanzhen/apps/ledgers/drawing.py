"""A random sample of a book's movements that anybody can draw again: same seed, same sample.

drawn(auditor, "xiangtan/talent-fund", "9f2c", 20, since, until)     ->  Drawn(4211, (17, 230, ...))

Each movement has its place by the digest of seed and id; the first ones are the sample. Movements
are never changed or deleted, so what lies between two past moments stays the same.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BinaryField, CharField, Func, Value
from django.db.models.functions import Cast, Concat

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.ledgers.access import access_book
from yanzhen.apps.ledgers.models import Movement


@dataclass(frozen=True, slots=True)
class Drawn:
    """Out of how many, and which, in the order in which they were drawn."""

    population: int
    ids: tuple[int, ...]


def drawn(actor: Actor, book: str, seed: str, size: int, since: datetime, until: datetime) -> Drawn:
    """So many movements of the book from `since` on and before `until`, as far as she sees them."""
    found = access_book(actor, book)
    rows = Movement.objects.visible_to(actor).filter(book=found, at__gte=since, at__lt=until)
    lots = rows.annotate(lot=lot_of(seed)).order_by("lot").values_list("pk", flat=True)
    return Drawn(rows.count(), tuple(lots[:size]))


def lot_of(seed: str) -> Func:
    """The digest that orders the rows: SHA-256 of `seed:id`."""
    text = Concat(Value(f"{seed}:"), Cast("pk", CharField()), output_field=CharField())
    written = Func(text, Value("UTF8"), function="convert_to", output_field=BinaryField())
    return Func(written, function="sha256", output_field=BinaryField())
