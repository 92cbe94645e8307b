"""What a line has: now, or at any moment that is past.

    balance("xiangtan/talent-fund/2026")              ->  Balance(available=..., held=..., ...)
    balance_at("xiangtan/talent-fund/2026", moment)   ->  the same as it stood then

A movement has the time of the database at which its accounts were locked, so the balance of a
past moment is that of now without what moved since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers.errors import NoSuchLine
from yanzhen.apps.ledgers.models import Account, Stage

AT = """
    SELECT a.stage, (a.balance
        - coalesce((SELECT sum(m.amount) FROM ledgers_movement AS m
                     WHERE m.to_account_id = a.id AND (m.at, m.id) > (%(at)s, %(id)s)), 0)
        + coalesce((SELECT sum(m.amount) FROM ledgers_movement AS m
                     WHERE m.from_account_id = a.id AND (m.at, m.id) > (%(at)s, %(id)s)), 0)
        )::bigint
      FROM ledgers_account AS a JOIN ledgers_line AS l ON l.id = a.line_id
     WHERE l.code = %(line)s
"""
LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Balance:
    """What a line was given, and where that is: in the book's unit."""

    available: int = 0
    held: int = 0
    committed: int = 0
    spent: int = 0

    @property
    def allotted(self) -> int:
        """All that it was given, without what it passed on."""
        return self.available + self.held + self.committed + self.spent

    @property
    def used(self) -> int:
        """What is not free any more."""
        return self.held + self.committed + self.spent

    @property
    def used_percent(self) -> int:
        """The share that is not free any more, rounded down; of nothing all is used."""
        return self.used * 100 // self.allotted if self.allotted else 100

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.available + other.available, self.held + other.held,
            self.committed + other.committed, self.spent + other.spent,
        )  # fmt: skip


def balance(line: str) -> Balance:
    """What a line has now."""
    with acting(SYSTEM):
        rows = Account.objects.filter(line__code=line).values_list("stage", "balance")
        return of_stages(line, rows)


def balances(lines: Iterable[str]) -> dict[str, Balance]:
    """What several lines have now, in one query; those that are not there are left out."""
    held: dict[str, list[tuple[str, int]]] = {}
    with acting(SYSTEM):
        rows = Account.objects.filter(line__code__in=list(lines))
        for line, stage, amount in rows.values_list("line__code", "stage", "balance"):
            held.setdefault(line, []).append((stage, amount))
    return {line: of_stages(line, rows_of) for line, rows_of in held.items()}


def balance_at(line: str, moment: datetime, last_id: int = LAST) -> Balance:
    """What a line had at a moment; with an id, after that movement of the moment."""
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute(AT, {"line": line, "at": moment, "id": last_id})
        return of_stages(line, cursor.fetchall())


def of_stages(line: str, rows: Iterable[tuple[str, int]]) -> Balance:
    """A balance out of what its accounts hold; NoSuchLine when there are none."""
    held = {stage: int(amount) for stage, amount in rows}
    if not held:
        raise NoSuchLine(line)
    return Balance(
        held[Stage.AVAILABLE], held[Stage.HELD], held[Stage.COMMITTED], held[Stage.SPENT]
    )
