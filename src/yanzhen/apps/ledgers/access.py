"""The only door to a book and its lines: absent and out of reach look alike."""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.ledgers.errors import NoSuchLine
from yanzhen.apps.ledgers.models import Book, Line

READERS = frozenset({Role.FINANCE, Role.TALENT_OFFICE, Role.AUDITOR})


def access_book(actor: Actor, code: str) -> Book:
    """A book in which a place of hers has its budget, or that is a place's of hers."""
    book = Book.objects.visible_to(actor).filter(code=code).first()
    if book is None or not reads(actor):
        raise NoSuchLine(code)
    return book


def access_line(actor: Actor, code: str) -> Line:
    """A line of a place that she reads the books of."""
    lines = Line.objects.visible_to(actor).select_related("book")
    line = lines.filter(code=code).first()
    if line is None or not reads(actor, line.tenant_id):
        raise NoSuchLine(code)
    return line


def reads(actor: Actor, tenant_id: int | None = None) -> bool:
    """Whether she may read the books of a place, or of any."""
    return actor.is_system or actor.holds_any(READERS, tenant_id)


def manages(actor: Actor, book: Book, tenant_id: int) -> bool:
    """Whether she arranges what a place has in a book: money is finance's, places and seats are
    the talent office's as well."""
    roles = {Role.FINANCE} if book.kind == Book.Kind.FUND else {Role.FINANCE, Role.TALENT_OFFICE}
    return actor.is_system or actor.holds_any(frozenset(roles), tenant_id)
