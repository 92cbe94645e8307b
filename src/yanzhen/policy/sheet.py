"""One file of a pack as data: of which kind it is, where each part stands, what is unfit.

sheet.place("benefits", 0, "when", 2)  ->  Place("xiangtan/benefits/a.yaml", 12, 9)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanzhen.policy.errors import Place

Path = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's data; `locate` finds where a part, or a character of its text, stands.

    `unfit` are the parts of a wrong shape.
    """

    name: str
    kind: str
    data: Any
    locate: Callable[[Path, int | None], Place]
    unfit: frozenset[Path] = frozenset()

    def place(self, *path: Any) -> Place:
        """Where the part at `path` (keys and positions) stands in the file."""
        return self.locate(path, None)

    def place_inside(self, offset: int, *path: Any) -> Place:
        """Where the character at `offset` of the text at `path` stands."""
        return self.locate(path, offset)

    def fit(self, *path: Any) -> bool:
        """Whether the part at `path` has the right shape."""
        return not any(path[: len(bad)] == bad for bad in self.unfit)
