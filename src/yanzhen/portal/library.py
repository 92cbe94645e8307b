"""The policy pages: rules, documents and the talent catalogue as they are shown.

rule_view(pack, pack.rules["art-19-rent"], "zh", today).amounts  ->  ("A类：10000元", ...)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yanzhen.policy.explain import NATURE_LABELS, Explainer, explainer_for
from yanzhen.policy.pack import Document, Figure, Pack, Programme, Rule
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import brings, parameters_of, readings_of, units_of
from yanzhen.portal.words import say


@dataclass(frozen=True)
class Link:
    """Something that has a page: its id and its name."""

    id: str
    label: str


@dataclass(frozen=True)
class Line:
    """One rule in the list."""

    id: str
    title: str
    who: str
    nature: str
    nature_label: str
    amounts: str


@dataclass(frozen=True)
class ClauseLines:
    """A clause with its rules."""

    id: str
    label: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class OpenReading:
    """A clause that can be read in several ways, and why."""

    note: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class FigureView:
    """A figure as printed, and what kind of figure it is."""

    token: str
    kind: str
    note: str


@dataclass(frozen=True)
class ProgrammeView:
    """A named thing: what it is, who runs it, what the document leaves open."""

    id: str
    label: str
    kind: str
    summary: str
    units: str
    open: str
    targets: str


@dataclass(frozen=True)
class RuleView:
    """One rule in full."""

    id: str
    title: str
    summary: str
    clause: str
    clause_id: str
    heading: str
    document: str
    who: str
    beneficiary: str
    nature_id: str
    nature: str
    own_money: bool
    amounts: tuple[str, ...]
    conditions: tuple[str, ...]
    per_record: str
    record_conditions: tuple[str, ...]
    brings: tuple[str, ...]
    units: tuple[str, ...]
    notes: tuple[str, ...]
    rivals: tuple[Link, ...]
    readings: tuple[OpenReading, ...]
    parameters: tuple[str, ...]
    figures: tuple[FigureView, ...]
    programmes: tuple[ProgrammeView, ...]


def clauses_with_rules(pack: Pack, who: str, language: Language) -> tuple[ClauseLines, ...]:
    """All rules by clause, in the document's order; only those of one kind of subject if named."""
    explainer = explainer_for(language, pack)
    found = []
    for document in pack.documents.values():
        for clause in document.clauses.values():
            lines = tuple(
                _line(rule, explainer)
                for rule in pack.rules.values()
                if rule.clause == clause.id and who in ("", rule.subject)
            )
            if lines:
                label, heading = clause.label.say(language), clause.heading.say(language)
                found.append(ClauseLines(clause.id, label, heading, lines))
    return tuple(found)


def _line(rule: Rule, explainer: Explainer) -> Line:
    language = explainer.language
    subject = explainer.pack.vocabulary.subjects[rule.subject]
    return Line(
        rule.id, rule.title.say(language), subject.label.say(language), rule.nature,
        NATURE_LABELS[rule.nature].say(language),
        say("semicolon", language).join(explainer.amount(rule)),
    )  # fmt: skip


def document_of(pack: Pack, clause: str) -> Document | None:
    """The document that has a clause."""
    return next((one for one in pack.documents.values() if clause in one.clauses), None)


def rule_view(pack: Pack, rule: Rule, language: Language, as_of: date) -> RuleView:
    """One rule with everything that belongs to it."""
    explainer = explainer_for(language, pack)
    subjects, clause = pack.vocabulary.subjects, pack.clause(rule.clause)
    document = document_of(pack, rule.clause)
    receives = subjects.get(rule.beneficiary)
    return RuleView(
        id=rule.id,
        title=rule.title.say(language),
        summary=rule.summary.say(language),
        clause=pack.clause_label(rule.clause).say(language),
        clause_id=rule.clause,
        heading=clause.heading.say(language) if clause else "",
        document=document.id if document else "",
        who=subjects[rule.subject].label.say(language),
        beneficiary=(
            receives.label.say(language) if receives else say("beneficiary_unstated", language)
        ),
        nature_id=rule.nature,
        nature=NATURE_LABELS[rule.nature].say(language),
        own_money=rule.payer == "own",
        amounts=tuple(explainer.amount(rule)),
        conditions=tuple(explainer.condition(one) for one in rule.when),
        per_record=_record_name(rule, pack, language),
        record_conditions=_record_conditions(rule, explainer),
        brings=brings(rule, pack, language),
        units=units_of(rule.units, pack, language),
        notes=tuple(note.say(language) for note in rule.notes),
        rivals=tuple(_rivals(rule, pack, language)),
        readings=tuple(_reading(pack, one, language) for one in readings_of(rule, pack)),
        parameters=tuple(
            pack.parameters[one].note.say(language) for one in parameters_of(rule, pack, as_of)
        ),
        figures=tuple(figure_view(one, language) for one in pack.figures if rule.id in one.by),
        programmes=tuple(programme_views(_carried(rule, pack), pack, language)),
    )


def _record_name(rule: Rule, pack: Pack, language: Language) -> str:
    if rule.for_each is None:
        return ""
    return pack.vocabulary.facts[rule.for_each.records].label.say(language)


def _record_conditions(rule: Rule, explainer: Explainer) -> tuple[str, ...]:
    return tuple(map(explainer.condition, rule.for_each.when)) if rule.for_each else ()


def _rivals(rule: Rule, pack: Pack, language: Language) -> Iterator[Link]:
    for group in pack.exclusive:
        stands = rule.id in group.rules and group.stands(pack.readings)
        for other in group.rules if stands else ():
            if other != rule.id:
                yield Link(other, pack.rules[other].title.say(language))


def _reading(pack: Pack, name: str, language: Language) -> OpenReading:
    reading = pack.readings[name]
    options = tuple(option.say(language) for option in reading.options.values())
    return OpenReading(reading.note.say(language), options)


def figure_view(figure: Figure, language: Language) -> FigureView:
    # A figure's note is kept in Chinese only.
    note = figure.note if language == "zh" else ""
    return FigureView(figure.token, say(f"figure_{figure.kind}", language), note)


def _carried(rule: Rule, pack: Pack) -> list[Programme]:
    return [
        one for one in pack.programmes.values() if one.id in rule.programmes or rule.id in one.rules
    ]


def programme_views(
    programmes: list[Programme], pack: Pack, language: Language
) -> Iterator[ProgrammeView]:
    comma = say("comma", language)
    for one in programmes:
        yield ProgrammeView(
            id=one.id,
            label=one.label.say(language),
            kind=say(f"kind_{one.kind}", language),
            summary=one.summary.say(language),
            units=comma.join(units_of(one.run_by, pack, language)),
            open=one.open.say(language) if one.open else "",
            targets=comma.join(target.label.say(language) for target in one.targets),
        )
