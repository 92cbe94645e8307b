"""Looking a sheet through, and taking it in: what the background does with it.

    look_through(import_id, report)     nothing is changed; every faulty row is written down
    run_import(import_id, report)       in batches, each a transaction that knows how far it came

A run that is killed goes on behind the last row that is in. Taking the same sheet in again finds
everybody, and knows every fact already.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting, actor_of
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.bulk.columns import layout_of
from yanzhen.apps.registry.bulk.rows import Faulty, Line, Sheet, Trouble
from yanzhen.apps.registry.bulk.settling import WAITS, Settled, Settler
from yanzhen.apps.registry.bulk.tables import table_in
from yanzhen.apps.registry.bulk.writing import write_batch
from yanzhen.apps.registry.models import Import
from yanzhen.apps.registry.rights import chain_of
from yanzhen.policy.errors import PolicyError, Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.rejects import Reject, Rejects

BATCH = 500
State = Import.State


class Progress(Protocol):
    """Told how many rows there are, and how many are done; may end the run between batches."""

    def expect(self, total: int) -> None: ...
    def advance(self, count: int = 1) -> None: ...


class Silent:
    """Progress that nobody watches."""

    def expect(self, total: int) -> None: ...
    def advance(self, count: int = 1) -> None: ...


def look_through(import_id: int, progress: Progress | None = None) -> None:
    """Read all of it, and say what would be taken in and what not."""
    watched = progress or Silent()
    with _brought(import_id) as (actor, sheet):
        if sheet.state not in (State.BROUGHT, State.READY):
            return
        try:
            counts = _all_rows(actor, sheet, watched, write=False)
        except PopulationRefused as refused:
            _refused(sheet, refused)
            return
        sheet.state, sheet.counts, sheet.problems = State.READY, dict(counts), []
        sheet.save(update_fields=["state", "counts", "problems", "rejects"])


def run_import(import_id: int, progress: Progress | None = None) -> None:
    """Take in the rows that can be; the file goes when all of them are in."""
    watched = progress or Silent()
    with _brought(import_id) as (actor, sheet):
        if sheet.state != State.RUNNING:
            return
        try:
            _all_rows(actor, sheet, watched, write=True)
        except PopulationRefused as refused:
            _refused(sheet, refused)
            return
        with transaction.atomic():
            sheet.refresh_from_db(fields=["counts"])
            sheet.state, sheet.finished_at = State.DONE, timezone.now()
            gone, sheet.file.name = sheet.file.name, ""
            sheet.save(update_fields=["state", "finished_at", "file", "rejects"])
            record(
                "registry.imported", acting=actor, subject=f"import:{sheet.pk}",
                details={"counts": sheet.counts, "digest": sheet.digest, "grade": sheet.grade,
                         "source": sheet.source},
                chain=chain_of(sheet.organisation_id),
            )  # fmt: skip
            storage = sheet.file.storage
            transaction.on_commit(lambda: storage.delete(gone or ""))


@contextmanager
def _brought(import_id: int) -> Iterator[tuple[Actor, Import]]:
    """The import, and whoever brought it, as she is today."""
    with acting(SYSTEM):
        sheet = Import.objects.select_related("brought_by").get(pk=import_id)
    actor = SYSTEM if sheet.brought_by is None else actor_of(sheet.brought_by)
    with acting(actor):
        yield actor, sheet


def _all_rows(actor: Actor, sheet: Import, progress: Progress, *, write: bool) -> Counter[str]:
    """Every row of the file, settled and (or not) written; the faulty ones in a workbook."""
    with TemporaryDirectory() as folder:
        rows = _opened(sheet, Path(folder))
        progress.expect(sheet.counts.get("rows", 0) or rows.table.size or 0)
        settler = Settler(actor, sheet.kind, sheet.employer_id)
        counts: Counter[str] = Counter()
        place = Path(folder) / "rejects.xlsx"
        with Rejects(place) as rejects:
            lines = rows.lines()
            while batch := list(islice(lines, BATCH)):
                counts["rows"] += len(batch)
                settled = _settled(settler, batch, rejects)
                counts["rejected"] += len(batch) - len(settled)
                if write:
                    _written(actor, sheet, settled, batch[-1].number)
                else:
                    counts += _foreseen(settled)
                progress.advance(len(batch))
            rejects.close()
            _keep(sheet, place if rejects.counts else None)
    return counts


def _opened(sheet: Import, folder: Path) -> Sheet:
    """The rows of the file, if its header is understood."""
    path = folder / f"sheet{Path(sheet.name).suffix.lower()}"
    with sheet.file.open("rb") as stored, path.open("wb") as copy:
        for block in stored.chunks():
            copy.write(block)
    table = table_in(path, sheet.name, sheet.kind)
    problems: list[Problem] = []
    layout = layout_of(table, sheet.kind, sheet.city, problems)
    if problems:
        raise PopulationRefused(*problems)
    return Sheet(table, layout, sheet.kind, timezone.localdate(sheet.brought_at))


def _settled(settler: Settler, batch: list[Line | Faulty], rejects: Rejects) -> list[Settled]:
    fit = [one for one in batch if isinstance(one, Line)]
    by_row = {
        (one.number if isinstance(one, Faulty) else one.line.number): one
        for one in settler.settle(fit)
    }
    found: list[Settled] = []
    for row in batch:
        one = row if isinstance(row, Faulty) else by_row[row.number]
        if isinstance(one, Faulty):
            _reject(rejects, one.number, one.troubles)
            continue
        found.append(one)
        if one.waits:
            trouble = Trouble(None, one.line.shown, WAITS)
            _reject(rejects, one.line.number, (trouble,))
    return found


def _reject(rejects: Rejects, row: int, troubles: tuple[Trouble, ...]) -> None:
    for one in troubles:
        rejects.add(Reject("rows", row, None, one.column, one.shown, one.problem))


def _foreseen(settled: list[Settled]) -> Counter[str]:
    new = sum(one.subject_id is None for one in settled)
    return Counter(
        new=new,
        known=len(settled) - new,
        waits=sum(one.waits for one in settled),
        facts=sum(len(one.line.facts) for one in settled if not one.waits),
    )


def _written(actor: Actor, sheet: Import, settled: list[Settled], last: int) -> None:
    """One batch, together with the mark that it is in."""
    with transaction.atomic():
        row = Import.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        fresh = [one for one in settled if one.line.number > row.done_up_to]
        if last <= row.done_up_to:
            return
        counts = Counter(row.counts) if row.done_up_to else Counter(_kept(row.counts))
        counts += write_batch(actor, row, fresh)
        row.counts, row.done_up_to = dict(counts), last
        row.save(update_fields=["counts", "done_up_to"])


def _kept(counts: dict[str, int]) -> dict[str, int]:
    """Of what was foreseen, what stays: the rest is counted as it comes in."""
    return {key: counts[key] for key in ("rows", "rejected") if key in counts}


def _keep(sheet: Import, place: Path | None) -> None:
    """The workbook of the faulty rows, in place of an earlier one."""
    if sheet.rejects:
        sheet.rejects.delete(save=False)
    if place is not None:
        with place.open("rb") as made:
            sheet.rejects.save(f"{sheet.pk}-rejects.xlsx", File(made), save=False)


def _refused(sheet: Import, refused: PolicyError) -> None:
    """Nothing of it can be read: every reason, and the file goes."""
    sheet.state = State.REFUSED
    sheet.problems = [{"zh": one.zh, "en": one.en} for one in refused.problems]
    sheet.file.delete(save=False)
    sheet.save(update_fields=["state", "problems", "file"])
