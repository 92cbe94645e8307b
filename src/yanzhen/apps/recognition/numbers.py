"""Numbers of recognitions: one series for a city and a year.

next_number("xiangtan", 2026)    ->   "R-XIANGTAN-2026-000123"
"""

from django.db import connection

RAISE = """
    INSERT INTO recognition_counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = recognition_counter.last + 1
    RETURNING last
"""


def next_number(city: str, year: int) -> str:
    """The next number; given back when the transaction is undone."""
    series = f"R-{city.upper()}-{year}"
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [series])
        (last,) = cursor.fetchone()
    return f"{series}-{last:06d}"
