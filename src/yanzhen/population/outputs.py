"""Files that appear whole or not at all.

Each file is written under a temporary name beside its place; when all are done they take their
names, and when anything goes wrong, a full disk or an interrupt, none of them does.

    with Outputs(folder) as outputs:
        write(outputs.path("person.parquet"))
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from yanzhen.policy.errors import Problem
from yanzhen.population.errors import PopulationRefused

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Outputs:
    """The files of one folder, kept under temporary names until the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: dict[Path, Path] = {}
        self._stale: set[Path] = set()

    def __enter__(self) -> Outputs:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refused(error) from None
        return self

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name`."""
        temporary = self.folder / f".{name}.{os.getpid()}.partial"
        self._written[self.folder / name] = temporary
        return temporary

    def drop(self, name: str) -> None:
        """A file of an earlier run that this one does not make: it goes when the others come."""
        self._stale.add(self.folder / name)

    def forget(self, name: str) -> None:
        """Nothing was written under this name after all."""
        self._written.pop(self.folder / name, None)
        self.drop(name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._settle()
        except OSError as late:
            raise self._refused(late) from None
        finally:
            for temporary in self._written.values():
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise self._refused(error) from None

    def _settle(self) -> None:
        for path, temporary in self._written.items():
            os.replace(temporary, path)
        for path in self._stale - self._written.keys():
            path.unlink(missing_ok=True)

    def _refused(self, error: OSError) -> PopulationRefused:
        if error.errno in FULL:
            zh = f"写到 {self.folder} 时磁盘满了（或超出限额）；没有留下任何文件，腾出空间后重来"
            en = (
                f"The disk is full (or a limit is reached) at {self.folder}; nothing was left there"
            )
            return PopulationRefused(Problem("disk-full", None, zh, en))
        reason = error.strerror or str(error)
        zh = f"写不了 {self.folder}：{reason}；没有留下任何文件"
        en = f"Cannot write to {self.folder}: {reason}; nothing was left there"
        return PopulationRefused(Problem("unwritable", None, zh, en))
