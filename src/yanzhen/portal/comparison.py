"""One situation in several cities: what the comparison page shows.

    view = comparison_view(packs, answers, today, "zh")
    view.cities[0].bars, view.rows

What a city alone can say of someone (a recognised tier, a subsidy already paid) stays with that
city: see `Answers.leaving`. A bar's length is a share of the longest one of its own scale; money
and loans have a scale each, and a city whose rules name no sum has no bars at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yanzhen.policy import Comparison, Pack, compare
from yanzhen.policy.compared import label_of
from yanzhen.policy.comparison import Cell, InCity, Row
from yanzhen.policy.explain import NATURE_LABELS, explainer_for
from yanzhen.policy.outcome import Outcome
from yanzhen.policy.vocabulary import Language, Vocabulary
from yanzhen.portal import recap
from yanzhen.portal.answers import Answers
from yanzhen.portal.entries import taken
from yanzhen.portal.items import headline
from yanzhen.portal.readable import money
from yanzhen.portal.tier_box import tier_box
from yanzhen.portal.words import say

KINDS = ("sure", "up_to", "loan")
LEAST_SHARE, MOST_SHARE = 1, 99
MOST_NAMED = 4
SIGNS = {"eligible": "yes", "unknown": "open", "pending_interpretation": "pending"}


@dataclass(frozen=True)
class Bar:
    """One sum of a city: its kind, its words, and its length in per cent of its scale."""

    kind: str
    label: str
    sum: str
    share: int


@dataclass(frozen=True)
class CityCard:
    """One city: its tier, its three sums, its services, what is still open."""

    id: str
    label: str
    policy: str
    tier: str
    tier_note: str
    bars: tuple[Bar, ...]
    services: tuple[str, ...]
    open_count: int
    asks: str
    told: str

    @property
    def has_sums(self) -> bool:
        return bool(self.bars)


@dataclass(frozen=True)
class Line:
    """One outcome in a cell of the table."""

    rule: str
    title: str
    sign: str
    sum: str
    nature: str
    nature_key: str


@dataclass(frozen=True)
class CellView:
    """What a city has in one family."""

    city: str
    label: str
    lines: tuple[Line, ...]
    refused: int


@dataclass(frozen=True)
class RowView:
    """One family over the cities."""

    id: str
    label: str
    beware: str
    cells: tuple[CellView, ...]

    @property
    def is_open(self) -> bool:
        """Whether some city has, or may have, something here."""
        return any(cell.lines for cell in self.cells)


@dataclass(frozen=True)
class ComparisonView:
    """The whole page."""

    who: str
    state: str
    shared: str
    unshared: str
    given: tuple[recap.Given, ...]
    supposed: str
    cities: tuple[CityCard, ...]
    rows: tuple[RowView, ...]
    closed: tuple[RowView, ...]


def whole_vocabulary(packs: Sequence[Pack]) -> Vocabulary:
    """The facts of all packs; where versions differ, the first city's."""
    first = packs[0].vocabulary
    facts = {name: one for pack in reversed(packs) for name, one in pack.vocabulary.facts.items()}
    subjects = {
        name: one for pack in reversed(packs) for name, one in pack.vocabulary.subjects.items()
    }
    return replace(first, facts=facts, subjects=subjects)


def comparison_view(
    packs: Sequence[Pack], answers: Answers, as_of: date, language: Language
) -> ComparisonView:
    """The answers in every city, put into words."""
    vocabulary = whole_vocabulary(packs)
    found = compare(packs, _raw(answers, packs, vocabulary), as_of)
    shared, private = answers.shared(vocabulary)
    comma = say("comma", language)
    rows = tuple(_row(row, found, language) for row in found.rows)
    return ComparisonView(
        who=answers.who,
        state=answers.line(),
        shared=shared.line(),
        unshared=comma.join(vocabulary.facts[name].label.say(language) for name in private),
        given=recap.given_of(answers, vocabulary, language),
        supposed=comma.join(
            dict.fromkeys(label_of(found, name, language) for name in found.supposed)
        ),
        cities=tuple(_card(one, answers, found, vocabulary, language) for one in found.cities),
        rows=tuple(row for row in rows if row.is_open),
        closed=tuple(row for row in rows if not row.is_open),
    )


