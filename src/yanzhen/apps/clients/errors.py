"""What the clients refuse.

NoSuchClient      there is no such key in her reach
NoSuchWebhook     there is no such subscription of this key
ClientRefused     nothing was changed: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchClient(LookupError):
    """There is no such key."""

    code = "no_such_client"


class NoSuchWebhook(LookupError):
    """There is no such subscription, or no such delivery of it."""

    code = "no_such_webhook"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a stable code, the field that it speaks of, the sentence."""

    code: str
    reason: Label
    field: str = ""


class ClientRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "client_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))


class NotTaken(RuntimeError):
    """A receiver did not take a delivery; it is tried again."""
