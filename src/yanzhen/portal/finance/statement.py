"""The statement of a line: how it stood, what moved between two days, how it stood then.

/desk/money/statement/?line=xiangtan/talent-fund/2026&since=2026-01-01&until=2026-06-30

With `at`, a day and a time, also what the line had at that moment.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance, NoSuchLine, Place, Statement, StatementRow
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.finance.funds import balance_said
from yanzhen.portal.finance.said import line_names, lines_of, movements_said
from yanzhen.portal.finance.typed import day_of
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Cell, Column, Listing
from yanzhen.portal.listing.feed import MOST_AT_ONCE, Feed, exported
from yanzhen.portal.listing.source import Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

A_DAY = timedelta(days=1)
ON_A_PAGE, IN_A_SHEET = 50, 500


@dataclass(frozen=True)
class Span:
    """A line and the days of its statement, both of them included."""

    line: str
    first: date
    last: date

    @property
    def since(self) -> datetime:
        return _begin(self.first)

    @property
    def until(self) -> datetime:
        return _begin(self.last + A_DAY)

    @property
    def place(self) -> dict[str, str]:
        """As an address says it."""
        return {"line": self.line, "since": self.first.isoformat(), "until": self.last.isoformat()}


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _counted(number: int, unit: str) -> Decimal | int:
    """Money in yuan; things as they are counted."""
    return Decimal(number) / 100 if unit == "fen" else number


def _left(name: str) -> Callable[[StatementRow, Language], Cell]:
    return lambda r, _: Cell(sheet=_counted(getattr(r.after, name), r.movement.unit))


LISTING = Listing[StatementRow](
    "statement",
    columns=(
        Column("when", "movement_when", lambda r, lang: Cell(sheet=r.movement.at)),
        Column("what", "movement_what", lambda r, lang: Cell(r.movement.label.say(lang))),
        Column("sum", "award_sum",
               lambda r, _: Cell(sheet=_counted(r.movement.amount, r.movement.unit))),
        Column("line", "movement_line", lambda r, _: Cell(r.movement.line)),
        Column("from", "movement_from",
               lambda r, lang: Cell(say(f"stage_{r.movement.from_stage}", lang))),
        Column("to", "movement_to", lambda r, _: Cell(r.movement.to_line)),
        Column("to-stage", "movement_to_stage",
               lambda r, lang: Cell(say(f"stage_{r.movement.to_stage}", lang))),
        Column("free", "money_free", _left("available")),
        Column("held", "stage_held", _left("held")),
        Column("committed", "stage_committed", _left("committed")),
        Column("paid", "money_paid", _left("spent")),
        Column("case", "case_number", lambda r, _: Cell(r.movement.case)),
        Column("clause", "movement_clause", lambda r, _: Cell(r.movement.clause)),
        Column("reason", "award_reason", lambda r, _: Cell(r.movement.reason)),
        Column("reference", "movement_reference", lambda r, _: Cell(r.movement.reference)),
        Column("by", "movement_by", lambda r, _: Cell(r.movement.by)),
        Column("key", "movement_key", lambda r, _: Cell(r.movement.key)),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class OfLine:
    """All that moved on a line, for an export."""

    span: Span

    def part(self, _wanted: Wanted) -> Part[StatementRow]:
        span = self.span
        count = ledgers.how_many_moved(
            current(), span.line, span.since, span.until, MOST_AT_ONCE + 1
        )
        return Part((), count)

    def every(self, _wanted: Wanted) -> Iterator[StatementRow]:
        after: Place | None = None
        while True:
            page = _statement(self.span, after, IN_A_SHEET)
            yield from page.rows
            if page.next is None:
                return
            after = page.next


def of_line(place: Mapping[str, str]) -> OfLine:
    """The rows of the line and the days that a form or a task names."""
    return OfLine(_span(place))


STATEMENT = Feed("finance.statement", Label("科目明细账", "Statement"), LISTING, of_line)


@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    """A page of the statement, or its sheet."""
    span = _span(request.GET)
    try:
        if request.method == "POST":
            source = OfLine(span)
            return exported(STATEMENT, source, Wanted.of(LISTING, request.GET), span.place)
        found = _statement(span, _after(request.GET.get("after", "")), ON_A_PAGE)
    except NoSuchLine:
        raise Http404(span.line) from None
    return render(request, "portal/finance/statement.html", _context(request, span, found))


def _statement(span: Span, after: Place | None, size: int) -> Statement:
    return ledgers.statement(current(), span.line, span.since, span.until, after, size)


def _context(request: HttpRequest, span: Span, found: Statement) -> Mapping[str, Any]:
    language = spoken()
    names = line_names({span.line, *lines_of(one.movement for one in found.rows)}, language)
    asked, at = request.GET.get("at", ""), _moment(request.GET.get("at", ""))
    then = ledgers.balance_at(span.line, at) if at is not None else None
    more = {"after": f"{found.next.at.isoformat()}~{found.next.id}"} if found.next else {}
    return {
        "title": names[span.line], "code": span.line, "span": span,
        "first": day(span.first, language), "last": day(span.last, language),
        "opening": _said(found.opening, found.unit, language),
        "closing": _said(found.closing, found.unit, language),
        "rows": _rows(found.rows, names, language),
        "next": urlencode({**span.place, **more}) if more else "",
        "is_first": "after" not in request.GET, "query": urlencode(span.place),
        "at": asked, "then": _said(then, found.unit, language) if then is not None else None,
        "then_when": moment_said(at, language) if at is not None else "",
        "unread": bool(asked) and at is None,
    }  # fmt: skip


def _said(balance: Balance, unit: str, language: Language) -> list[tuple[str, str]]:
    said = balance_said(balance, language, unit)
    return [(say(f"money_{name}", language), sum_) for name, sum_ in said.items()]


def _rows(
    rows: Sequence[StatementRow], names: Mapping[str, str], language: Language
) -> list[Mapping[str, Any]]:
    said = movements_said([one.movement for one in rows], names, language)
    return [
        {**moved, "after": balance_said(one.after, language, one.movement.unit)}
        for moved, one in zip(said, rows, strict=True)
    ]


def _span(asked: Mapping[str, str]) -> Span:
    """The year so far, where no days are named; the two days in their order."""
    today = timezone.localdate()
    first = day_of(asked.get("since", "")) or today.replace(month=1, day=1)
    last = day_of(asked.get("until", "")) or today
    return Span(asked.get("line", ""), min(first, last), max(first, last))


def _after(text: str) -> Place | None:
    """Where the page before ended; the beginning where that cannot be read."""
    moment, _, number = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Place(at, int(number)) if at.tzinfo and number.isdecimal() and len(number) < 19 else None


def _moment(text: str) -> datetime | None:
    """A day and a time as a browser sends them, on the city's clock."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return timezone.make_aware(found) if found.tzinfo is None else found
