"""A sheet between two pages: where it waits, what a look at it found, and the work on it.

    kept = keep(request, sheet, body)           in the store of files, under a name of this session
    kept = kept_sheet(request)                  None when there is none, or it has expired
    look_at(Report(), **kept.given)             here, or by a worker for a long sheet
    kept.found                                  what would become of each row; None: not yet

A worker that was killed begins the look anew; a filing goes on with the rows that are not filed.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, FiledRow, FilingShown
from yanzhen.apps.jobs.service import CannotBeDone, Report, Task, start
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.words import say

KEPT = "employer_sheet"
FOLDER = "sheets"
KEPT_FOR = timedelta(days=1)
MOST_AT_ONCE = 50
"""Rows that are worked on while one waits; more of them are left to a worker."""


@dataclass(frozen=True)
class Sheet:
    """What is applied for, for whom, and where the sheet lies; `work` of the look at it, if any."""

    city: str
    item: str
    place: str
    employer: int
    name: str
    path: str
    rows: int
    work: str = ""

    @property
    def is_long(self) -> bool:
        return self.rows > MOST_AT_ONCE

    @property
    def given(self) -> dict[str, Any]:
        """What a task is told: it finds the rest beside the sheet."""
        return {"path": self.path}

    @property
    def found(self) -> tuple[FiledRow, ...] | None:
        """What the look has found; none before its end."""
        if not default_storage.exists(_findings(self.path)):
            return None
        with default_storage.open(_findings(self.path)) as file:
            read = json.load(file)
        return tuple(FiledRow(row, name, number, Label(*why)) for row, name, number, why in read)


def keep(request: HttpRequest, sheet: Sheet, body: bytes) -> Sheet:
    """Keep it until it is filed, and have it looked at; an earlier one goes."""
    forget(request)
    path = default_storage.save(f"{FOLDER}/{secrets.token_urlsafe(16)}", ContentFile(body))
    told = asdict(sheet) | {"path": path}
    default_storage.save(_about(path), ContentFile(json.dumps(told).encode()))
    kept = Sheet(**told)
    if kept.is_long:
        told["work"] = start(LOOK, kept.given, acting=current()).id
    else:
        look_at(Report(), **kept.given)
    request.session[KEPT] = told
    return Sheet(**told)


def kept_sheet(request: HttpRequest) -> Sheet | None:
    """The sheet of this session, as long as it is kept."""
    told = request.session.get(KEPT)
    return Sheet(**told) if told and default_storage.exists(told["path"]) else None


def forget(request: HttpRequest) -> None:
    """A sheet that was looked at before and never filed."""
    if told := request.session.pop(KEPT, None):
        _drop(told["path"])


def look_at(report: Report, *, path: str) -> None:
    """What would become of each row, kept beside the sheet; nothing is filed."""
    sheet, body = _opened(path)
    report.expect(sheet.rows)
    try:
        rows = cases.look_over(
            current(), sheet.city, sheet.item, sheet.place, sheet.employer, sheet.name, body,
            report.advance,
        )  # fmt: skip
    except CaseRefused as refused:
        raise CannotBeDone(_said(refused)) from None
    told = [(one.row, one.name, one.number, (one.why.zh, one.why.en)) for one in rows]
    default_storage.delete(_findings(path))
    default_storage.save(_findings(path), ContentFile(json.dumps(told).encode()))


def filed(sheet: Sheet, report: Report) -> FilingShown:
    """Everybody in it, filed or refused; then the sheet goes."""
    _, body = _opened(sheet.path)
    report.expect(sheet.rows)
    shown = cases.file_many(
        current(), sheet.city, sheet.item, sheet.place, sheet.employer, sheet.name, body,
        report.advance,
    )  # fmt: skip
    _drop(sheet.path)
    return shown


def file_sheet(report: Report, *, path: str) -> None:
    """A long sheet; what it refuses comes out as a sheet."""
    if not default_storage.exists(path):  # a worker was killed behind its last row
        report.say(say("filing_over", "zh"), say("filing_over", "en"))
        return
    sheet, _ = _opened(path)
    try:
        shown = filed(sheet, report)
    except CaseRefused as refused:
        raise CannotBeDone(_said(refused)) from None
    said = {"filed": shown.filed, "refused": shown.refused}
    if shown.refused:
        content = ContentFile(cases.refused_rows(current(), shown.id))
        report.attach(f"refused-{shown.id}.xlsx", content)
    report.say(say("filing_done", "zh", **said), say("filing_done", "en", **said))


def drop_old_sheets(_report: Report) -> None:
    """Sheets that were looked at a day ago and never filed."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - KEPT_FOR
    for name in default_storage.listdir(FOLDER)[1]:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < oldest:
            default_storage.delete(f"{FOLDER}/{name}")


def _opened(path: str) -> tuple[Sheet, bytes]:
    """The sheet with what is applied for; the one that dropped it does not want it any more."""
    try:
        with default_storage.open(_about(path)) as about, default_storage.open(path) as file:
            return Sheet(**json.load(about)), file.read()
    except FileNotFoundError:
        raise CannotBeDone(Label(say("filing_gone", "zh"), say("filing_gone", "en"))) from None


def _drop(path: str) -> None:
    """The sheet last: as long as it is there, a run may be taken up again."""
    for name in (_findings(path), path, _about(path)):
        default_storage.delete(name)


def _about(path: str) -> str:
    return f"{path}.about.json"


def _findings(path: str) -> str:
    return f"{path}.found.json"


def _said(refused: CaseRefused) -> Label:
    reasons = [one.reason for one in refused.refusals]
    return Label("".join(one.zh for one in reasons), " ".join(one.en for one in reasons))


DROP = Task(
    "portal.employer.drop_sheets", Label("清理未提交的表格", "Drop sheets never filed"),
    drop_old_sheets, every="40 18 * * *",
)  # fmt: skip
LOOK = Task(
    "portal.employer.look", Label("预审表格", "Checking a sheet"), look_at, (5, 30), long=True
)
FILE = Task(
    "portal.employer.file", Label("批量申报", "Filing a sheet"), file_sheet, (5, 30), long=True
)