def _raw(answers: Answers, packs: Sequence[Pack], vocabulary: Vocabulary) -> dict[str, Any]:
    """What `compare` takes in: what was typed, where it can be understood."""
    cities = {
        pack.city: taken(replace(answers, given=answers.of_city[pack.city]), vocabulary).facts
        for pack in packs
        if pack.city in answers.of_city
    }
    facts = taken(answers, vocabulary).facts
    return {"subject": answers.who, "facts": facts, "cities": cities}


def _card(
    one: InCity, answers: Answers, found: Comparison, vocabulary: Vocabulary, language: Language
) -> CityCard:
    tier, note = _tier(one, language)
    told = recap.given_of(
        replace(answers, given=answers.of_city.get(one.city, {})), vocabulary, language
    )
    colon = say("colon", language)
    return CityCard(
        id=one.city,
        label=one.pack.title.say(language),
        policy=one.pack.policy.say(language),
        tier=tier,
        tier_note=note,
        bars=tuple(_bars(one, found, language)),
        services=tuple(outcome.rule.title.say(language) for outcome in one.services),
        open_count=one.count("unknown") + one.count("pending_interpretation"),
        asks=_asks(one, language),
        told=say("comma", language).join(f"{each.label}{colon}{each.answer}" for each in told),
    )


def _tier(one: InCity, language: Language) -> tuple[str, str]:
    """The tier in this city, and how far that is settled."""
    if one.assessment.tier is None:
        return "", ""
    box = tier_box(one.assessment, explainer_for(language, one.pack))
    if box is None:
        return say("compare_no_tiers", language), ""
    if not box.value:
        return say("tier_open", language), ""
    key = "tier_recognised" if box.recognised else "tier_by_catalogue"
    return box.value, say(key if box.is_settled else "tier_at_least", language)


def _bars(one: InCity, found: Comparison, language: Language) -> Iterator[Bar]:
    """The three sums; none where the city's rules name no sum."""
    if one.totals is None:
        return
    for kind in KINDS:
        fen = getattr(one.totals, kind)
        yield Bar(
            kind, say(f"total_{kind}", language), money(fen, language), _share(fen, kind, found)
        )


def _share(fen: int, kind: str, found: Comparison) -> int:
    """A sum in per cent of the greatest on its scale; what is not nothing can be seen."""
    totals = [one.totals for one in found.cities if one.totals is not None]
    if kind == "loan":
        most = max(one.loan for one in totals)
    else:
        most = max(max(one.sure, one.up_to) for one in totals)
    return max(LEAST_SHARE, fen * MOST_SHARE // most) if fen else 0


def _asks(one: InCity, language: Language) -> str:
    """The first few things this city would still want to know."""
    explainer = explainer_for(language, one.pack)
    names = list(dict.fromkeys(explainer.fact_label(gap) for gap in one.needs.answers))
    text = say("comma", language).join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return text
    return say("and_others", language, names=text, count=len(names))


def _row(row: Row, found: Comparison, language: Language) -> RowView:
    family = row.family
    return RowView(
        id=family.id if family else "other",
        label=family.label.say(language) if family else say("compare_other", language),
        beware=row.beware.say(language) if row.beware else "",
        cells=tuple(
            _cell(cell, one, language) for cell, one in zip(row.cells, found.cities, strict=True)
        ),
    )


def _cell(cell: Cell, one: InCity, language: Language) -> CellView:
    lines = tuple(
        _line(outcome, one.pack, language) for outcome in cell.outcomes if outcome.status in SIGNS
    )
    return CellView(one.city, one.pack.title.say(language), lines, len(cell.outcomes) - len(lines))


def _line(outcome: Outcome, pack: Pack, language: Language) -> Line:
    rule = outcome.rule
    nature = NATURE_LABELS[rule.nature].say(language) if rule.amount is not None else ""
    return Line(
        rule=rule.id,
        title=rule.title.say(language),
        sign=SIGNS[outcome.status],
        sum=headline(outcome, explainer_for(language, pack)),
        nature=nature,
        nature_key=rule.nature,
    )
