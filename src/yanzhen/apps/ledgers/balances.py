"""What a line has: now, or at any moment that is past.

    balance("xiangtan/talent-fund/2026")         ->  Balance(available=..., held=..., ...)
    balance_at("xiangtan/talent-fund/2026", moment)
    balances(actor, "xiangtan/talent-fund")      ->  its lines, each with all below it

A movement has the time of the database at which its accounts were locked, so the balance of a
past moment is that of now without what moved since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.ledgers.access import access_book, reads
from yanzhen.apps.ledgers.errors import NoSuchLine
from yanzhen.apps.ledgers.models import Account, Line, Stage

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


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a book's tree; `total` is its own balance with those of all lines below it."""

    code: str
    depth: int
    year: int | None
    organisation_id: int | None
    programme: str
    own: Balance
    total: Balance


def balance(line: str) -> Balance:
    """What a line has now."""
    with acting(SYSTEM):
        rows = Account.objects.filter(line__code=line).values_list("stage", "balance")
        return of_stages(line, rows)


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


def balances(actor: Actor, book: str, year: int | None = None) -> tuple[Node, ...]:
    """The lines of a book that are hers to read, each before those below it; of one year or all."""
    found = access_book(actor, book)
    lines = Line.objects.visible_to(actor).filter(book=found).order_by("code")
    if year is not None:
        lines = lines.filter(year=year)
    kept = [line for line in lines if reads(actor, line.tenant_id)]
    amounts: dict[int, dict[str, int]] = {}
    with acting(SYSTEM):
        rows = Account.objects.filter(line__in=[line.pk for line in kept])
        for line_id, stage, amount in rows.values_list("line", "stage", "balance"):
            amounts.setdefault(line_id, {})[stage] = amount
    own = {line.pk: of_stages(line.code, amounts[line.pk].items()) for line in kept}
    return _tree(kept, own)


def _tree(lines: list[Line], own: dict[int, Balance]) -> tuple[Node, ...]:
    """Codes sort in the order of the tree only without signs below the slash: so by its links."""
    there = {line.pk for line in lines}
    below: dict[int | None, list[Line]] = {}
    for line in lines:
        below.setdefault(line.parent_id if line.parent_id in there else None, []).append(line)
    nodes: list[Node] = []
    for root in below.get(None, ()):
        _add(root, 0, below, own, nodes)
    return tuple(nodes)


def _add(
    line: Line, depth: int, below: dict[int | None, list[Line]], own: dict[int, Balance],
    nodes: list[Node],
) -> Balance:  # fmt: skip
    place = len(nodes)
    nodes.append(Node("", 0, None, None, "", Balance(), Balance()))
    total = own[line.pk]
    for child in below.get(line.pk, ()):
        total += _add(child, depth + 1, below, own, nodes)
    nodes[place] = Node(
        line.code, depth, line.year, line.organisation_id, line.programme, own[line.pk], total
    )
    return total
