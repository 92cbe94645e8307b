"""`yanzhen backup FILE`: the database and all uploaded files in one archive, while all goes on.

    yanzhen-2026-11-28.tar
        database.dump      made by pg_dump as the owner of the tables, at one moment
        files/...          uploaded material; what the database names was there before the dump
        manifest.json      versions, digests, the heads of the audit chains, a sealed word

The keys are not in it: sealed columns stay sealed. The sealed word tells a restore whether it has
the right ones. The heads are noted before the dump, so each must be found again on its chain.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import yanzhen
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import Broken, chains, verify_chain
from yanzhen.apps.sealing.service import seal
from yanzhen.config.errors import CannotStart
from yanzhen.config.postgres_clients import run_client, server_major

FORM = 1
DUMP, FILES, MANIFEST = "database.dump", "files/", "manifest.json"
WORD, CONTEXT = "yanzhen", "backup.word"
PIECE = 1024 * 1024

Told = Callable[[str, int, int | None], None]
"""How far it is: what it is at, done, of how much (None: nobody knows)."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself."""

    form: int
    version: str
    made_at: str
    postgres: int
    migrations: list[str]
    heads: dict[str, str]
    word: str
    digests: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class Made:
    """A finished backup, and the chains that were broken when it was made."""

    file: Path
    size: int
    files: int
    broken: tuple[Broken, ...]


def make_backup(file: Path, told: Told) -> Made:
    """Write the archive; it appears under its name only when it is whole."""
    if file.exists():
        raise CannotStart(
            f"{file} 已存在，不覆盖。", f"{file} is there already and is not written over."
        )
    if not file.parent.is_dir():
        raise CannotStart(f"没有文件夹 {file.parent}。", f"There is no folder {file.parent}.")
    part, dump = file.with_name(f"{file.name}.part"), file.with_name(f"{file.name}.dump")
    try:
        broken = _write(part, dump, told)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
        dump.unlink(missing_ok=True)
    (settings.DATA / "last-backup").touch()
    with tarfile.open(file) as archive:
        count = sum(name.startswith(FILES) for name in archive.getnames())
    return Made(file, file.stat().st_size, count, broken)


def _write(part: Path, dump: Path, told: Told) -> tuple[Broken, ...]:
    heads, broken = _heads(told)
    manifest = Manifest(
        FORM, yanzhen.__version__, datetime.now(UTC).isoformat(timespec="seconds"),
        server_major(), _migrations(), heads, seal(WORD, context=CONTEXT).hex(),
    )  # fmt: skip
    _private(dump)

    def looking() -> None:
        told("database", dump.stat().st_size, None)

    run_client("pg_dump", ["--format=custom", f"--file={dump}"], looking)
    looking()
    _private(part)
    with part.open("wb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
        _add(archive, DUMP, dump, manifest)
        found = list(_uploaded())
        for number, path in enumerate(found, 1):
            _add(archive, FILES + path.relative_to(settings.MEDIA_ROOT).as_posix(), path, manifest)
            told("files", number, len(found))
        written = manifest.as_json()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(written)
        archive.addfile(member, io.BytesIO(written))
        archive.close()
        raw.flush()
        os.fsync(raw.fileno())
    return broken


def _heads(told: Told) -> tuple[dict[str, str], tuple[Broken, ...]]:
    """The last hash of each whole chain."""
    heads, broken = {}, []
    with acting(SYSTEM):
        names = chains()
        for number, name in enumerate(names, 1):
            found = verify_chain(name)
            if isinstance(found, Broken):
                broken.append(found)
            else:
                heads[name] = found.head.hex()
            told("audit", number, len(names))
    return heads, tuple(broken)


def _migrations() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def _uploaded() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir():
        yield from sorted(path for path in root.rglob("*") if path.is_file())


def _add(archive: tarfile.TarFile, name: str, path: Path, manifest: Manifest) -> None:
    """A file, with its digest; one that is cleared away meanwhile is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        manifest.digests[name] = digest_of(file)
        file.seek(0)
        member = archive.gettarinfo(arcname=name, fileobj=file)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mode = 0o600
        archive.addfile(member, file)


def digest_of(file: Any) -> str:
    """SHA-256 of a file, piece by piece."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _private(path: Path) -> None:
    """An empty file that nobody else may read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
