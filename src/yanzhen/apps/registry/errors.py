"""What the registry refuses.

NoSuchSubject       there is none; one that is not there for the actor looks the same
NoSuchEntry         the same of a fact, an import, a register, a request
RegistryRefused     what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchSubject(LookupError):
    """There is no such subject."""

    code = "no_such_subject"


class NoSuchEntry(LookupError):
    """There is no such entry."""

    code = "no_such_entry"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    field: str
    reason: Label


class RegistryRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "registry_refused"

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        super().__init__("\n".join(f"{one.field}: {one.reason.zh}" for one in refusals))


def refuse(field: str, zh: str, en: str) -> RegistryRefused:
    """One reason."""
    return RegistryRefused(Refusal(field, Label(zh, en)))


def refuse_all(refusals: Iterable[Refusal]) -> None:
    """Raise when there is any reason against it."""
    if found := tuple(refusals):
        raise RegistryRefused(*found)
