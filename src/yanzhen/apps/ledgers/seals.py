"""Seals: each hour the movements of a book since the last one are digested, and hung on it.

    seal_books()                             ->  how many movements got a seal
    verify_seals("xiangtan/talent-fund")     ->  Sealed(...) | Broken(..., movement 17 was changed)

Whoever switches off the triggers and changes a row is found by it: the seal's digest is over the
whole text of every row. Its marks (the id and four bytes of each row's own digest) then say which
row it is. The digest of each seal also stands in the audit log, whose chain holds it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, zip_longest
from typing import Any

from cryptography.hazmat.primitives import hashes
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import events_of, record
from yanzhen.apps.ledgers.access import access_book
from yanzhen.apps.ledgers.models import Book, Movement, Seal
from yanzhen.policy.vocabulary import Label

START = bytes(32)
AT_ONCE = 10_000
MOST_IN_A_SEAL = 100_000
FIELDS = (
    "id", "key", "kind", "from_account_id", "to_account_id", "amount", "at", "case_number",
    "clause", "subject_id", "reference", "reason", "actor_id", "actor_name", "reverses_id",
    "tenant_id", "to_tenant_id",
)  # fmt: skip
MARK = 12
SEALED = "ledger.sealed"
CHANGED = ("内容被改动过", "was changed")
GONE = ("被删除", "was deleted")
ADDED = ("是封存后塞入的", "was put in after the seal")
CUT = Label("封存记录被截断", "the last seals were cut off")
Marked = tuple[int, bytes]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A book whose seals all hold: how many movements they cover, how many came after."""

    book: str
    seals: int
    movements: int
    unsealed: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first seal of a book that does not hold, and the first movement that is wrong.

    No movement where the seal itself was changed.
    """

    book: str
    seal: int
    movement_id: int | None
    reason: Label


class Digest:
    """Rows taken in one after the other; what they come to, and a mark for each."""

    def __init__(self, book_id: int, number: int, previous: bytes) -> None:
        self._whole = hashes.Hash(hashes.SM3())
        self._whole.update(previous + book_id.to_bytes(8, "big") + number.to_bytes(8, "big"))
        self.first, self.last, self.count = 0, 0, 0
        self.marks = bytearray()

    def add(self, row: Row) -> None:
        """The next row; its first field is its id."""
        text = written(row)
        self._whole.update(text)
        self.last = int(row[0])
        self.first = self.first or self.last
        self.count += 1
        self.marks += self.last.to_bytes(8, "big") + sm3(text)[: MARK - 8]

    def finish(self) -> bytes:
        return self._whole.finalize()


def written(row: Row) -> bytes:
    """A row in one way only: each field with its length before it."""
    parts = []
    for value in row:
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        text = b"-" if value is None else b"+" + str(value).encode()
        parts.append(len(text).to_bytes(4, "big") + text)
    return b"".join(parts)


def sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def seal_books() -> int:
    """Seal what came since; how many movements that were. None while a long one is written."""
    with acting(SYSTEM):
        until = _last_movement()
        if until is None:
            return 0
        books = Book.objects.order_by("pk").values_list("pk", flat=True)
        return sum(_seal(pk, until) for pk in list(books))


def _last_movement() -> int | None:
    """The id up to which all is written; the table is locked for this moment only."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT ledgers_last_movement()")
            return int(cursor.fetchone()[0])
    except DatabaseError as refused:
        if getattr(refused.__cause__, "sqlstate", "") != "55P03":  # the lock was not to be had
            raise
    return None


def _seal(book_id: int, until: int) -> int:
    done = 0
    while step := _seal_some(book_id, until):
        done += step
    return done


