"""A statement: how a line stood, what moved, how it stood then.

    page = statement(finance, "xiangtan/talent-fund/2026", since, until)
    page.opening, page.rows, page.closing
    statement(finance, ..., after=page.next)      the page that follows

Pages are found by the last row of the one before, so the thousandth costs what the first does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.ledgers.access import access_line
from yanzhen.apps.ledgers.balances import Balance, balance_at
from yanzhen.apps.ledgers.models import Kind, Movement, Stage
from yanzhen.policy.vocabulary import Label

MOST_ON_A_PAGE = 500
BEFORE_ALL, LAST = 0, 2**63 - 1
# For each account the first rows after a place, by its own index; of these the first.
ROWS = """
    SELECT DISTINCT one.at, one.id FROM ledgers_line AS line
    JOIN ledgers_account AS account ON account.line_id = line.id, LATERAL (
        (SELECT at, id FROM ledgers_movement WHERE from_account_id = account.id
          AND (at, id) > (%(at)s, %(id)s) AND at < %(until)s ORDER BY at, id LIMIT %(most)s)
        UNION ALL
        (SELECT at, id FROM ledgers_movement WHERE to_account_id = account.id
          AND (at, id) > (%(at)s, %(id)s) AND at < %(until)s ORDER BY at, id LIMIT %(most)s)
    ) AS one WHERE line.code = %(line)s ORDER BY one.at, one.id LIMIT %(most)s
"""
KINDS_EN = {
    Kind.ALLOT: "Budget given", Kind.RECALL: "Budget taken back", Kind.PASS_DOWN: "Passed down",
    Kind.CARRY: "Carried over", Kind.HOLD: "Set aside", Kind.COMMIT: "Committed",
    Kind.SPEND: "Paid or occupied", Kind.RELEASE: "Released", Kind.GIVE_BACK: "Given back",
    Kind.REVERSE: "Reversed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MovementShown:
    """What moved, from which stage to which, why and by whom."""

    id: int
    key: str
    kind: str
    label: Label
    unit: str
    amount: int
    line: str
    from_stage: str
    to_line: str
    to_stage: str
    at: datetime
    case: str
    clause: str
    subject_id: int | None
    reference: str
    reason: str
    by: str
    reverses: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A movement, and what the line had after it."""

    movement: MovementShown
    after: Balance


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A page of a line's movements; `opening` and `closing` are of the whole time."""

    line: str
    since: datetime
    until: datetime
    opening: Balance
    rows: tuple[StatementRow, ...]
    closing: Balance
    next: Place | None
    unit: str


def statement(
    actor: Actor, line: str, since: datetime, until: datetime, after: Place | None = None,
    size: int = 100,
) -> Statement:  # fmt: skip
    """What moved on a line from `since` on and before `until`, in the order it happened."""
    found_line = access_line(actor, line)
    code, unit = found_line.code, found_line.book.unit
    size = max(1, min(size, MOST_ON_A_PAGE))
    with acting(SYSTEM):
        begin = after or Place(since, BEFORE_ALL)
        found = _found(code, begin, until, size + 1)
        rows, more = found[:size], len(found) > size
        last = Place(rows[-1].at, rows[-1].id) if rows and more else None
        opening = balance_at(code, since, BEFORE_ALL)
        before = balance_at(code, begin.at, begin.id) if after is not None else opening
        return Statement(
            code, since, until, opening, tuple(_running(code, before, rows)),
            balance_at(code, until, BEFORE_ALL), last, unit,
        )  # fmt: skip


def how_many_moved(actor: Actor, line: str, since: datetime, until: datetime, most: int) -> int:
    """How many movements such a statement has, counted no further than `most`."""
    code = access_line(actor, line).code
    with acting(SYSTEM):
        return len(_places(code, Place(since, BEFORE_ALL), until, most))


def movements_of_case(actor: Actor, number: str) -> tuple[MovementShown, ...]:
    """Everything that moved for a case on lines of her places, in order."""
    return _all(Movement.objects.visible_to(actor).filter(case_number=number))


def movements_with(actor: Actor, keys: Iterable[str]) -> tuple[MovementShown, ...]:
    """The movements of these keys, in order; those that are not there are left out."""
    return _all(Movement.objects.visible_to(actor).filter(key__in=list(keys)))


def movements_by_id(actor: Actor, ids: Iterable[int]) -> tuple[MovementShown, ...]:
    """The movements of these ids, in order; those that are not there for her are left out."""
    return _all(Movement.objects.visible_to(actor).filter(pk__in=list(ids)))


def movements_drawn(actor: Actor, book: str, ids: Iterable[int]) -> tuple[MovementShown, ...]:
    """The first movement from each of these ids on, for whoever takes a sample of a book."""
    rows = Movement.objects.visible_to(actor).filter(book__code=book).order_by("pk")
    keys = (rows.filter(pk__gte=one).values_list("pk", flat=True).first() for one in ids)
    return _all(Movement.objects.filter(pk__in={one for one in keys if one is not None}))


def _all(rows: QuerySet[Movement]) -> tuple[MovementShown, ...]:
    """The rows were chosen by who asks; the other line of one may be another place's."""
    keys = list(rows.order_by("at", "pk").values_list("pk", flat=True))
    with acting(SYSTEM):
        return tuple(_shown(keys))


def _found(line: str, begin: Place, until: datetime, most: int) -> list[MovementShown]:
    return _shown(_places(line, begin, until, most))


def _places(line: str, begin: Place, until: datetime, most: int) -> list[int]:
    """The ids of the first movements of a line after a place."""
    given: dict[str, Any] = {
        "line": line, "at": begin.at, "id": begin.id, "until": until, "most": most,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ROWS, given)
        return [pk for _, pk in cursor.fetchall()]


def _shown(ids: list[int]) -> list[MovementShown]:
    rows = Movement.objects.filter(pk__in=ids).select_related(
        "book", "from_account__line", "to_account__line", "reverses"
    )
    return [_row(row) for row in rows.order_by("at", "pk")]


def _row(row: Movement) -> MovementShown:
    kind = Kind(row.kind)
    return MovementShown(
        row.pk, row.key, row.kind, Label(str(kind.label), KINDS_EN[kind]), row.book.unit,
        row.amount, row.from_account.line.code, row.from_account.stage, row.to_account.line.code,
        row.to_account.stage, row.at, row.case_number, row.clause, row.subject_id, row.reference,
        row.reason, row.actor_name, row.reverses.key if row.reverses else None,
    )  # fmt: skip


def _running(line: str, balance: Balance, rows: list[MovementShown]) -> Iterable[StatementRow]:
    for row in rows:
        if row.line == line:
            balance += _only(row.from_stage, -row.amount)
        if row.to_line == line:
            balance += _only(row.to_stage, row.amount)
        yield StatementRow(row, balance)


def _only(stage: str, amount: int) -> Balance:
    return Balance() if stage == Stage.SOURCE else Balance(**{stage: amount})
