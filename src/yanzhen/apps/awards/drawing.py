"""A random sample of a city's awards that anybody can draw again: same seed, same sample.

drawn(auditor, "xiangtan", "9f2c", 20, since, until).numbers  ->  ("A-XIANGTAN-2026-000007-1", ...)

Each award has its place by the digest of seed and number; the first ones are the sample. Awards are
never deleted, so what was made between two past moments stays the same.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BinaryField, CharField, Func, Value
from django.db.models.functions import Concat

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards.models import Award


@dataclass(frozen=True, slots=True)
class Drawn:
    """Out of how many, and which, in the order in which they were drawn."""

    population: int
    numbers: tuple[str, ...]


def drawn(actor: Actor, city: str, seed: str, size: int, since: datetime, until: datetime) -> Drawn:
    """So many awards of the city made from `since` on and before `until`, as far as she sees."""
    rows = Award.objects.visible_to(actor).filter(city=city, made_at__gte=since, made_at__lt=until)
    text = Concat(Value(f"{seed}:"), "number", output_field=CharField())
    written = Func(text, Value("UTF8"), function="convert_to", output_field=BinaryField())
    lot = Func(written, function="sha256", output_field=BinaryField())
    numbers = rows.annotate(lot=lot).order_by("lot").values_list("number", flat=True)
    return Drawn(rows.count(), tuple(numbers[:size]))
