"""What is kept of cases, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.cases.models.case import Case
from yanzhen.apps.cases.models.counter import Counter
from yanzhen.apps.cases.models.decision import Decision
from yanzhen.apps.cases.models.delegation import Delegation
from yanzhen.apps.cases.models.draft import Draft
from yanzhen.apps.cases.models.filing import Filing, FilingRow
from yanzhen.apps.cases.models.material import Content, Material
from yanzhen.apps.cases.models.offer import Offer
from yanzhen.apps.cases.models.publicity import Objector, Publicity
from yanzhen.apps.cases.models.step import Pause, Step
from yanzhen.apps.cases.models.supplement import Supplement
from yanzhen.apps.cases.models.term import Term
from yanzhen.apps.cases.models.work import Work

__all__ = [
    "Case", "Content", "Counter", "Decision", "Delegation", "Draft", "Filing", "FilingRow",
    "Material", "Objector", "Offer", "Pause", "Publicity", "Step", "Supplement", "Term", "Work",
]  # fmt: skip
