"""`yanzhen restore FILE`: an archive of `yanzhen backup` into an empty database.

Before anything is written the archive is read through and every digest compared, the database is
seen to be empty, and the keys of this environment open the archive's sealed word. Afterwards
the tables are brought up to date and every audit chain is walked: the head that was noted when the
backup was made has to be on it.
"""

import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import Broken, Verified, chains, verify_chain
from yanzhen.apps.organisations.roles import as_owner
from yanzhen.apps.sealing.service import CannotOpen, open_sealed
from yanzhen.config.backup import (
    CONTEXT,
    DUMP,
    FILES,
    FORM,
    MANIFEST,
    WORD,
    Manifest,
    Told,
    digest_of,
)
from yanzhen.config.errors import CannotStart
from yanzhen.config.postgres_clients import run_client
from yanzhen.config.serve import bring_up_to_date


@dataclass(frozen=True)
class Restored:
    """What came back."""

    made_at: str
    files: int
    chains: tuple[Verified, ...]


def restore_backup(file: Path, told: Told) -> Restored:
    """Bring it back, or change nothing and say why."""
    try:
        with tarfile.open(file, "r:") as archive:
            manifest = _manifest(archive)
            _refuse_unfit(manifest)
            _refuse_full()
            _refuse_damaged(archive, manifest, told)
            _restore_database(archive, told)
            count = _restore_files(archive, told)
    except OSError as fault:
        raise CannotStart(
            f"{file} 读不出：{fault.strerror or fault}", f"{file} cannot be read: {fault}"
        ) from None
    except tarfile.TarError:
        raise _no_backup(str(file)) from None
    bring_up_to_date()
    return Restored(manifest.made_at, count, _verified(manifest, told))


def _manifest(archive: tarfile.TarFile) -> Manifest:
    try:
        member = archive.extractfile(MANIFEST)
        given: dict[str, Any] = json.load(member) if member else {}
        manifest = Manifest(**given)
    except (KeyError, ValueError, TypeError):
        raise _no_backup(str(archive.name)) from None
    if manifest.form > FORM:
        raise _too_new(manifest)
    return manifest


def _no_backup(name: str) -> CannotStart:
    return CannotStart(
        f"{name} 不是完整的备份文件。", f"{name} is no whole archive of `yanzhen backup`."
    )


def _too_new(manifest: Manifest) -> CannotStart:
    return CannotStart(
        f"备份来自更新的版本（{manifest.version}）；请先升级本机的雁阵。",
        f"The backup comes from a newer version ({manifest.version}): upgrade Yanzhen first.",
    )


def _refuse_unfit(manifest: Manifest) -> None:
    """The keys open what is sealed, and this version knows every migration."""
    try:
        fits = open_sealed(bytes.fromhex(manifest.word), context=CONTEXT) == WORD
    except (CannotOpen, ValueError):
        fits = False
    if not fits:
        raise CannotStart(
            "现有密钥打不开备份中的加密信息；请设置备份时的 YANZHEN_KEYS 和 YANZHEN_INDEX_KEY"
            "（演示环境在数据目录的 sealing-keys 和 index-key 中）。",
            "The keys that are set do not open what is sealed in the backup: set YANZHEN_KEYS and "
            "YANZHEN_INDEX_KEY of then (a demo has them in its data folder: sealing-keys and "
            "index-key).",
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise _too_new(manifest)


def _refuse_full() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('r', 'p', 'v', 'm', 'S')"
        )
        (count,) = cursor.fetchone()
    if count:
        raise CannotStart(
            f"数据库不是空的（有 {count} 个对象），不覆盖；请新建一个空数据库，"
            "或用 YANZHEN_DATA 指定新的数据目录。",
            f"The database is not empty ({count} objects) and is not written over: create an empty "
            "one, or name a new data folder with YANZHEN_DATA.",
        )
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir() and any(path.is_file() for path in root.rglob("*")):
        raise CannotStart(
            f"文件夹 {root} 里已有文件，不覆盖。",
            f"{root} holds files, which are not written over.",
        )


def _refuse_damaged(archive: tarfile.TarFile, manifest: Manifest, told: Told) -> None:
    """Every member is named by the manifest, has its digest, and lies where files may lie."""
    members = [member for member in archive.getmembers() if member.name != MANIFEST]
    wrong = {member.name for member in members} ^ set(manifest.digests)
    for number, member in enumerate(members, 1):
        content = archive.extractfile(member)
        digest = digest_of(content) if content and _lies_inside(member.name) else ""
        if digest != manifest.digests.get(member.name):
            wrong.add(member.name)
        told("check", number, len(members))
    if wrong or DUMP not in manifest.digests:
        named = ", ".join(sorted(wrong)[:5]) or DUMP
        raise CannotStart(
            f"备份已损坏（{named}），什么也没有恢复。",
            f"The backup is damaged ({named}); nothing was restored.",
        )


def _lies_inside(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts
    return name == DUMP or (name.startswith(FILES) and inside)


def _restore_database(archive: tarfile.TarFile, told: Told) -> None:
    with tempfile.TemporaryDirectory(prefix="yanzhen-restore-", dir=settings.DATA) as folder:
        archive.extract(DUMP, folder, filter="data")
        manners = ["--exit-on-error", "--single-transaction", "--no-owner"]
        dump = str(Path(folder, DUMP))

        def looking() -> None:
            told("database", 0, None)

        run_client("pg_restore", [*manners, dump], looking)


def _restore_files(archive: tarfile.TarFile, told: Told) -> int:
    root = Path(settings.MEDIA_ROOT)
    members = [member for member in archive.getmembers() if member.name.startswith(FILES)]
    for number, member in enumerate(members, 1):
        place = root / member.name.removeprefix(FILES)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        member.name = place.name
        archive.extract(member, place.parent, filter="data")
        told("files", number, len(members))
    return len(members)


def _verified(manifest: Manifest, told: Told) -> tuple[Verified, ...]:
    found = []
    with acting(SYSTEM):
        names = sorted({*manifest.heads, *chains()})
        for number, name in enumerate(names, 1):
            head = manifest.heads.get(name)
            one = verify_chain(name, bytes.fromhex(head) if head else None)
            if isinstance(one, Broken):
                raise CannotStart(
                    f"数据已恢复，但审计链 {name} 在第 {one.number} 条断开：{one.zh}。",
                    f"The data are back, but the audit chain {name} breaks at {one.number}: "
                    f"{one.en}.",
                )
            found.append(one)
            told("audit", number, len(names))
    return tuple(found)
