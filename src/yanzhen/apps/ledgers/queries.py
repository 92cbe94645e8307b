"""Reads for pages: the books with their trees, statements, the movements of a case.

books(finance, "xiangtan")                                  its funds, each line with all below
statement(finance, "xiangtan/talent-fund/2026", since, until)
movements_of_case(finance, "XIANGTAN-2026-000123")
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Sum, Value, When

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.ledgers.access import access_book, reads
from yanzhen.apps.ledgers.balances import Balance, of_stages
from yanzhen.apps.ledgers.models import Account, Book, Line, Movement, Stage
from yanzhen.apps.organisations.service import above, organisation
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a book's tree: its own balance, and with everything below it."""

    code: str
    parent: str | None
    depth: int
    year: int | None
    organisation_id: int | None
    programme: str
    own: Balance
    whole: Balance
    warns: bool
    """More of it is used than the share at which finance wants to be warned."""


@dataclass(frozen=True, slots=True)
class BookShown:
    """A book with its unit and, from the root down, its lines."""

    code: str
    kind: str
    unit: str
    city: str
    tenant_id: int
    name: Label
    clause: str
    warns_at_percent: int | None
    carries_over: bool | None
    lines: tuple[LineShown, ...] = ()

    @property
    def whole(self) -> Balance:
        """What all the lines have that are shown."""
        return sum((line.own for line in self.lines), Balance())


def books(
    actor: Actor, city: str, kind: str = "fund", year: int | None = None
) -> tuple[BookShown, ...]:
    """The books of a city in which she reads a line, each with its tree."""
    if not reads(actor):
        return ()
    lines, own = _lines(actor, Q(line__book__city=city, line__book__kind=kind), year)
    found = {line.book_id: line.book for line in lines}
    by_code = sorted(found.values(), key=lambda one: one.code)
    return tuple(_shown(one, lines, own) for one in by_code)


def named(actor: Actor, city: str) -> tuple[BookShown, ...]:
    """The books of a city, without their lines, for whoever reads the books of a place."""
    if not reads(actor):
        return ()
    rows = Book.objects.visible_to(actor).filter(city=city).order_by("kind", "code")
    return tuple(
        BookShown(
            one.code, one.kind, one.unit, one.city, one.tenant_id, Label(one.name_zh, one.name_en),
            one.clause, one.warns_at_percent, one.carries_over,
        )
        for one in rows
    )  # fmt: skip


def book(actor: Actor, code: str, year: int | None = None) -> BookShown:
    """One book with the lines that are hers to read, of one year or of all."""
    lines, own = _lines(actor, Q(line__book__code=code), year)
    found = lines[0].book if lines and reads(actor) else access_book(actor, code)
    return _shown(found, lines, own)


def _lines(actor: Actor, which: Q, year: int | None) -> tuple[list[Line], Mapping[int, Balance]]:
    """The lines that are hers to read, by their code, and what each has; in one query."""
    rows = Account.objects.visible_to(actor).filter(which).select_related("line__book")
    rows = rows if year is None else rows.filter(line__year=year)
    lines: dict[int, Line] = {}
    stages: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for one in rows.order_by("line__code"):
        if reads(actor, one.line.tenant_id):
            lines.setdefault(one.line_id, one.line)
            stages[one.line_id].append((one.stage, one.balance))
    return list(lines.values()), {
        pk: of_stages(line.code, stages[pk]) for pk, line in lines.items()
    }


def _shown(found: Book, lines: list[Line], own: Mapping[int, Balance]) -> BookShown:
    """A book with those of the lines that are its own."""
    mine = [line for line in lines if line.book_id == found.pk]
    return BookShown(
        found.code, found.kind, found.unit, found.city, found.tenant_id,
        Label(found.name_zh, found.name_en), found.clause, found.warns_at_percent,
        found.carries_over, tuple(_tree(mine, own, found.warns_at_percent)),
    )  # fmt: skip


def nearest_line(
    book: str, year: int | None = None, place: str = "", programme: str = ""
) -> str | None:
    """The line that pays for something: the programme's at the place, else the place's, else the
    same of the places above it, else the year's; None when the year has none."""
    seats = above(organisation(place).id) if place else ()
    places = [seat.id for seat in seats if not seat.is_department]
    with acting(SYSTEM):
        found = list(
            Line.objects.filter(
                Q(organisation__in=places) | Q(organisation=None), book__code=book, year=year,
                programme__in={programme, ""},
            ).values_list("code", "organisation", "programme")
        )  # fmt: skip
    # The place itself before those above it, and a line of no place last.
    nearness: dict[int | None, int] = {pk: rank for rank, pk in enumerate(places)}
    nearness[None] = len(nearness)
    found.sort(key=lambda one: (nearness[one[1]], one[2] != programme))
    return found[0][0] if found else None


def spent_for(subject_id: int, programmes: Iterable[str], city: str) -> int:
    """What was really paid to a subject out of lines of these programmes anywhere in a city, less
    what came back: counties share the sum."""
    spent, back = Q(to_account__stage=Stage.SPENT), Q(from_account__stage=Stage.SPENT)
    signed = Case(
        When(back, then=Value(-1)), When(spent, then=Value(1)), output_field=IntegerField()
    )
    with acting(SYSTEM):
        rows = Movement.objects.filter(
            spent | back, subject_id=subject_id, book__city=city,
            from_account__line__programme__in=[*programmes],
        )  # fmt: skip
        return int(rows.aggregate(sum=Sum(F("amount") * signed))["sum"] or 0)


def _tree(
    lines: list[Line], own: Mapping[int, Balance], percent: int | None
) -> Iterable[LineShown]:
    """Each line before those below it; a line whose parent is not among them is a root."""
    codes = {line.pk: line.code for line in lines}
    below: dict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        below[line.parent_id if line.parent_id in codes else None].append(line)

    def whole(line: Line) -> Balance:
        return sum((whole(one) for one in below[line.pk]), own[line.pk])

    def walk(line: Line, depth: int) -> Iterable[LineShown]:
        mine = own[line.pk]
        yield LineShown(
            line.code, codes.get(line.parent_id or 0), depth, line.year, line.organisation_id,
            line.programme, mine, whole(line), warns_at(percent, mine),
        )  # fmt: skip
        for one in below[line.pk]:
            yield from walk(one, depth + 1)

    for root in below[None]:
        yield from walk(root, 0)


def warns_at(percent: int | None, balance: Balance) -> bool:
    """Whether a line has used up the share at which its finance wants to be warned."""
    return percent is not None and balance.allotted > 0 and balance.used_percent >= percent
