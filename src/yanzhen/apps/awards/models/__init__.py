"""What is kept of awards, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.awards.models.award import Award
from yanzhen.apps.awards.models.correction import Correction
from yanzhen.apps.awards.models.event import Event
from yanzhen.apps.awards.models.instalment import Instalment
from yanzhen.apps.awards.models.outcome import ExternalOutcome
from yanzhen.apps.awards.models.setting import Pattern, Share
from yanzhen.apps.awards.models.turn import Turn

OPEN = (
    Instalment.State.PLANNED, Instalment.State.DUE, Instalment.State.HELD_BACK,
    Instalment.State.FAILED,
)  # fmt: skip
"""States of payments that are neither paid, nor in a run, nor cancelled."""

__all__ = [
    "OPEN", "Award", "Correction", "Event", "ExternalOutcome", "Instalment", "Pattern", "Share",
    "Turn",
]  # fmt: skip
