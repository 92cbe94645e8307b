"""What stands around the pages of somebody who has signed in: her name, her tasks, her rail.

The rail is a column of entries beside a page on a desk, and a bar below it on a phone.

    Shell("陈某某", "受理", todo=3, rail=(Entry("queue", "待我办", "/desk/", "inbox", 3),))
"""

from dataclasses import dataclass

IN_THE_BAR = 4


@dataclass(frozen=True)
class Entry:
    """One place to go; `count` is how many things wait there. `heading` begins a group."""

    id: str
    label: str
    href: str
    icon: str
    count: int = 0
    is_current: bool = False
    heading: str = ""


@dataclass(frozen=True)
class Shell:
    """Who has signed in, for whom she acts, and where she may go."""

    name: str = ""
    post: str = ""
    place: str = ""
    todo: int = 0
    todo_href: str = ""
    notices: int = 0
    notices_href: str = ""
    rail: tuple[Entry, ...] = ()
    menu: tuple[Entry, ...] = ()
    sign_in_href: str = ""
    sign_out_href: str = ""

    @property
    def bar(self) -> tuple[Entry, ...]:
        """What fits into the bar of a phone."""
        return self.rail if len(self.rail) <= IN_THE_BAR + 1 else self.rail[:IN_THE_BAR]

    @property
    def rest(self) -> tuple[Entry, ...]:
        """What a phone shows under "more"."""
        return self.rail[len(self.bar) :]
