"""What is kept of recognitions, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.recognition.models.proceeding import Proceeding
from yanzhen.apps.recognition.models.proposal import Proposal
from yanzhen.apps.recognition.models.recognition import Counter, Recognition
from yanzhen.apps.recognition.models.rerun import Mover, Rerun
from yanzhen.apps.recognition.models.step import Step
from yanzhen.apps.recognition.models.term import Term

__all__ = ["Counter", "Mover", "Proceeding", "Proposal", "Recognition", "Rerun", "Step", "Term"]
