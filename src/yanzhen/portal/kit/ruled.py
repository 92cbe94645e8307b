"""The trace of a rule beside a case: each condition ticked or crossed, under its clause.

ruled(outcome, explainer).headline  ->  "每月1500元，共36次"
"""

from dataclasses import dataclass

from yanzhen.policy import Outcome
from yanzhen.policy.explain import Explainer
from yanzhen.portal.items import Item, item
from yanzhen.portal.library import document_of
from yanzhen.portal.listing.columns import Badge

TONES = {"eligible": "good", "ineligible": "bad"}
ICONS = {"eligible": "circle-check", "ineligible": "x"}


@dataclass(frozen=True)
class Ruled:
    """What the rule says of this person, with the clause at hand."""

    item: Item
    outcome: Badge
    city: str
    document: str
    clause: str
    heading: str
    summary: str


def ruled(outcome: Outcome, explainer: Explainer) -> Ruled:
    """An outcome as the trace of a case page."""
    pack, language = explainer.pack, explainer.language
    found = item(outcome, explainer)
    tone, icon = TONES.get(outcome.status, "open"), ICONS.get(outcome.status, "question-mark")
    document, clause = document_of(pack, outcome.rule.clause), pack.clause(outcome.rule.clause)
    return Ruled(
        found, Badge(found.status, tone, icon), pack.city,
        document.id if document else "", outcome.rule.clause,
        clause.heading.say(language) if clause else "",
        clause.summary.say(language) if clause else "",
    )  # fmt: skip