def _seal_some(book_id: int, until: int) -> int:
    with transaction.atomic():
        book = Book.objects.select_for_update(of=("self",)).get(pk=book_id)
        last = Seal.objects.filter(book=book).order_by("-number").first()
        number, previous, since = (
            (last.number, bytes(last.digest), last.last_id) if last else (0, START, 0)
        )
        digest = Digest(book.pk, number + 1, previous)
        for row in islice(_rows(book.pk, since, until), MOST_IN_A_SEAL):
            digest.add(row)
        if not digest.count:
            return 0
        made = Seal.objects.create(
            book=book, number=number + 1, first_id=digest.first, last_id=digest.last,
            count=digest.count, marks=bytes(digest.marks), digest=digest.finish(),
            previous=previous, at=timezone.now(), tenant_id=book.tenant_id,
        )  # fmt: skip
        record(SEALED, acting=SYSTEM, subject=f"book:{book.code}", chain=book.city,
               details={"seal": made.number, "count": made.count,
                        "digest": bytes(made.digest).hex()})  # fmt: skip
    return made.count


def length(book: str) -> int:
    """How many movements of a book have a seal."""
    with acting(SYSTEM):
        return Seal.objects.filter(book__code=book).aggregate(n=Sum("count"))["n"] or 0


def nobody_watches(_done: int) -> None:
    """For a walk that nobody waits for."""


def verify_seals(book: str, *, told: Callable[[int], None] = nobody_watches) -> Sealed | Broken:
    """Digest every row of a book again, seal by seal; the first place that does not hold.

    `told` hears how many more movements were digested, and may stop the walk by raising.
    """
    with acting(SYSTEM):
        found = access_book(SYSTEM, book)
        number, previous, last, covered = 0, START, 0, 0
        for seal in Seal.objects.filter(book=found).order_by("number").iterator(chunk_size=10):
            number += 1
            wrong = _wrong(found, seal, number, previous, last)
            if wrong is not None:
                return wrong
            previous, last, covered = bytes(seal.digest), seal.last_id, covered + seal.count
            told(seal.count)
        if _noted(book) not in (None, previous.hex()):
            return Broken(book, number + 1, None, CUT)
        after = Movement.objects.filter(book=found, pk__gt=last).count()
    return Sealed(book, number, covered, after, previous)


def _noted(book: str) -> str | None:
    """The digest of the last seal as the audit log has it."""
    last = events_of(f"book:{book}").filter(kind=SEALED).first()
    return None if last is None else str(last.details["digest"])


def _wrong(book: Book, seal: Seal, number: int, previous: bytes, since: int) -> Broken | None:
    digest = Digest(book.pk, number, previous)
    for row in _rows(book.pk, since, seal.last_id):
        digest.add(row)
    if seal.number == number and digest.finish() == bytes(seal.digest):
        return None
    for was, now in zip_longest(_marks(bytes(seal.marks)), _marks(bytes(digest.marks))):
        if was != now:
            return Broken(book.code, number, *_which(was, now))
    reason = Label(
        f"第{number}号封存记录被改动或删除过", f"seal {number} was changed, or one was deleted"
    )
    return Broken(book.code, number, None, reason)


def _which(was: Marked | None, now: Marked | None) -> tuple[int, Label]:
    """Which row differs: the sealed one that is gone or changed, or one that was not there."""
    if was is not None and (now is None or was[0] < now[0]):
        pk, (zh, en) = was[0], GONE
    elif now is not None and (was is None or now[0] < was[0]):
        pk, (zh, en) = now[0], ADDED
    else:
        assert now is not None
        pk, (zh, en) = now[0], CHANGED
    return pk, Label(f"流水 {pk} {zh}", f"movement {pk} {en}")


def _marks(marks: bytes) -> Iterator[Marked]:
    for place in range(0, len(marks), MARK):
        yield int.from_bytes(marks[place : place + 8], "big"), marks[place + 8 : place + MARK]


def _rows(book_id: int, since: int, until: int) -> Iterator[Row]:
    rows = Movement.objects.filter(book=book_id, pk__gt=since, pk__lte=until).order_by("pk")
    return rows.values_list(*FIELDS).iterator(chunk_size=AT_ONCE)
