"""One outcome in words: its money, its conditions ticked or crossed, what to bring.

item(outcome, explainer_for("zh", pack)).sum  ->  "最高500万元"
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yanzhen.policy import Outcome
from yanzhen.policy.explain import EVERY_LABELS, NATURE_LABELS, STATUS_LABELS, Explainer
from yanzhen.policy.outcome import Instalment, ReadAs, Step
from yanzhen.policy.pack import SURE, Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import brings, day, money, units_of
from yanzhen.portal.sitting import head
from yanzhen.portal.words import say

TELLING = frozenset({"integer", "decimal", "money", "date"})
CHOICES = frozenset({"bool", "one_of", "many_of"})
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
    service: str = ""


def item(outcome: Outcome, explainer: Explainer) -> Item:
    """One outcome in words."""
    rule, pack, language = outcome.rule, explainer.pack, explainer.language
    asked, decided, parameters = _missing(outcome, explainer)
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
        ask=asked,
        decisions=decided,
        parameters=parameters,
        service=_service(outcome, pack),
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


def _missing(outcome: Outcome, explainer: Explainer) -> tuple[str, str, str]:
    """What is missing, by who can supply it: the visitor, an authority, the city."""
    pack = explainer.pack
    known = [gap for gap in outcome.missing if head(gap) in pack.vocabulary.facts]
    decided = [gap for gap in known if is_decided(gap, pack)]
    asked = [gap for gap in known if gap not in decided]
    parameters = [gap for gap in outcome.missing if gap.startswith("parameter:")]
    return _listed(asked, explainer), _listed(decided, explainer), _listed(parameters, explainer)


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


def _service(outcome: Outcome, pack: Pack) -> str:
    """The service item by which one applies for it; nothing where it is out of reach."""
    if outcome.status == "ineligible":
        return ""
    return next((i.id for i in pack.services.values() if outcome.rule.id in i.rules), "")


def _side(outcome: Outcome, one: ReadAs, explainer: Explainer) -> ReadingSide:
    as_read = outcome._replace(status=one.status, sums=one.sums)
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
        number = claim.number + 1
        if claim.fen is None:
            yield say("claim_open", language, number=number)
        elif claim.counted_fen is not None and claim.counted_fen != claim.fen:
            counted = money(claim.counted_fen, language)
            whole = money(claim.fen, language)
            yield say("claim_capped", language, number=number, sum=whole, counted=counted)
        else:
            yield say("claim", language, number=number, sum=money(claim.fen, language))


def is_decided(gap: str, pack: Pack) -> bool:
    fact = pack.vocabulary.facts[head(gap)]
    field = fact.fields.get(gap.partition(".")[2])
    return fact.is_decision or (field is not None and field.is_decision)
