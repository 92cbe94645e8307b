"""The budget behind an award: its payments are committed year by year, or they wait.

A year's payments go to the nearest line there is: the fund's year for the county and the rule,
for the county, for the city, or the year as a whole. A year without a line is planned and shown
at risk. A line with too little commits nothing for the award: it waits, and nobody over-commits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet, Sum

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards import books
from yanzhen.apps.awards.models import OPEN, Award, Instalment
from yanzhen.apps.awards.timeline import tell_offices
from yanzhen.apps.awards.words import title_of
from yanzhen.apps.organisations.service import above

UNNAMED = "budget"
"""The book of a city whose documents name no fund: its ordinary budget."""
TAKEN_IN = """
    UPDATE awards_instalment AS i SET budget_line_id = v.line
      FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[]) AS v (award, year, line)
     WHERE i.award_id = v.award AND i.year = v.year AND i.budget_line_id IS NULL
       AND i.state IN ('planned', 'due', 'held_back', 'failed')
"""
SET_OPEN_YEARS = """
    UPDATE awards_award AS a SET open_year = (
           SELECT min(i.year) FROM awards_instalment AS i
            WHERE i.award_id = a.id AND i.budget_line_id IS NULL
              AND i.state IN ('planned', 'due', 'held_back', 'failed'))
     WHERE a.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Need:
    """What the payments of an award take from one year's budget."""

    award: Award
    year: int
    fen: int
    line: str
    line_id: int

    @property
    def posting(self) -> books.Posting:
        key = f"award/{self.award.number}/{self.award.version}/{self.year}"
        return books.posting(self.award, key, self.line, self.fen)


def book_of(city: str, fund: str) -> str:
    """The book of a fund."""
    return f"{city}/{fund or UNNAMED}"


def commit_award(award: Award, acting: Actor) -> None:
    """Commit what has no budget yet, as far as there is one."""
    commit_awards([award], acting)
    award.refresh_from_db(fields=["state", "open_year", "why"])


def commit_awards(awards: Sequence[Award], acting: Actor) -> int:
    """The same for many, those made first before the others; how many years were committed.

    All that a line is asked for is committed in one statement; only where it does not suffice
    they come one by one, so that the money goes to those who were first.
    """
    with being(SYSTEM):
        needs = list(_needs(awards))
        short = list(_committed(needs, acting))
        wanting = {id(one) for one in short}
        done = [one for one in needs if id(one) not in wanting]
        with connection.cursor() as cursor:
            cursor.execute(
                TAKEN_IN,
                [[one.award.pk for one in done], [one.year for one in done],
                 [one.line_id for one in done]],
            )  # fmt: skip
            cursor.execute(SET_OPEN_YEARS, [[one.pk for one in awards]])
        _wait_or_run(awards, {one.award.pk for one in short})
    return len(done)


def release_award(
    award: Award, acting: Actor, why: str, rows: QuerySet[Instalment] | None = None
) -> None:
    """Free what is committed for payments that are open (or for these)."""
    with being(SYSTEM):
        chosen = award.instalments.filter(state__in=OPEN) if rows is None else rows
        found = (
            chosen.filter(budget_line__isnull=False).order_by()
            .values("year", "budget_line__code")
            .annotate(fen=Sum("amount_fen"), first=Min("number"), last=Max("number"), n=Count("pk"))
        )  # fmt: skip
        for one in found.order_by("year"):
            parts = f"{one['first']}-{one['last']}-{one['n']}"
            key = f"award/{award.number}/{award.version}/{one['year']}/{why}/{parts}"
            books.release(acting, books.posting(award, key, one["budget_line__code"], one["fen"]))


def nearest_lines(
    city: str, fund: str, year: int, seats: Sequence[str], rule: str
) -> tuple[str, ...]:
    """The codes of the lines that may pay, the nearest first; `seats` go from below upwards.

    >>> nearest_lines("xiangtan", "fund", 2026, ["xiangtan.yuhu"], "art-19-rent")[0]
    'xiangtan/fund/2026/xiangtan.yuhu/art-19-rent'
    """
    whole = f"{book_of(city, fund)}/{year}"
    below = [f"{whole}/{seat}{end}" for seat in seats for end in (f"/{rule}", "")]
    return (*below, f"{whole}/{rule}", whole)


def _needs(awards: Sequence[Award]) -> Iterator[Need]:
    """What has no budget yet, where there is a line for it."""
    by_id = {one.pk: one for one in awards}
    sums = (
        Instalment.objects.filter(award__in=list(by_id), budget_line=None, state__in=OPEN)
        .order_by("award", "year").values_list("award", "year").annotate(fen=Sum("amount_fen"))
    )  # fmt: skip
    wanted = [(by_id[award], year, fen) for award, year, fen in sums]
    seats = {one: _codes_above(one) for one in {a.tenant_id for a, _, _ in wanted}}
    ways = [nearest_lines(a.city, a.fund, y, seats[a.tenant_id], a.rule) for a, y, _ in wanted]
    there = books.line_ids({code for way in ways for code in way})
    for (award, year, fen), way in zip(wanted, ways, strict=True):
        line = next((code for code in way if code in there), None)
        if line is not None:
            yield Need(award, year, fen, line, there[line])


def _committed(needs: Sequence[Need], acting: Actor) -> Iterator[Need]:
    """Commit them; those for which there was not enough."""
    by_line: dict[str, list[Need]] = {}
    for one in needs:
        by_line.setdefault(one.line, []).append(one)
    for line in sorted(by_line):
        try:
            books.commit(acting, (one.posting for one in by_line[line]))
        except books.NotEnough:
            yield from _one_by_one(by_line[line], acting)


def _one_by_one(needs: Iterable[Need], acting: Actor) -> Iterator[Need]:
    for one in needs:
        try:
            books.commit(acting, [one.posting])
        except books.NotEnough:
            yield one


def _wait_or_run(awards: Sequence[Award], short: set[int]) -> None:
    ids = [one.pk for one in awards]
    fits = Award.objects.filter(pk__in=set(ids) - short, state=Award.State.WAITING_BUDGET)
    fits.update(state=Award.State.RUNNING)
    waits = Award.objects.filter(pk__in=short, state=Award.State.RUNNING)
    fresh = set(waits.values_list("pk", flat=True))
    waits.update(state=Award.State.WAITING_BUDGET)
    for one in awards:
        if one.pk in fresh:
            tell_offices(one, "award_waits", title_of(one))


def _codes_above(tenant_id: int) -> tuple[str, ...]:
    """The place and those above it, as they stand in the codes of lines."""
    return tuple(one.code.replace("/", ".") for one in above(tenant_id))
