"""From an assessment to what a visitor sees: groups of results, three sums, the tier.

Nothing is computed here and no nature is mixed with another: each outcome goes into one section,
and the three sums are the engine's own.

    results(sitting, "zh").sections[0].key  ->  "sure"
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yanzhen.policy import Assessment, Outcome
from yanzhen.policy.explain import EVERY_LABELS, NATURE_LABELS, STATUS_LABELS, Explainer, explainer_for
from yanzhen.policy.outcome import Change, Instalment, ReadAs, Step
from yanzhen.policy.pack import SURE, Pack
from yanzhen.policy.vocabulary import Language

from yanzhen.portal.readable import brings, day, money, units_of
from yanzhen.portal.sitting import Sitting, head
from yanzhen.portal.words import say

TELLING = frozenset({"integer", "decimal", "money", "date"})
CHOICES = frozenset({"bool", "one_of", "many_of"})
ORDERED = ("<", "<=", ">", ">=")
KEYS = (
    "sure", "up_to", "loan", "in_kind", "unspecified", "decision", "pending", "unknown", "near",
    "not",
)  # fmt: skip
MOST_OPEN = 6
MOST_NAMED = 4


@dataclass(frozen=True)
class Mark:
    """One condition as it came out: `yes`, `no` or `open`, and what the visitor had said."""

    sign: str
    sentence: str
    said: str = ""


@dataclass(frozen=True)
class ReadingSide:
    """What comes out if the clause is read in one way."""

    reads: tuple[str, ...]
    status: str
    sum: str


@dataclass(frozen=True)
class Item:
    """One result, ready to be shown."""

    rule: str
    title: str
    summary: str
    clause: str
    sum: str
    per: str
    nature: str
    status: str
    marks: tuple[Mark, ...]
    beneficiary: str = ""
    own_money: bool = False
    schedule: str = ""
    claims: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    readings: tuple[ReadingSide, ...] = ()
    ask: str = ""
    decisions: str = ""
    parameters: str = ""
    failed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


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
class TierBox:
    """What can be said about the tier, and by which items."""

    title: str
    value: str
    recognised: bool
    is_settled: bool
    possible: str
    items: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, str], ...]


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
        sections, _tier(assessment, explainer),
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
    return any(name in facts and not _decided(gap, pack) for name, gap in zip(names, outcome.missing, strict=True))


def _decided(gap: str, pack: Pack) -> bool:
    fact = pack.vocabulary.facts[head(gap)]
    field = fact.fields.get(gap.partition(".")[2])
    return fact.is_decision or (field is not None and field.is_decision)


def _is_near(change: Change) -> bool:
    """A number short of a threshold or a day not yet come; another employer is no small step."""
    return change.relation in ORDERED


def _ordered(key: str, found: list[Outcome]) -> list[Outcome]:
    if key == "not":
        return sorted(found, key=lambda one: not one.near_miss)
    if key in ("unknown", "decision", "up_to", "sure"):
        return sorted(found, key=lambda one: -(one.sums.high or 0))
    return found


def item(outcome: Outcome, explainer: Explainer) -> Item:
    """One outcome in words."""
    rule, pack, language = outcome.rule, explainer.pack, explainer.language
    whole = Item(
        rule=rule.id,
        title=rule.title.say(language),
        summary=rule.summary.say(language),
        clause=pack.clause_label(rule.clause).say(language),
        sum=headline(outcome, explainer),
        per=_per(outcome, explainer),
        nature=NATURE_LABELS[rule.nature].say(language),
        status=STATUS_LABELS[outcome.status].say(language),
        marks=tuple(_mark(step, explainer) for step in outcome.because),
        beneficiary=_beneficiary(outcome, pack, language),
        own_money=rule.payer == "own",
        brings=brings(rule, pack, language) if outcome.status != "ineligible" else (),
        units=units_of(rule.units, pack, language),
        notes=tuple(note.say(language) for note in rule.notes),
        **_missing(outcome, explainer),
    )
    return replace(
        whole,
        schedule=_schedule(outcome.schedule, language),
        claims=tuple(_claims(outcome, language)),
        rivals=tuple(pack.rules[one].title.say(language) for one in outcome.exclusive_with),
        readings=tuple(_side(outcome, one, explainer) for one in outcome.readings),
        failed=tuple(one.sentence for one in whole.marks if one.sign == "no"),
        near=tuple(explainer.change(change) for change in outcome.near_miss),
    )


def headline(outcome: Outcome, explainer: Explainer) -> str:
    """The money in a few words; empty for a service, and never without its nature."""
    rule, found, language = outcome.rule, outcome.sums, explainer.language
    if rule.nature == "unspecified":
        return say("no_figure", language)
    if rule.nature == "in_kind" or outcome.status == "ineligible":
        return ""
    if found.total is not None and rule.nature != "loan":
        return money(found.total, language)
    if found.high is None:
        return say("not_computable", language)
    if rule.nature == "range" and found.low and outcome.status == "eligible":
        return f"{money(found.low, language)}—{money(found.high, language)}"
    conditional = outcome.status == "unknown" and rule.nature in SURE
    key = "as_much_as" if conditional else "at_most"
    return say(key, language, sum=money(found.high, language))


def _per(outcome: Outcome, explainer: Explainer) -> str:
    """How often and how much each time: 每月1万元，最多36次."""
    rule, found, language = outcome.rule, outcome.sums, explainer.language
    if rule.every == "once" or outcome.status == "ineligible" or rule.amount is None:
        return ""
    if found.per_period is None:
        return explainer.frequency(rule)
    every = EVERY_LABELS[rule.every].say(language)
    key = "times_at_most" if found.up_to else "times"
    each = say("each_time", language, every=every, sum=money(found.per_period, language))
    return each + (say(key, language, count=found.periods) if found.periods else "")


def _mark(step: Step, explainer: Explainer) -> Mark:
    sign = {True: "yes", False: "no", None: "open"}[step.truth]
    sentence = explainer.condition(step.condition)
    return Mark(sign, sentence, _given(step, explainer))


def _given(step: Step, explainer: Explainer) -> str:
    """What had been said, where that tells more than the condition itself does.

    A met condition repeats a choice; only numbers and days are worth showing again.
    """
    facts = explainer.pack.vocabulary.facts
    shown = TELLING if step.truth else TELLING | CHOICES
    said = [
        explainer.speaker.fact_value(facts[name], value)
        for name, value in step.facts.items()
        if name in facts and facts[name].type in shown
    ]
    return say("comma", explainer.language).join(said) if len(said) == 1 else ""


def _missing(outcome: Outcome, explainer: Explainer) -> dict[str, str]:
    """What is missing, by who can supply it: the visitor, an authority, the city."""
    pack = explainer.pack
    found: dict[str, list[str]] = {"ask": [], "decisions": [], "parameters": []}
    for gap in outcome.missing:
        if head(gap) in pack.vocabulary.facts:
            found["decisions" if _decided(gap, pack) else "ask"].append(gap)
        elif gap.startswith("parameter:"):
            found["parameters"].append(gap)
    return {key: _listed(gaps, explainer) for key, gaps in found.items()}


def _listed(gaps: list[str], explainer: Explainer) -> str:
    """The first few by name, the others by their number."""
    language = explainer.language
    names = list(dict.fromkeys(explainer.fact_label(gap) for gap in gaps))
    text = say("comma", language).join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return text
    return say("and_others", language, names=text, count=len(names))


def _beneficiary(outcome: Outcome, pack: Pack, language: Language) -> str:
    """Who receives it, where that is somebody else than who asks."""
    rule = outcome.rule
    if rule.beneficiary == rule.subject:
        return ""
    subject = pack.vocabulary.subjects.get(rule.beneficiary)
    return subject.label.say(language) if subject else say("beneficiary_unstated", language)


def _side(outcome: Outcome, one: ReadAs, explainer: Explainer) -> ReadingSide:
    as_read = replace(outcome, status=one.status, sums=one.sums)
    status = STATUS_LABELS[one.status].say(explainer.language)
    return ReadingSide(tuple(explainer.reads(one)), status, headline(as_read, explainer))


def _schedule(schedule: tuple[Instalment, ...], language: Language) -> str:
    """All payments in one line: 36 months become a span."""
    if not schedule:
        return ""
    first, last, count = schedule[0], schedule[-1], len(schedule)
    end = last.until or last.start
    if first.start is None:
        if end is not None:
            return say("paid_until", language, day=day(end, language))
        return ""
    if count == 1 and (end is None or end == first.start):
        return say("paid_on", language, day=day(first.start, language))
    begin, until = day(first.start, language), day(end or first.start, language)
    key = "paid_between" if count > 1 else "paid_once_between"
    return say(key, language, start=begin, end=until, count=count)


def _claims(outcome: Outcome, language: Language) -> Iterator[str]:
    """Each record's share, where a rule counts several."""
    for claim in outcome.claims:
        if claim.fen is None:
            yield say("claim_open", language, number=claim.number + 1)
        elif claim.counted_fen is not None and claim.counted_fen != claim.fen:
            yield say("claim_capped", language, number=claim.number + 1,
                      sum=money(claim.fen, language), counted=money(claim.counted_fen, language))  # fmt: skip
        else:
            yield say("claim", language, number=claim.number + 1, sum=money(claim.fen, language))


