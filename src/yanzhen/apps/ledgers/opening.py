"""Opening books and lines, and the rules that a place sets for a book.

    open_book(acting=finance, code="xiangtan/talent-fund", kind="fund", unit="fen",
              place="xiangtan", name=Label("人才发展专项资金", "Talent development fund"))
    open_line(acting=finance, book="xiangtan/talent-fund", year=2026, place="xiangtan/yuhu")

A line's code says its way: `xiangtan/talent-fund/2026/xiangtan.yuhu`.
"""

from typing import Any

from django.db import IntegrityError, transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.ledgers.access import access_book, manages
from yanzhen.apps.ledgers.errors import LedgerRefused, Refusal
from yanzhen.apps.ledgers.models import Account, Book, Line, Stage, Unit
from yanzhen.apps.organisations.service import organisation
from yanzhen.policy.vocabulary import Label

NOT_FINANCE = Label(
    "只有本级或上级的财政人员可以安排资金，额度也可由人才工作机构安排。",
    "Only finance of the place or of one above it arranges money; quota the talent office may too.",
)
NO_PERCENT = Label("预警比例应为1至100。", "The warning level has to be from 1 to 100 per cent.")


def open_book(
    *, acting: Actor, code: str, kind: str, unit: str, place: str, name: Label, clause: str = ""
) -> Book:
    """The book of this code; made when there is none yet."""
    with act_as(SYSTEM):
        book = Book.objects.filter(code=code).first()
    if book is not None:
        return book
    seat = organisation(place)
    given = Book(
        code=code, kind=Book.Kind(kind), unit=Unit(unit), city=seat.city, tenant_id=seat.tenant_id,
        name_zh=name.zh, name_en=name.en, clause=clause,
    )  # fmt: skip
    require_manager(acting, given, seat.tenant_id)
    with act_as(SYSTEM):
        try:
            with transaction.atomic():
                given.save()
                _line(given, None, code, {"tenant_id": given.tenant_id})
                record("ledger.book", acting=acting, subject=f"book:{code}", chain=seat.city,
                       details={"unit": unit, "kind": kind})  # fmt: skip
        except IntegrityError:  # somebody else opened it in this moment
            return Book.objects.get(code=code)
    return given


def open_line(
    *, acting: Actor, book: str, year: int | None = None, place: str = "", programme: str = ""
) -> Line:
    """The line of a year, place and programme, with those above it; made where they are missing."""
    code = code_of(book, year, place, programme)
    with act_as(SYSTEM):
        line = Line.objects.filter(code=code).select_related("book").first()
        if line is not None:
            return line
        found = access_book(SYSTEM, book)
        way = _way(found, year, place, programme)
        require_manager(acting, found, way[-1][1]["tenant_id"])
        with transaction.atomic():
            for step, given in way:
                line = _line(found, line, step, given)
    assert line is not None
    return line


def code_of(book: str, year: int | None = None, place: str = "", programme: str = "") -> str:
    """The code that such a line has, whether it is there or not."""
    parts = (book, str(year) if year else "", place.replace("/", "."), programme)
    return "/".join(part for part in parts if part)


def set_rules(
    *, acting: Actor, book: str, warns_at_percent: int | None, carries_over: bool | None
) -> None:
    """From which share of its budget on finance is warned of a line (None: never), and whether a
    later year may use what one has left (None: nobody has settled it, so none may)."""
    if warns_at_percent is not None and not 1 <= warns_at_percent <= 100:
        raise LedgerRefused([Refusal("no_percent", NO_PERCENT, "warns_at_percent")])
    with act_as(SYSTEM), transaction.atomic():
        found = access_book(SYSTEM, book)
        require_manager(acting, found, found.tenant_id)
        found.warns_at_percent, found.carries_over = warns_at_percent, carries_over
        found.save(update_fields=["warns_at_percent", "carries_over"])
        rules = {"warns_at_percent": warns_at_percent, "carries_over": carries_over}
        record("ledger.rules", acting=acting, subject=f"book:{book}", chain=found.city,
               details=rules)  # fmt: skip


def require_manager(actor: Actor, book: Book, tenant_id: int) -> None:
    """LedgerRefused for whoever does not arrange what the place has in the book."""
    if not manages(actor, book, tenant_id):
        raise LedgerRefused([Refusal("not_finance", NOT_FINANCE)])


def _way(
    book: Book, year: int | None, place: str, programme: str
) -> list[tuple[str, dict[str, Any]]]:
    """The codes from the book's root down to the line, with what each says of itself."""
    said: dict[str, Any] = {"tenant_id": book.tenant_id}
    way = [(book.code, dict(said))]
    if year:
        said |= {"year": year}
        way.append((code_of(book.code, year), dict(said)))
    if place:
        seat = organisation(place)
        said |= {"organisation_id": seat.id, "tenant_id": seat.tenant_id}
        way.append((code_of(book.code, year, place), dict(said)))
    if programme:
        said |= {"programme": programme}
        way.append((code_of(book.code, year, place, programme), dict(said)))
    return way


def _line(book: Book, parent: Line | None, code: str, given: dict[str, Any]) -> Line:
    line = Line.objects.filter(code=code).first()
    if line is not None:
        return line
    try:
        with transaction.atomic():
            line = Line.objects.create(book=book, parent=parent, code=code, **given)
            Account.objects.bulk_create(
                Account(line=line, stage=stage, tenant_id=line.tenant_id) for stage in Stage
            )
    except IntegrityError:  # somebody else opened it in this moment
        line = Line.objects.get(code=code)
    return line
