"""Entries of a file that name other things of the pack: what each has, and slips with their place.

for entry in entries.entries("funds"):
    entries.named(entry, entry.data["pays"], rules, "规则", "pays")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yanzhen.policy.build.bench import label
from yanzhen.policy.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.pack import Document
    from yanzhen.policy.sheet import Sheet
    from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True)
class Entry:
    """One entry and where it stands."""

    sheet: Sheet
    path: Path
    data: dict[str, Any]

    @property
    def place(self) -> Any:
        return self.sheet.place(*self.path)

    @property
    def notes(self) -> tuple[Label, ...]:
        return tuple(label(one) for one in self.data.get("notes", ()))


class Entries:
    """The entries of one kind of file; `what` is how a message calls one of them."""

    def __init__(
        self, bench: Bench, kind: str, what: str, documents: Mapping[str, Document]
    ) -> None:
        self.bench, self.file, self.what = bench, kind, what
        self.clauses = [one for of in documents.values() for one in of.clauses]
        self.ids: dict[str, Any] = {}

    def entries(self, key: str) -> Iterator[Entry]:
        """The well-shaped entries of a list; what every entry has is checked here."""
        for sheet, path, data in self.bench.entries(self.file, key):
            yield self._checked(Entry(sheet, path, data))

    def single(self, key: str) -> Entry | None:
        """The entry that stands alone under a name, where there is one."""
        for sheet in self.bench.sheets:
            if sheet.kind != self.file or not isinstance(sheet.data, dict):
                continue
            data = sheet.data.get(key)
            if isinstance(data, dict) and sheet.fit(key):
                return self._checked(Entry(sheet, (key,), data))
        return None

    def _checked(self, entry: Entry) -> Entry:
        data = entry.data
        self.named(entry, [data["clause"]], self.clauses, "条款", "clause")
        if "id" in data and self.bench.once(self.ids, data["id"], self.what, entry.place):
            self.ids[data["id"]] = entry
        return entry

    def named(
        self, entry: Entry, names: Iterable[str], known: Iterable[str], what: str, key: str
    ) -> None:
        """Each of the names has to be known; a finding with the nearest otherwise."""
        listed = list(known)
        several = isinstance(entry.data.get(key), list)
        for number, name in enumerate(names):
            if name not in listed:
                where = (key, number) if several else (key,)
                hint = nearest(name, listed)
                self.report(entry, "unknown-reference", f"没有{what} {name}", *where, hint=hint)

    def report(
        self, entry: Entry, code: str, message: str, *path: Any, hint: str | None = None
    ) -> None:
        """A finding about an entry, or about a part of it."""
        self.bench.report(code, message, entry.sheet.place(*entry.path, *path), hint)
