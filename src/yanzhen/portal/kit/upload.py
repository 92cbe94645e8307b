"""Handing in files in two steps: each is taken and looked at; all are handed in together.

A file that was taken can be removed again until the application, or the supplement, is sent.
"""

from dataclasses import dataclass

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.words import say

KILO = 1024


@dataclass(frozen=True)
class Taken:
    """A file of a material: its name, kind and size, and whether it was handed in."""

    id: str
    name: str
    kind: str
    size: str
    is_attached: bool
    href: str = ""
    added: str = ""
    received: str = ""


@dataclass(frozen=True)
class Slot:
    """One material that is asked for, and the files that were handed in for it."""

    id: str
    label: str
    grade: Badge | None = None
    note: str = ""
    files: tuple[Taken, ...] = ()
    error: str = ""
    is_required: bool = True
    is_covered: str = ""


def size_said(size: int, language: Language) -> str:
    """A file's size as people say it."""
    if size < KILO * KILO:
        return say("size_kilo", language, size=max(1, round(size / KILO)))
    return say("size_mega", language, size=f"{size / KILO / KILO:.1f}")
