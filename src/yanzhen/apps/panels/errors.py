"""What panels refuse.

NoSuchPanel      there is no such expert, panel, case of one; one that is not hers looks the same
PanelRefused     what was asked cannot be done: every reason with its field, in both languages
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label


class NoSuchPanel(LookupError):
    """There is no such expert, panel, or case of a panel."""

    code = "no_such_panel"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, at the field that it speaks of; no field means the whole."""

    code: str
    say: Label
    field: str = ""


class PanelRefused(ValueError):
    """Nothing was changed, for these reasons."""

    code = "panel_refused"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(one.say.zh for one in self.refusals))


def refuse(code: str, zh: str, en: str, field: str = "") -> PanelRefused:
    """One reason."""
    return PanelRefused([Refusal(code, Label(zh, en), field)])


def refuse_all(refusals: Iterable[Refusal]) -> None:
    """All reasons at once, where there are any."""
    if found := tuple(refusals):
        raise PanelRefused(found)
