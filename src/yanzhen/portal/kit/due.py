"""When something is due, in words and with a light: the words alone say it all.

>>> due_badge(Due("red", date(2026, 11, 26), left=-2), "zh").text
'已逾期2个工作日'
>>> due_badge(Due("yellow", date(2026, 12, 1), left=1), "en").text
'1 working day left'
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

Light = Literal["green", "yellow", "red", "stopped", "none"]
ICONS = {"green": "calendar", "yellow": "calendar-due", "red": "alert-triangle",
         "stopped": "player-pause", "none": ""}  # fmt: skip


@dataclass(frozen=True)
class Due:
    """A deadline as it stands today; `left` counts working days and is negative when late."""

    light: Light
    on: date | None = None
    left: int | None = None


def due_badge(due: Due, language: Language) -> Badge:
    """The badge of a deadline."""
    return Badge(_said(due, language), f"due-{due.light}", ICONS[due.light])


def _on(due: Due, language: Language) -> str:
    """The day alone, where nobody has counted the days that are left."""
    if due.on is None:
        return say("due_none", language)
    key = {"red": "due_was_on", "yellow": "due_soon_on"}.get(due.light, "due_on")
    return say(key, language, day=day(due.on, language))


def _said(due: Due, language: Language) -> str:
    if due.light == "stopped":
        return say("due_stopped", language)
    if due.left is None:
        return _on(due, language)
    if due.left == 0:
        return say("due_today", language)
    if due.left < 0:
        key = "due_late_one" if due.left == -1 else "due_late"
    else:
        key = "due_left_one" if due.left == 1 else "due_left"
    return say(key, language, days=abs(due.left))
