"""Why a number cannot be right: a code, and a sentence in each language.

The sentences name places and single characters, never the whole number: they end up in sheets
and on screens.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a number."""

    code: str
    zh: str
    en: str


class NumberRefused(ValueError):
    """The number cannot be right."""

    code = "number_refused"

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.zh)
