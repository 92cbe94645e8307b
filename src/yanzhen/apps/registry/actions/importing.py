"""Bringing a sheet, and letting it be taken in.

    brought = bring_sheet(acting=office, file=upload, name="名册.xlsx", kind="person",
                          grade=Grade.A, source="市人社局", organisation_id=city.id)
    take_in(acting=office, import_id=brought.pk)

The same file brought again to the same place is the import that there is. Looking it through and
taking it in happen in the background; the page polls the `Standing` that both give back.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import IO

from django.core.files import File
from django.db import connection, transaction

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.jobs.service import Standing, Task, start
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.registry.access import access_import
from yanzhen.apps.registry.bulk.tables import MOST_BYTES
from yanzhen.apps.registry.errors import refuse, refuse_all
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.models import Import, Subject
from yanzhen.apps.registry.rights import chain_of, grade_refused, require_keeper
from yanzhen.apps.registry.tasks import LOOK, TAKE

State = Import.State
KINDS = ("person", "employer")


@dataclass(frozen=True, slots=True)
class Brought:
    """A sheet that was brought; `standing` of the work on it, none when it is done already."""

    sheet: Import
    standing: Standing | None
    is_new: bool


def bring_sheet(
    *, acting: Actor, file: IO[bytes], name: str, kind: str, grade: Grade, source: str,
    organisation_id: int | None = None, employer_id: int | None = None, city: str = "",
    as_of: date | None = None,
) -> Brought:  # fmt: skip
    """Keep a sheet and have it looked through; nothing of it is in the registry yet."""
    refuse_all(grade_refused(acting, grade))
    _has_a_home(acting, kind, organisation_id, employer_id)
    if not source.strip():
        raise refuse("source", "请写明数据来源。", "Say where the data come from.")
    digest = _digest(file)
    if organisation_id is not None:
        city = organisation_by_id(organisation_id).city
    with transaction.atomic():
        _one_at_a_time(digest)
        place = {"organisation_id": organisation_id, "employer_id": employer_id, "kind": kind,
                 "grade": grade.value, "digest": digest}  # fmt: skip
        known = Import.objects.filter(**place).exclude(state=State.REFUSED).first()
        if known is not None:
            return Brought(known, _looks(acting, known), False)
        Import.objects.filter(**place).delete()
        sheet = Import(
            **place, source=source.strip(), city=city, as_of=as_of,
            name=PurePath(name).name[-200:], brought_by_id=acting.account_id,
        )  # fmt: skip
        sheet.file.save(f"{digest[:16]}{PurePath(name).suffix[:6].lower()}", File(file), save=True)
        record(
            "registry.sheet_brought", acting=acting, subject=f"import:{sheet.pk}",
            details={"digest": digest, "kind": kind, "grade": grade.value, "source": source},
            chain=chain_of(organisation_id),
        )  # fmt: skip
        return Brought(sheet, _looks(acting, sheet), True)


def take_in(*, acting: Actor, import_id: int) -> Brought:
    """Let the rows that can be taken in be taken in; one that was cut short goes on."""
    with transaction.atomic():
        access_import(acting, import_id)
        sheet = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
        refuse_all(grade_refused(acting, Grade(sheet.grade)))
        _has_a_home(acting, sheet.kind, sheet.organisation_id, sheet.employer_id)
        if sheet.state == State.DONE:
            return Brought(sheet, None, False)
        if sheet.state not in (State.READY, State.RUNNING):
            raise refuse("", "还没有预检，或文件无法读取。", "It was not looked through yet.")
        sheet.state, sheet.brought_by_id = State.RUNNING, acting.account_id
        sheet.save(update_fields=["state", "brought_by"])
        return Brought(sheet, _starts(acting, TAKE, sheet), False)


def _looks(actor: Actor, sheet: Import) -> Standing | None:
    return _starts(actor, LOOK, sheet) if sheet.state == State.BROUGHT else None


def _starts(actor: Actor, task: Task, sheet: Import) -> Standing:
    turn = f"registry.import:{sheet.pk}"
    return start(task, {"import_id": sheet.pk}, acting=actor, turn=turn)


def _has_a_home(
    actor: Actor, kind: str, organisation_id: int | None, employer_id: int | None
) -> None:
    if kind not in KINDS or (organisation_id is None and kind != "person"):
        raise refuse("kind", "只能批量导入个人或用人单位。", "Only people and employers.")
    if organisation_id is not None:
        require_keeper(actor, organisation_id)
    elif employer_id is None or not (actor.is_system or employer_id in actor.employers):
        raise refuse("employer", "请指明您经办的单位。", "Name the employer that you act for.")
    elif not Subject.objects.filter(pk=employer_id, kind="employer").exists():
        raise refuse("employer", "没有这家单位。", "There is no such employer.")


def _digest(file: IO[bytes]) -> str:
    """The hash of the file, read in pieces; one that is too large is refused before it is kept."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while block := file.read(1 << 20):
        size += len(block)
        digest.update(block)
        if size > MOST_BYTES:
            most = MOST_BYTES >> 20
            raise refuse("file", f"文件超过 {most} MB；请分成几个。", f"Over {most} MB; split it.")
    file.seek(0)
    return digest.hexdigest()


def _one_at_a_time(digest: str) -> None:
    """Two who bring the same file take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registry.import:{digest}"])
