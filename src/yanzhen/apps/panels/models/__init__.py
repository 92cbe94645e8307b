"""What is kept of panels, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.panels.models.expert import Expert, Tie
from yanzhen.apps.panels.models.panel import ENDED, SHOWN, Matter, Panel
from yanzhen.apps.panels.models.seat import Check, Objection, Seat
from yanzhen.apps.panels.models.sheet import Sheet

__all__ = [
    "ENDED", "SHOWN", "Check", "Expert", "Matter", "Objection", "Panel", "Seat", "Sheet", "Tie",
]  # fmt: skip
