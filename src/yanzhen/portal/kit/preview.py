"""Before many things are done at once: what would happen to each, and what would not.

    Preview(verb="accept", title="受理5件", will=(Line("HY-2026-0001", "张*"),),
            will_not=(Line("HY-2026-0004", "李*", "已在审核"),), rows=("41", "42"))

The page posts the same rows again with `confirmed`; what has changed in between is tried anew.
"""

from dataclasses import dataclass

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Line:
    """One thing that would be changed, or the reason why it cannot."""

    name: str
    small: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """Something to enter before all is done: an opinion, a reason."""

    name: str
    label: str
    note: str = ""
    value: str = ""
    error: str = ""
    required: bool = True


@dataclass(frozen=True)
class Preview:
    """What a verb would do to the rows that were picked."""

    verb: str
    title: str
    button: str
    will: tuple[Line, ...]
    will_not: tuple[Line, ...]
    rows: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    back: str = ""
