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
    rows = Book.objects.visible_to(actor).filter(city=city, kind=kind).order_by("code")
    return tuple(one for one in _shown(actor, list(rows), year) if one.lines)


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
    return next(iter(_shown(actor, [access_book(actor, code)], year)))


def _shown(actor: Actor, found: list[Book], year: int | None) -> Iterable[BookShown]:
    """Books with their lines, in two queries however many there are."""
    rows = Line.objects.visible_to(actor).filter(book__in=[one.pk for one in found])
    rows = rows if year is None else rows.filter(year=year)
    lines = [line for line in rows.order_by("code") if reads(actor, line.tenant_id)]
    own = _own(lines)
    for one in found:
        mine = [line for line in lines if line.book_id == one.pk]
        yield BookShown(
            one.code, one.kind, one.unit, one.city, one.tenant_id,
            Label(one.name_zh, one.name_en), one.clause, one.warns_at_percent,
            one.carries_over, tuple(_tree(mine, own, one.warns_at_percent)),
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


def _own(lines: list[Line]) -> Mapping[int, Balance]:
    stages: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Account.objects.filter(line__in=[line.pk for line in lines])
    for line, stage, amount in rows.values_list("line", "stage", "balance"):
        stages[line].append((stage, amount))
    return {line.pk: of_stages(line.code, stages[line.pk]) for line in lines}


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
