"""From an assessment to what a visitor sees: groups of results, three sums, the tier.

Nothing is computed here and no nature is mixed with another: each outcome goes into one section,
and the three sums are the engine's own.

    results(sitting, "zh").sections[0].key  ->  "sure"
"""

from dataclasses import dataclass

from yanzhen.policy import Outcome
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.outcome import Change
from yanzhen.policy.pack import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.items import Item, is_decided, item
from yanzhen.portal.readable import money
from yanzhen.portal.sitting import Sitting, head
from yanzhen.portal.tier_box import TierBox, tier_box
from yanzhen.portal.words import say

ORDERED = ("<", "<=", ">", ">=")
KEYS = (
    "sure", "up_to", "loan", "in_kind", "unspecified", "decision", "pending", "unknown", "near",
    "not",
)  # fmt: skip
MOST_OPEN = 6


@dataclass(frozen=True)
class Section:
    """Results of one kind; only the first few stand open, what is not available none."""

    key: str
    title: str
    explanation: str
    items: tuple[Item, ...]

    @property
    def is_folded(self) -> bool:
        return self.key == "not"

    @property
    def rest(self) -> int:
        return max(0, len(self.items) - MOST_OPEN)


@dataclass(frozen=True)
class Results:
    """All that stands beside the questions."""

    sure: str
    up_to: str
    loan: str
    sections: tuple[Section, ...]
    tier: TierBox | None
    open_count: int

    @property
    def granted(self) -> int:
        """How many entitlements are settled, whatever their nature."""
        settled = ("sure", "up_to", "loan", "in_kind", "unspecified")
        return sum(len(one.items) for one in self.sections if one.key in settled)


def results(sitting: Sitting, language: Language) -> Results:
    """The assessment of a sitting in one language."""
    assessment = sitting.assessment
    explainer = explainer_for(language, assessment.pack)
    sorted_out: dict[str, list[Outcome]] = {key: [] for key in KEYS}
    for outcome in assessment.outcomes:
        sorted_out[section_of(outcome, assessment.pack)].append(outcome)
    sections = tuple(
        Section(
            key,
            say(f"section_{key}", language),
            say(f"section_{key}_note", language),
            tuple(item(one, explainer) for one in _ordered(key, found)),
        )
        for key, found in sorted_out.items()
        if found
    )
    totals = assessment.totals
    return Results(
        money(totals.sure, language), money(totals.up_to, language), money(totals.loan, language),
        sections, tier_box(assessment, explainer),
        sum(len(sorted_out[key]) for key in ("decision", "pending", "unknown")),
    )  # fmt: skip


def section_of(outcome: Outcome, pack: Pack) -> str:
    """The one section in which an outcome stands."""
    rule = outcome.rule
    if outcome.status == "ineligible":
        return "near" if any(_is_near(change) for change in outcome.near_miss) else "not"
    if outcome.status == "pending_interpretation":
        return "pending"
    if outcome.status == "unknown":
        return "unknown" if _asks_herself(outcome, pack) else "decision"
    if rule.nature in ("loan", "in_kind", "unspecified"):
        return rule.nature
    return "sure" if outcome.sums.total is not None else "up_to"


def _asks_herself(outcome: Outcome, pack: Pack) -> bool:
    """Whether something that she herself can say is missing."""
    facts = pack.vocabulary.facts
    names = [head(gap) for gap in outcome.missing]
    return any(
        name in facts and not is_decided(gap, pack)
        for name, gap in zip(names, outcome.missing, strict=True)
    )


def _is_near(change: Change) -> bool:
    """A number short of a threshold or a day not yet come; another employer is no small step."""
    return change.relation in ORDERED


def _ordered(key: str, found: list[Outcome]) -> list[Outcome]:
    if key == "not":
        return sorted(found, key=lambda one: not one.near_miss)
    if key in ("unknown", "decision", "up_to", "sure"):
        return sorted(found, key=lambda one: -(one.sums.high or 0))
    return found
