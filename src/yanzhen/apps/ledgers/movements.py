"""Writing movements: one, or a run's hundred thousands, each key once.

    write(actor, COMMIT, [Posting("award-7/1", line, 360_000)])   ->  1
    the same again                                                             ->  0

The database adds up and refuses (see migrations); here its refusals become errors with names. A
key that is there already with the same content counts as done: whoever was interrupted asks again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.ledgers.errors import KeyUsed, LedgerRefused, NoSuchLine, NotEnough, Refusal
from yanzhen.apps.ledgers.models import MOST, Account, Kind, Movement, Stage
from yanzhen.policy.vocabulary import Label

AT_ONCE = 20_000
FEW = 200
SHORT, CANNOT_BE = "YZ001", "YZ002"
COLUMNS = {
    "key": "text", "kind": "text", "book_id": "bigint", "from_account_id": "bigint",
    "to_account_id": "bigint", "amount": "bigint", "case_number": "text", "clause": "text",
    "subject_id": "bigint", "reference": "text", "reason": "text", "actor_id": "bigint",
    "actor_name": "text", "reverses_id": "bigint", "tenant_id": "bigint", "to_tenant_id": "bigint",
}  # fmt: skip
KEY, KIND, CASE, SUBJECT, REVERSES = 0, 1, 6, 8, 13
NAMES = ", ".join(COLUMNS)
INSERT = (
    f"INSERT INTO ledgers_movement ({NAMES}) "
    f"SELECT * FROM unnest({', '.join(f'%s::{one}[]' for one in COLUMNS.values())}) "
    "ON CONFLICT (key) DO NOTHING"
)
# PostgreSQL copies into no table with row security: many rows arrive in a table of their own.
ARRIVE = f"""
    CREATE TEMPORARY TABLE IF NOT EXISTS ledgers_arriving
        ({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())}) ON COMMIT DROP;
    TRUNCATE ledgers_arriving
"""
COPY = f"COPY ledgers_arriving ({NAMES}) FROM STDIN"
MOVE_IN = (
    f"INSERT INTO ledgers_movement ({NAMES}) SELECT {NAMES} FROM ledgers_arriving "
    "ON CONFLICT (key) DO NOTHING"
)
OTHER = """
    SELECT a.key FROM ledgers_arriving AS a JOIN ledgers_movement AS m USING (key)
     WHERE (a.kind, a.from_account_id, a.to_account_id, a.amount, a.case_number)
        <> (m.kind, m.from_account_id, m.to_account_id, m.amount, m.case_number)
        OR a.subject_id IS DISTINCT FROM m.subject_id
     LIMIT 1
"""
NOTHING = Label("数额应为大于零的整数。", "The amount has to be a whole number above zero.")
CANNOT = Label(
    "这笔变动与账本规则不符，未记入。", "The rules of the ledger do not allow this movement."
)
REVERSED = Label("这笔变动已经冲回。", "This movement has been reversed already.")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be moved on a line, why, and the key under which it happens once.

    `to` only where the sum goes to another line of the book.
    """

    key: str
    line: str
    amount: int
    case: str = ""
    clause: str = ""
    subject_id: int | None = None
    reference: str = ""
    reason: str = ""
    to: str = ""


class Way(NamedTuple):
    """A kind of movement, and the two stages that it joins."""

    kind: Kind
    taken_from: Stage
    given_to: Stage


class Place(NamedTuple):
    """An account's ids."""

    account: int
    book: int
    tenant: int


def write(actor: Actor, way: Way, postings: Iterable[Posting]) -> int:
    """Write the movements in one transaction; how many are new.

    NotEnough, KeyUsed, NoSuchLine or LedgerRefused: then none is written. `postings` may be a
    stream of any length.
    """
    parts = _parts(postings)
    with acting(SYSTEM), transaction.atomic():
        some = next(parts, [])
        if not some:
            return 0
        rows = _rows(actor, way, some)
        if len(rows) <= FEW:
            return insert(rows)
        return _insert_many(chain([rows], (_rows(actor, way, part) for part in parts)))


def _rows(actor: Actor, way: Way, some: Sequence[Posting]) -> list[Row]:
    places = locked_places(some, way)
    return [_row(actor, way, one, places) for one in some]


