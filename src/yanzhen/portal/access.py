"""Who may open a page: the classes that the tables `ACCESS` beside the addresses use.

    ACCESS = {
        "start": PUBLIC,
        "my_cases": SIGNED_IN,
        "case": OWN,                                       one object; another's looks like none
        "queue": staff(Role.CLERK, Role.REVIEWER),
        "decide": staff(Role.APPROVER).confirmed(),        asks for a second factor again
    }

`config.door` holds it for every request. An address without a class stays shut, and fails the
build: see tests/access.
"""

from dataclasses import dataclass, replace
from typing import Literal, Self

from yanzhen.apps.accounts.service import Role

Kind = Literal["public", "signed_in", "own", "staff", "machine"]


@dataclass(frozen=True)
class Access:
    """A class of pages. `confirm`: reauthentication within five minutes, to post or to look."""

    kind: Kind
    roles: frozenset[Role] = frozenset()
    confirm: Literal["never", "to_post", "to_look"] = "never"

    def confirmed(self, to_look: bool = False) -> Self:
        """The same class, for what needs a fresh confirmation of who she is."""
        return replace(self, confirm="to_look" if to_look else "to_post")


PUBLIC = Access("public")
"""Everybody, signed in or not."""
SIGNED_IN = Access("signed_in")
"""Whoever has signed in; the page shows her own things."""
OWN = Access("own")
"""Whoever has signed in, one object: the app's `access` decides whether it is there for her."""
MACHINE = Access("machine")
"""Programs: the address checks a key or a network of its own."""


def staff(*roles: Role) -> Access:
    """Staff who hold one of these roles and used a second factor; which rows, the rows say."""
    return Access("staff", frozenset(roles))
