"""A list that a page shows and a worker exports: declared once, fed once, never two answers.

    QUEUE = Feed("desk.queue", Label("待我办", "Waiting on me"), LISTING, queue_source)
    TASKS = (QUEUE.task,)                    settings.TASKS names the tuple

    return list_page(request, QUEUE, queue_source({}), "portal/desk/queue.html", {...})

Up to `MOST_AT_ONCE` rows an export is the answer itself; beyond, a worker makes the sheet as the
same actor, and the page polls.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from yanzhen.apps.accounts.service import current
from yanzhen.apps.jobs.service import Report, Task, start
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Listing, Row
from yanzhen.portal.listing.shown import show
from yanzhen.portal.listing.source import Source
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.listing.workbook import XLSX, workbook, write

MOST_AT_ONCE = 5_000
PORTION = 500


@dataclass(frozen=True)
class Feed(Generic[Row]):
    """A list with the way to its rows; `source` is asked as whoever acts, with the list's place."""

    id: str
    title: Label
    listing: Listing[Row]
    source: Callable[[Mapping[str, str]], Source[Row]]

    @cached_property
    def task(self) -> Task:
        """The export as a task for a worker."""
        title = Label(f"导出：{self.title.zh}", f"Export: {self.title.en}")
        return Task(f"portal.export.{self.id}", title, self._export, long=True)

    def _export(
        self, report: Report, *, place: dict[str, str], query: str, language: Language
    ) -> None:
        source, content = self.source(place), io.BytesIO()
        wanted = Wanted.of(self.listing, QueryDict(query))
        report.expect(source.part(wanted).total)
        write(self.listing, _counted(source.every(wanted), report), language, content)
        content.seek(0)
        report.attach(f"{self.id}.xlsx", content)


def list_page(
    request: HttpRequest, feed: Feed[Row], source: Source[Row], template: str,
    context: Mapping[str, Any], place: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of a list, or its export where the form asks for it."""
    wanted = Wanted.of(feed.listing, request.GET)
    if request.method == "POST" and request.POST.get("action") == "export":
        return exported(feed, source, wanted, place or {})
    shown = show(feed.listing, source, wanted, spoken())
    title = feed.title.say(spoken())
    own = {"list": shown, "list_title": title, "exports": True}
    return render(request, template, {**own, **context})


def exported(
    feed: Feed[Row], source: Source[Row], wanted: Wanted, place: Mapping[str, str]
) -> HttpResponse:
    """The sheet at once, or the page of the work on it."""
    if source.part(wanted.at(1)).total > MOST_AT_ONCE:
        query = wanted.query(feed.listing)
        asked = {"place": dict(place), "query": query, "language": spoken()}
        standing = start(feed.task, asked, acting=current())
        return redirect("portal:work", work=standing.id)
    content = workbook(feed.listing, source, wanted, spoken())
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{feed.id}.xlsx"'
    return response


def _counted(rows: Iterator[Row], report: Report) -> Iterator[Row]:
    """The same rows, while the report counts them."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % PORTION == 0:
            report.advance(PORTION)
