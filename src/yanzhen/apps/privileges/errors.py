"""What privileges refuse.

NoSuchPrivilege     there is no such provider, offer, use, booking, statement or signal; one that
                    is not hers looks the same
PrivilegeRefused    what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchPrivilege(LookupError):
    """There is no such thing for her."""

    code = "no_such_privilege"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    reason: Label
    field: str = ""


class PrivilegeRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "privilege_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.reason.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> PrivilegeRefused:
    """One reason."""
    return PrivilegeRefused([Refusal(code, Label(zh, en), field)])


def refuse_all(refusals: Iterable[Refusal]) -> None:
    """All reasons at once, where there are any."""
    if found := tuple(refusals):
        raise PrivilegeRefused(found)


MOST = 400


def reasoned(reason: str, field: str = "reason") -> str:
    """A reason without blanks around it; PrivilegeRefused without one, or with too long a one."""
    said = reason.strip()
    if not said:
        raise refuse("needs_reason", "请写明理由或依据。", "Say the reason.", field)
    if len(said) > MOST:
        raise refuse("long_reason", f"最多{MOST}字。", f"At most {MOST} characters.", field)
    return said
