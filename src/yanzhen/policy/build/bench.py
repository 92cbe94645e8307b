"""The workbench of a build: the sheets, the findings so far, and what the pack's names mean.

for sheet, path, entry in bench.entries("benefits_file", "benefits"): ...
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import Finding, Place
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yanzhen.policy.sheet import Sheet

Path = tuple[Any, ...]


@dataclass
class Bench:
    """What a build has at hand."""

    sheets: Sequence[Sheet]
    findings: list[Finding] = field(default_factory=list)

    def entries(self, kind: str, key: str) -> Iterator[tuple[Sheet, Path, dict[str, Any]]]:
        """Every well-shaped entry of a list, from all files of a kind, in order of file."""
        for sheet in self.sheets:
            if sheet.kind != kind or not isinstance(sheet.data, dict):
                continue
            listed = sheet.data.get(key)
            for number, entry in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(entry, dict) and sheet.fit(key, number):
                    yield sheet, (key, number), entry

    def report(self, code: str, message: str, place: Place, suggestion: str | None = None) -> None:
        self.findings.append(Finding(code, message, place, suggestion))

    def once(self, seen: dict[str, Any], identifier: str, what: str, place: Place) -> bool:
        """Whether an identifier is new; a second use is a finding."""
        if identifier in seen:
            self.report("repeated-id", f"{what} {identifier} 出现了两次", place)
            return False
        return True


def label(data: dict[str, Any]) -> Label:
    """A label from `{zh, en}`."""
    return Label(data["zh"], data["en"])


def maybe_label(data: dict[str, Any] | None) -> Label | None:
    return label(data) if data else None


def day(text: str | None) -> date | None:
    """A date from its text; ValueError for a day that does not exist."""
    return date.fromisoformat(text) if text else None
