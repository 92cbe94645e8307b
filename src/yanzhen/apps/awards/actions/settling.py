"""What payments tell of instalments, many at once: in a run, paid, failed, returned.

Each is one statement over the ids and changes only those that are where they should be, so that
asking twice changes nothing; the answer is the ids that changed.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being

MOVE = """
    UPDATE awards_instalment SET state = %s, finding = coalesce(%s::jsonb, finding)
     WHERE id = ANY(%s) AND state = %s {only}
 RETURNING id, award_id
"""
BUDGETED = "AND budget_line_id IS NOT NULL"
FINISHED = """
    UPDATE awards_award AS a SET state = 'done'
     WHERE a.id = ANY(%s) AND a.state IN ('running', 'waiting_budget') AND a.plan = 'planned'
       AND NOT EXISTS (SELECT 1 FROM awards_instalment AS i
                        WHERE i.award_id = a.id AND i.state NOT IN ('paid', 'cancelled'))
"""
CAME_BACK = """
    UPDATE awards_award AS a
       SET version = version + 1, state = CASE WHEN state = 'done' THEN 'running' ELSE state END,
           open_year = (SELECT min(year) FROM awards_instalment AS i
                         WHERE i.award_id = a.id AND i.budget_line_id IS NULL
                           AND i.state IN ('planned', 'due', 'held_back', 'failed'))
     WHERE a.id = ANY(%s)
"""
UNCOMMITTED = "UPDATE awards_instalment SET budget_line_id = NULL WHERE id = ANY(%s)"


def take_into_run(instalments: Iterable[int]) -> list[int]:
    """Due and budgeted ones are in a run from now on."""
    return [one for one, _ in _moved(instalments, "due", "in_run", only=BUDGETED)]


def leave_run(instalments: Iterable[int], finding: dict[str, Any] | None = None) -> list[int]:
    """Back to due: the run was cancelled (`finding` says why)."""
    return [one for one, _ in _moved(instalments, "in_run", "due", finding)]


def mark_paid(instalments: Iterable[int]) -> list[int]:
    """The bank has paid; an award of which nothing is left is done."""
    with transaction.atomic():
        moved = _moved(instalments, "in_run", "paid")
        _run(FINISHED, [sorted({award for _, award in moved})])
    return [one for one, _ in moved]


def mark_failed(instalments: Iterable[int], finding: dict[str, Any]) -> list[int]:
    """The bank could not pay: what was committed stays so, until somebody lets it try again."""
    return [one for one, _ in _moved(instalments, "in_run", "failed", finding)]


def mark_returned(instalments: Iterable[int], finding: dict[str, Any]) -> list[int]:
    """Paid money came back into the budget: failed, and without a budget until it is committed."""
    with transaction.atomic():
        moved = _moved(instalments, "paid", "failed", finding)
        _run(UNCOMMITTED, [[one for one, _ in moved]])
        _run(CAME_BACK, [sorted({award for _, award in moved})])
    return [one for one, _ in moved]


def retry(instalments: Iterable[int]) -> list[int]:
    """Failed ones are due again: the account was put right."""
    return [one for one, _ in _moved(instalments, "failed", "due")]


def _moved(
    instalments: Iterable[int], source: str, to: str, finding: dict[str, Any] | None = None,
    only: str = "",
) -> list[tuple[int, int]]:  # fmt: skip
    plain = None if finding is None else json.dumps(finding, ensure_ascii=False)
    with being(SYSTEM), connection.cursor() as cursor:
        cursor.execute(MOVE.format(only=only), [to, plain, list(instalments), source])
        return [(int(one), int(award)) for one, award in cursor.fetchall()]


def _run(statement: str, arguments: list[Any]) -> None:
    with being(SYSTEM), connection.cursor() as cursor:
        cursor.execute(statement, arguments)
