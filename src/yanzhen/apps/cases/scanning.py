"""The hook for a virus scanner, and the default that scans nothing and says so.

The setting MATERIAL_SCANNER names a class by its dotted path. A real one (ClamAV, an office's own
gateway) answers in the same three words.

>>> Unscanned().scan(b"anything").state
'not_scanned'
>>> EicarOnly().scan(EICAR).state
'infected'
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

# The harmless text that every scanner reports; put together so that this file is not reported.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

ScanState = Literal["clean", "infected", "not_scanned"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner found, and which scanner it was."""

    state: ScanState
    engine: str
    found: str = ""


class Scanner(Protocol):
    """Looks into a file's bytes."""

    def scan(self, body: bytes) -> Verdict: ...


class Unscanned:
    """No scanner is set up: every file is marked as not scanned."""

    def scan(self, body: bytes) -> Verdict:
        return Verdict("not_scanned", "none")


class EicarOnly:
    """For tests: knows the harmless test virus and nothing else."""

    def scan(self, body: bytes) -> Verdict:
        state: ScanState = "infected" if EICAR in body else "clean"
        return Verdict(state, "eicar", "EICAR" if state == "infected" else "")


def scanner() -> Scanner:
    """The scanner of this installation."""
    path = getattr(settings, "MATERIAL_SCANNER", "yanzhen.apps.cases.scanning.Unscanned")
    made: Scanner = import_string(path)()
    return made