def _parts(postings: Iterable[Posting]) -> Iterator[list[Posting]]:
    """The stream in parts: so many are written by one statement."""
    left = iter(postings)
    while part := list(islice(left, AT_ONCE)):
        yield part


def locked_places(postings: Iterable[Posting], way: Way) -> dict[tuple[str, str], Place]:
    """The accounts by line and stage; nobody else moves anything there until the end.

    They are locked before the movements get their numbers and times, so both are in the order in
    which the balances changed.
    """
    lines = {code for one in postings for code in (one.line, one.to) if code}
    found = (
        Account.objects.select_for_update(of=("self",), no_key=True)
        .filter(line__code__in=lines, stage__in={way.taken_from, way.given_to})
        .order_by("pk")
        .values_list("line__code", "stage", "pk", "line__book", "tenant_id")
    )
    return {
        (code, stage): Place(account, book, int(tenant))
        for code, stage, account, book, tenant in found
        if tenant is not None
    }


def insert(rows: Sequence[Row]) -> int:
    """A few rows as `COLUMNS` has them; those whose key is there already must say the same."""
    with _named(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [list(column) for column in zip(*rows, strict=True)])
        fresh = int(cursor.rowcount)
    if fresh < len(rows):
        _same(rows)
    return fresh


def _insert_many(parts: Iterable[list[Row]]) -> int:
    """The same for any number, which the memory here never holds."""
    arrived = 0
    with _named(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ARRIVE)
        for rows in parts:
            with cursor.copy(COPY) as copy:
                for row in rows:
                    copy.write_row(row)
            arrived += len(rows)
        cursor.execute(MOVE_IN)
        fresh = int(cursor.rowcount)
        if fresh < arrived:
            cursor.execute(OTHER)
            if other := cursor.fetchone():
                raise KeyUsed(other[0])
    return fresh


def _row(actor: Actor, way: Way, one: Posting, places: dict[tuple[str, str], Place]) -> Row:
    if not 0 < one.amount <= MOST:
        raise LedgerRefused([Refusal("nothing", NOTHING, "amount")])
    try:
        taken = places[one.line, way.taken_from]
        given = places[one.to or one.line, way.given_to]
    except KeyError as missing:
        raise NoSuchLine(missing.args[0][0]) from None
    return (
        one.key, way.kind.value, taken.book, taken.account, given.account, one.amount, one.case,
        one.clause, one.subject_id, one.reference, one.reason, actor.account_id, actor.name, None,
        taken.tenant, given.tenant if given.tenant != taken.tenant else None,
    )  # fmt: skip


def _same(rows: Sequence[Row]) -> None:
    """KeyUsed when a key stands for something else than what is asked for now."""
    wanted = {row[KEY]: _content(row) for row in rows}
    kept = Movement.objects.filter(key__in=list(wanted)).values_list(
        "key", "kind", "from_account", "to_account", "amount", "case_number", "subject_id",
        "reverses",
    )  # fmt: skip
    for key, *content in kept.iterator():
        if wanted[key] != tuple(content):
            raise KeyUsed(key)
    for row in rows:
        if _content(row) != wanted[row[KEY]]:
            raise KeyUsed(row[KEY])


def _content(row: Row) -> Row:
    return (row[KIND], *row[3:6], row[CASE], row[SUBJECT], row[REVERSES])


@contextmanager
def _named() -> Iterator[None]:
    """The database's refusals under their names; any other trouble as it is."""
    try:
        yield
    except DatabaseError as refused:
        raise _said(refused) from None


def _said(refused: DatabaseError) -> Exception:
    cause = refused.__cause__
    state, diag = getattr(cause, "sqlstate", None), getattr(cause, "diag", None)
    if diag is None:
        return refused
    if diag.constraint_name == "ledgers_movement_reversed_once":
        return LedgerRefused([Refusal("reversed", REVERSED)])
    if state == CANNOT_BE:
        return LedgerRefused([Refusal("cannot_be", CANNOT)])
    if state != SHORT:
        return refused
    account, wanted, available = map(int, diag.message_detail.split())
    short = Account.objects.select_related("line").get(pk=account)
    return NotEnough(short.line.code, short.stage, wanted, available)