def _tier(assessment: Assessment, explainer: Explainer) -> TierBox | None:
    tier, tiers, language = assessment.tier, assessment.pack.tiers, explainer.language
    if tier is None or tiers is None:
        return None
    names = {one.id: one.label.say(language) for one in tiers.classes}
    names["none"] = say("tier_none", language)
    labels = {one.id: one for each in tiers.classes for one in each.items}
    clause = assessment.pack.clause_label
    return TierBox(
        title=tiers.title.say(language),
        value=names.get(tier.value or "", ""),
        recognised=tier.recognised,
        is_settled=len(tier.possible) == 1,
        possible=say("comma", language).join(names[one] for one in tier.possible if one in names),
        items=tuple((clause(labels[one].clause).say(language), labels[one].label.say(language)) for one in tier.items),
        readings=tuple(_tier_readings(assessment, explainer, names)),
    )  # fmt: skip


def _tier_readings(
    assessment: Assessment, explainer: Explainer, names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """For each way of reading the catalogue the tiers it leaves possible."""
    assert assessment.tier is not None
    comma = say("comma", explainer.language)
    for choices, tiers in assessment.tier.readings.items():
        pairs = [choice.split("=") for choice in choices.split(",")]
        reads = [
            assessment.pack.readings[name].options[option].say(explainer.language)
            for name, option in pairs
        ]
        yield comma.join(reads), comma.join(names.get(one, one) for one in tiers)
