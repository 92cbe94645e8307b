"""What the ledgers do by themselves.

SEAL      each hour: what moved since gets a seal
COMPARE   each night: balances added up anew, seals verified; the first difference is an alarm
WARN      each night: finance hears of lines that are nearly used up
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting, holders
from yanzhen.apps.audit.service import record
from yanzhen.apps.jobs.service import CannotBeDone, Report, Task
from yanzhen.apps.ledgers.models import Book, Line, Warned
from yanzhen.apps.ledgers.queries import book as shown
from yanzhen.apps.ledgers.queries import warns_at
from yanzhen.apps.ledgers.recomputing import recompute
from yanzhen.apps.ledgers.seals import Broken, seal_books, verify_seals
from yanzhen.apps.notices.service import notify
from yanzhen.apps.organisations.service import above, departments_of
from yanzhen.policy.vocabulary import Label


def seal(report: Report) -> None:
    """Seal what came since."""
    seal_books()


def compare(report: Report) -> None:
    """CannotBeDone when something differs, after those who have to know were told."""
    wrong = recompute().first_difference
    if wrong is not None:
        with acting(SYSTEM):
            book = Line.objects.select_related("book").get(code=wrong.line).book
        alarm(book, "ledger_differs", {"line": wrong.line, "stage": wrong.stage,
              "balance": wrong.balance, "movements": wrong.movements})  # fmt: skip
        differs = Label(
            f"余额与流水不符：{wrong.line}（{wrong.stage}）。",
            f"The balance is not what its movements come to: {wrong.line} ({wrong.stage}).",
        )
        raise CannotBeDone(differs)
    with acting(SYSTEM):
        books = list(Book.objects.order_by("code"))
    for book in books:
        found = verify_seals(book.code)
        if isinstance(found, Broken):
            alarm(book, "ledger_tampered", {"book": book.code, "what": found.reason})
            broken = Label(
                f"账本 {book.code} 封存校验不符：{found.reason.zh}。",
                f"The seals of {book.code} do not hold: {found.reason.en}.",
            )
            raise CannotBeDone(broken)


def alarm(book: Book, kind: str, words: dict[str, str | int | Label]) -> None:
    """Finance and auditors of the place and of those above it are told, and the log says it."""
    told = {key: word.en if isinstance(word, Label) else word for key, word in words.items()}
    with acting(SYSTEM), transaction.atomic():
        record(f"ledger.{kind}", acting=SYSTEM, subject=f"book:{book.code}", chain=book.city,
               details=told)  # fmt: skip
        for account in concerned(book.tenant_id, Role.FINANCE, Role.AUDITOR):
            notify(account, kind, words)


def warn(report: Report) -> None:
    """Tell finance once of each line that has used up the share at which it wants to know."""
    with acting(SYSTEM):
        for book in Book.objects.filter(warns_at_percent__isnull=False).order_by("code"):
            _warn_of(book)


def _warn_of(book: Book) -> None:
    lines = {line.code: line for line in Line.objects.filter(book=book).select_related("warned")}
    for one in shown(SYSTEM, book.code).lines:
        line = lines[one.code]
        was_told = hasattr(line, "warned")
        if warns_at(book.warns_at_percent, one.own) == was_told:
            continue
        with transaction.atomic():
            if was_told:  # it was given more since: the next time is news again
                line.warned.delete()
                continue
            percent = one.own.used_percent
            Warned.objects.create(
                line=line, percent=percent, at=timezone.now(), tenant_id=line.tenant_id
            )
            for account in concerned(line.tenant_id, Role.FINANCE):
                notify(account, "budget_low", {"line": one.code, "percent": percent})


def concerned(tenant_id: int, *roles: Role) -> Iterable[int]:
    """The accounts that hold a role in the place or a place above it, or in an office of these."""
    places = above(tenant_id)
    offices = {seat.id for place in places for seat in (place, *departments_of(place.id))}
    return sorted({one.account_id for one in holders(offices, *roles)})


SEAL = Task("ledgers.seal", Label("账本封存", "Sealing the ledgers"), seal, every="17 * * * *")
COMPARE = Task(
    "ledgers.compare", Label("账本核对", "Adding up the ledgers anew"), compare,
    every="0 19 * * *", long=True,
)  # fmt: skip
WARN = Task("ledgers.warn", Label("预算预警", "Budget warnings"), warn, every="30 23 * * *")
TASKS = (SEAL, COMPARE, WARN)
