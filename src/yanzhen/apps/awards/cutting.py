"""What the rule computed against what may still be granted, with the sentence why.

Limits stand in order; each lets through what it still has room for. A later limit that lets less
through gives the rest back to the earlier ones, so that no room is lost.

    cutting = cut(50_0000_00, (Limit("cap", take, give_back, said),))
    cutting.granted_fen, cutting.cuts[0].say.zh
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from yanzhen.policy.vocabulary import Label

Code = Literal["cap", "offset", "exclusive", "lifetime", "correction"]


@dataclass(frozen=True, slots=True)
class Cut:
    """So much was not granted, and why; `key` names the movement in the books, if any."""

    code: Code
    fen: int
    say: Label
    key: str = ""

    def plain(self) -> dict[str, object]:
        """As it is stored."""
        return {
            "code": self.code, "fen": self.fen, "zh": self.say.zh, "en": self.say.en,
            "key": self.key,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """Lets through as much of a sum as it has room for.

    `take` uses the room up and answers how much it let through; `give_back` frees some of it;
    `say` is the sentence for so much that was cut.
    """

    code: Code
    take: Callable[[int], int]
    give_back: Callable[[int], None]
    say: Callable[[int], Label]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cutting:
    """What is left, and every cut; together exactly what was computed."""

    granted_fen: int
    cuts: tuple[Cut, ...] = ()


def cut(computed_fen: int, limits: Sequence[Limit]) -> Cutting:
    """What all limits let through."""
    left, cuts = computed_fen, list[Cut]()
    passed = list[Limit]()
    for limit in limits:
        through = limit.take(left) if left > 0 else 0
        if not 0 <= through <= left:
            raise ValueError(f"{limit.code} let {through} of {left} through")
        if left - through:
            cuts.append(Cut(limit.code, left - through, limit.say(left - through), limit.key))
            for earlier in passed:
                earlier.give_back(left - through)
        left = through
        passed.append(limit)
    return Cutting(left, tuple(cuts))


def nothing_back(fen: int) -> None:
    """For a limit whose room is not used up by what it lets through."""


def joined(cuttings: Sequence[Cutting]) -> Cutting:
    """Several claims of one award: cuts for the same reason become one."""
    merged: dict[tuple[str, Label, str], int] = {}
    for one in cuttings:
        for each in one.cuts:
            key = (each.code, each.say, each.key)
            merged[key] = merged.get(key, 0) + each.fen
    cuts = tuple(Cut(code, fen, say, key) for (code, say, key), fen in merged.items())  # type: ignore[arg-type]
    return Cutting(sum(one.granted_fen for one in cuttings), cuts)
