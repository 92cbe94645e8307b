"""Turning the keys: everything that an earlier key sealed is sealed again with the first.

    for told in reseal(): ...      ->  Resealed("registry.Identifier", done=500, total=1200), ...

Rows are taken a few hundred at a time, each batch in a transaction of its own, so that it can be
stopped and started again. With `indexes`, what rows are looked up by is worked out anew too, for
a new key for looking up.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

from yanzhen.apps.sealing.fields import BlindIndex, Sealed, SealedText
from yanzhen.apps.sealing.keys import keyring

BATCH = 500


@dataclass(frozen=True, slots=True)
class Resealed:
    """How far a table is: rows looked at, rows in all, rows sealed again."""

    table: str
    done: int
    total: int
    changed: int


def reseal(
    tables: Iterable[type[models.Model]] | None = None, *, indexes: bool = False
) -> Iterator[Resealed]:
    """Seal again what needs it, in every table or in these; tells after each batch.

    A table that keeps another one's history gets rows while that one is sealed anew, in the old
    seal: so it goes round until nothing is left to do.
    """
    chosen = list(apps.get_models() if tables is None else tables)
    first, left = True, True
    while left:
        left = False
        for model in chosen:
            sealed = [one for one in model._meta.local_fields if isinstance(one, SealedText)]
            blind = [one for one in model._meta.local_fields if isinstance(one, BlindIndex)]
            again = blind if indexes and first else []
            for told in _table(model, sealed, again) if sealed or again else ():
                left = left or told.changed > 0
                if first or told.changed:
                    yield told
        first = False


@contextmanager
def _whole_table() -> Iterator[None]:
    """A transaction that every row is there for: one that were passed over would be lost."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('yanzhen.all', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config('yanzhen.all', 'on', true)")
        yield
        cursor.execute("SELECT set_config('yanzhen.all', %s, true)", [before])


def _table(
    model: type[models.Model], sealed: list[SealedText], blind: list[BlindIndex]
) -> Iterator[Resealed]:
    rows = model._base_manager.order_by("pk")
    done, changed, last = 0, 0, None
    with _whole_table():
        total = rows.count()
    while True:
        with _whole_table():
            after = rows.filter(pk__gt=last) if last is not None else rows
            batch = list(after.select_for_update()[:BATCH])
            for row in batch:
                changed += _row(row, sealed, blind)
        if not batch:
            return
        last, done = batch[-1].pk, done + len(batch)
        yield Resealed(model._meta.label, done, max(total, done), changed)


def _row(row: models.Model, sealed: list[SealedText], blind: list[BlindIndex]) -> bool:
    current = keyring().sealing.name
    names = [field.attname for field in blind]
    for field in sealed:
        value = getattr(row, field.attname)
        if isinstance(value, Sealed) and value.key != current:
            setattr(row, field.attname, value.open())
            names.append(field.attname)
    if names:
        row.save(update_fields=names)
    return bool(names)
