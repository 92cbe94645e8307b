"""Documents and the talent catalogue as they are shown.

document_facts(document, "zh")  ->  (("文号", "文本没有写"), ...)
"""

from dataclasses import dataclass
from datetime import date

from yanzhen.policy import funding_elements
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.pack import Clause, Document, Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.library import FigureView, Link, ProgrammeView, figure_view, programme_views
from yanzhen.portal.readable import day
from yanzhen.portal.words import say


@dataclass(frozen=True)
class FundingView:
    """A fund, pool, bearer or clawback that a clause names: which, and what is said of it."""

    kind: str
    title: str
    said: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ClauseView:
    """A clause of a document: what it says, its figures, what it names, its rules, its money."""

    id: str
    label: str
    heading: str
    summary: str
    figures: tuple[FigureView, ...]
    programmes: tuple[ProgrammeView, ...]
    rules: tuple[Link, ...]
    funding: tuple[FundingView, ...]


@dataclass(frozen=True)
class TierItemView:
    """An item of the catalogue with the ways to meet it."""

    clause: str
    label: str
    ways: tuple[str, ...]
    by_decision: bool


@dataclass(frozen=True)
class TierClassView:
    """A class of the catalogue."""

    id: str
    label: str
    items: tuple[TierItemView, ...]


def clause_views(pack: Pack, document: Document, language: Language) -> tuple[ClauseView, ...]:
    """The clauses of a document in order, each with what belongs to it."""
    return tuple(_clause(pack, document, clause, language) for clause in document.clauses.values())


def _clause(pack: Pack, document: Document, clause: Clause, language: Language) -> ClauseView:
    place = (document.id, clause.id)
    programmes = [one for one in pack.programmes.values() if one.clause == clause.id]
    return ClauseView(
        id=clause.id,
        label=clause.label.say(language),
        heading=clause.heading.say(language),
        summary=clause.summary.say(language),
        figures=tuple(
            figure_view(one, language)
            for one in pack.figures
            if (one.document, one.clause) == place
        ),
        programmes=tuple(programme_views(programmes, pack, language)),
        rules=tuple(
            Link(rule.id, rule.title.say(language))
            for rule in pack.rules.values()
            if rule.clause == clause.id
        ),
        funding=_funding(pack, clause, language),
    )


def _funding(pack: Pack, clause: Clause, language: Language) -> tuple[FundingView, ...]:
    joint = say("semicolon", language)
    return tuple(
        FundingView(one["kind_label"], one["title"], joint.join(one["said"]), tuple(one["notes"]))
        for one in funding_elements(pack, language, clause.id)
    )


def document_facts(document: Document, language: Language) -> tuple[tuple[str, str], ...]:
    """Number, issuer and dates; what the text does not give is said to be missing."""
    issuer = document.issuer.say(language) if document.issuer else None
    found = {
        "number": document.number,
        "issuer": issuer,
        "issued": _said(document.issued, language),
        "effective": _said(document.effective, language),
    }
    absent = say("not_in_text", language)
    listed = [(say(f"document_{key}", language), found[key] or absent) for key in found]
    later = {
        "repealed": _said(document.repealed, language),
        "repeals": say("comma", language).join(document.repeals),
    }
    listed += [(say(f"document_{key}", language), text) for key, text in later.items() if text]
    return tuple(listed)


def _said(moment: date | None, language: Language) -> str:
    return day(moment, language) if moment else ""


def tier_views(pack: Pack, language: Language) -> tuple[TierClassView, ...]:
    """The talent catalogue, highest class first."""
    explainer = explainer_for(language, pack)
    return tuple(
        TierClassView(
            one.id, one.label.say(language),
            tuple(
                TierItemView(
                    pack.clause_label(item.clause).say(language), item.label.say(language),
                    tuple(explainer.condition(way) for way in item.conditions), item.by_decision,
                )
                for item in one.items
            ),
        )
        for one in (pack.tiers.classes if pack.tiers else ())
    )  # fmt: skip
