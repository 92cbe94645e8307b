"""All movements added up anew: the balances must come out again.

recompute()  ->  Recomputed(accounts=4250, movements=21600000, first_difference=None)
"""

from dataclasses import dataclass

from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, acting

# One statement, and so of one moment.
ADDED_UP = """
    WITH moved AS (
        SELECT account, sum(delta) AS sum, sum(one) AS rows FROM (
            SELECT from_account_id AS account, -amount AS delta, 1 AS one FROM ledgers_movement
            UNION ALL SELECT to_account_id, amount, 0 FROM ledgers_movement) AS each
        GROUP BY account
    ), compared AS (
        SELECT a.id, a.line_id, a.stage, a.balance, coalesce(m.sum, 0)::bigint AS sum, m.rows
          FROM ledgers_account AS a LEFT JOIN moved AS m ON m.account = a.id
    ), wrong AS (
        SELECT l.code, c.stage, c.balance, c.sum
          FROM compared AS c JOIN ledgers_line AS l ON l.id = c.line_id
         WHERE c.balance <> c.sum ORDER BY c.id LIMIT 1
    )
    SELECT counted.accounts, counted.rows, wrong.code, wrong.stage, wrong.balance, wrong.sum
      FROM (SELECT count(*) AS accounts, coalesce(sum(rows), 0)::bigint AS rows FROM compared)
           AS counted LEFT JOIN wrong ON true
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """An account that does not hold what its movements come to."""

    line: str
    stage: str
    balance: int
    movements: int


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How much was added up, and the first account that differs."""

    accounts: int
    movements: int
    first_difference: Difference | None


def recompute() -> Recomputed:
    """Add everything up anew."""
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute(ADDED_UP)
        accounts, rows, line, *rest = cursor.fetchone()
    return Recomputed(accounts, rows, None if line is None else Difference(line, *rest))
