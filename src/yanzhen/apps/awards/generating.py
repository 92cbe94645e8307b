"""The payments of many awards in one statement: read off the awards' own columns.

generate([7, 8, 9])      ->  108      three rent subsidies of 36 months

Nothing passes through Python, so that memory stays flat for 600,000 people; a portion that was
generated before gives nothing more. It says the same as `plans.steady`: a test holds them to it.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from yanzhen.apps.awards.plans import Part

GENERATE = """
    INSERT INTO awards_instalment
           (award_id, number, year, due_on, until_on, amount_fen, state,
            tenant_id, account_id, employer_id)
    SELECT a.id, n,
           greatest(extract(year FROM d.due_on), extract(year FROM a.effective_on)),
           d.due_on, d.until_on, least(a.each_fen, a.granted_fen - (n - 1) * a.each_fen),
           CASE WHEN d.due_on <= a.effective_on THEN 'due' ELSE 'planned' END,
           a.tenant_id, a.account_id, a.employer_id
      FROM awards_award AS a
     CROSS JOIN LATERAL generate_series(1, a.periods) AS n
     CROSS JOIN LATERAL (
           SELECT (a.starts_on + (n - 1) * a.every_months * interval '1 month')::date AS due_on,
                  CASE WHEN a.every_months > 0 THEN
                  (a.starts_on + n * a.every_months * interval '1 month')::date - 1 END AS until_on
           ) AS d
     WHERE a.id = ANY(%s) AND a.plan = 'planned' AND a.nature = 'money'
       AND (n - 1) * a.each_fen < a.granted_fen
     ORDER BY a.id, n
        ON CONFLICT (award_id, number) DO NOTHING
"""
ENTERED = """
    INSERT INTO awards_instalment
           (award_id, number, year, due_on, until_on, amount_fen, state,
            tenant_id, account_id, employer_id)
    SELECT a.id, p.number,
           greatest(extract(year FROM p.due_on), extract(year FROM a.effective_on)),
           p.due_on, p.until_on, p.fen,
           CASE WHEN p.due_on <= a.effective_on THEN 'due' ELSE 'planned' END,
           a.tenant_id, a.account_id, a.employer_id
      FROM awards_award AS a,
           unnest(%s::smallint[], %s::date[], %s::date[], %s::bigint[])
           AS p (number, due_on, until_on, fen)
     WHERE a.id = %s
"""


def generate(award_ids: Iterable[int]) -> int:
    """Write the payments of these awards that are not there yet; how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(GENERATE, [list(award_ids)])
        return int(cursor.rowcount)


def enter(award_id: int, parts: Sequence[Part]) -> int:
    """Write the payments of a plan that was entered by hand."""
    columns = (
        [one.number for one in parts], [one.due_on for one in parts],
        [one.until_on for one in parts], [one.fen for one in parts],
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ENTERED, [*columns, award_id])
        return int(cursor.rowcount)
