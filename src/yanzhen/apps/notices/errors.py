"""What the notices refuse.

WishRefused       a number that is none; nothing was changed
UnknownKind       our own mistake: no text is written for this kind
MissingWord       our own mistake: the text needs a word that was not given, or not this sort
NotDelivered      a message could not be sent now; it is tried again
Undeliverable     trying again is no use: the address or number does not exist
"""

from yanzhen.policy.vocabulary import Label


class WishRefused(ValueError):
    """Nothing was changed, for this reason."""

    code = "wish_refused"

    def __init__(self, reason: Label) -> None:
        self.reason = reason
        super().__init__(reason.zh)


class UnknownKind(ValueError):
    code = "unknown_kind"


class MissingWord(ValueError):
    code = "missing_word"


class NotDelivered(Exception):
    code = "not_delivered"


class Undeliverable(Exception):
    code = "undeliverable"
