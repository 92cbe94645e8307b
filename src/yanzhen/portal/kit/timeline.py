"""A case as a line of moments: what was, whose turn it is and until when, what comes.

Timeline(turn=Turn("轮到：市人社局", "2026年12月4日前", badge), moments=(Moment("受理", ...), ...))
"""

from dataclasses import dataclass
from typing import Literal

from yanzhen.portal.listing.columns import Badge

Stand = Literal["past", "now", "stopped", "next", "end"]


@dataclass(frozen=True)
class Turn:
    """Who has to act, until when, and what she may do at once."""

    whose: str
    until: str = ""
    badge: Badge | None = None
    mine: bool = False
    note: str = ""
    action: str = ""
    href: str = ""


@dataclass(frozen=True)
class Moment:
    """One step of a case."""

    title: str
    when: str = ""
    who: str = ""
    note: str = ""
    stand: Stand = "past"
    badge: Badge | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The moments of a case, in order, and whose turn it is."""

    turn: Turn | None
    moments: tuple[Moment, ...]
