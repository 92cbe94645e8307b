"""What belongs to a case and hangs on nothing else, in one question to the database.

    kept = belongings_of(case)
    kept[Pause], kept[Decision]      ->  lists, in order

A table for each kind of thing keeps the columns honest; a page that shows a case wants all of
them, and one question is quicker than five.
"""

import json
from typing import Any, TypeVar

from django.db import connection, models

from yanzhen.apps.cases.models import Case, Decision, Material, Pause, Publicity, Supplement

Row = TypeVar("Row", bound=models.Model)
TABLES: tuple[type[models.Model], ...] = (Pause, Material, Supplement, Decision, Publicity)
ALL = " UNION ALL ".join(
    f"SELECT '{one._meta.db_table}', id, to_jsonb({one._meta.db_table})"
    f" FROM {one._meta.db_table} WHERE case_id = %(case)s"
    for one in TABLES
)


class Belongings:
    """The rows of each table, in order."""

    def __init__(self, rows: list[tuple[str, int, str]]) -> None:
        self._rows = rows

    def __getitem__(self, model: type[Row]) -> list[Row]:
        table = model._meta.db_table
        return [_row(model, json.loads(told)) for name, _, told in self._rows if name == table]


def belongings_of(case: Case) -> Belongings:
    """All that belongs to the case, as far as the actor sees it."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ALL} ORDER BY 1, 2", {"case": case.pk})
        return Belongings(cursor.fetchall())


def _row(model: type[Row], told: dict[str, Any]) -> Row:
    fields = model._meta.concrete_fields
    values = [one.to_python(told[str(one.column)]) for one in fields]
    return model.from_db(connection.alias, [one.attname for one in fields], values)
