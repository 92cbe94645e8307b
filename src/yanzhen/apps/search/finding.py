"""Finding by terms where row-level security holds, with the index all the same.

    operations = [finder("cases_case", "found_by", seen=f"{ALL} OR {CASE_ROWS}")]

    Case.objects.visible_to(actor).filter(found("cases_case", "衡阳"))

PostgreSQL asks a policy before any condition that might give rows away, and `@@` is taken for one
(it is not leakproof): under a policy its index is never used, every row is read. So the table's
owner asks, in a function that holds the very condition of the policy: nobody learns of a row that
is not there for her. The policy itself still holds for the rows whose ids come back.
"""

from django.db import migrations
from django.db.models import Q
from django.db.models.expressions import RawSQL

from yanzhen.apps.search.terms import question


def finder(table: str, column: str, *, seen: str) -> migrations.RunSQL:
    """The operation that makes a table's function; `seen` is the condition of its policy."""
    name = _name(table)
    return migrations.RunSQL(
        sql=f"""
            CREATE FUNCTION {name}(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE
                SECURITY DEFINER SET search_path = public AS $$
                SELECT id FROM {table} WHERE {table}.{column} @@ asked AND ({seen})
            $$;
        """,
        reverse_sql=f"DROP FUNCTION {name}(tsquery);",
    )


def found(table: str, searched: str, key: str = "pk") -> Q:
    """The condition that the row of `key` holds every searched word; none for no words."""
    asked = question(searched)
    if not asked:
        return Q()
    return Q(**{f"{key}__in": RawSQL(f"SELECT {_name(table)}(%s::tsquery)", (asked,))})


def _name(table: str) -> str:
    return f"{table}_found"
