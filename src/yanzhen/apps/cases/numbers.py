"""Numbers of cases: one series for a city and a year, without gaps and without doubles.

next_number("xiangtan", 2026)    ->   "XIANGTAN-2026-000123"

The counter's row stays locked until the transaction ends, so this is called last in it.
"""

from django.db import connection

RAISE = """
    INSERT INTO cases_counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = cases_counter.last + 1
    RETURNING last
"""


def next_number(city: str, year: int) -> str:
    """The next number of a city's year; given back when the transaction is undone."""
    series = f"{city.upper()}-{year}"
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [series])
        (last,) = cursor.fetchone()
    return f"{series}-{last:06d}"
