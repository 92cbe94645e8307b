"""A comparison as plain data and in words; the shape is described in docs/guide/compare.md.

    comparison_json(compare(packs, raw, day), "zh")["cities"][0]["totals"]  ->  None

Where a city's rules name no sum, `totals` is null: nothing there may look like an amount of 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.answer import as_json
from yanzhen.policy.explain import NATURE_LABELS, STATUS_LABELS, explainer_for

if TYPE_CHECKING:
    from yanzhen.policy.comparison import Cell, Comparison, InCity, Row
    from yanzhen.policy.outcome import Totals
    from yanzhen.policy.vocabulary import Language


def comparison_json(comparison: Comparison, language: Language = "zh") -> dict[str, Any]:
    """The comparison as plain data; money is in fen."""
    return {
        "as_of": comparison.as_of.isoformat(),
        "subject": comparison.subject,
        "cities": [_city(one, language) for one in comparison.cities],
        "families": [_row(row, language) for row in comparison.rows],
        "supposed": fact_list(comparison, comparison.supposed, language),
        "held_back": fact_list(comparison, comparison.held_back, language),
    }


def fact_list(
    comparison: Comparison, names: tuple[str, ...], language: Language
) -> list[dict[str, str]]:
    """Facts by name and label; the label is that of the first city that knows it."""
    return [{"fact": name, "label": label_of(comparison, name, language)} for name in names]


def label_of(comparison: Comparison, name: str, language: Language) -> str:
    """A fact's label, whichever of the packs knows it."""
    for one in comparison.cities:
        explainer = explainer_for(language, one.pack)
        if explainer.fact(name) is not None:
            return explainer.fact_label(name)
    return name


def _city(one: InCity, language: Language) -> dict[str, Any]:
    explainer = explainer_for(language, one.pack)
    return {
        "city": one.city,
        "title": one.pack.title.say(language),
        "policy": one.pack.policy.say(language),
        "totals": _totals(one.totals),
        "groups": [
            {
                "status": group.status,
                "status_label": STATUS_LABELS[group.status].say(language),
                "nature": group.nature,
                "nature_label": NATURE_LABELS[group.nature].say(language),
                "rules": [outcome.rule.id for outcome in group.outcomes],
            }
            for group in one.groups
        ],
        "services": [
            {"rule": outcome.rule.id, "title": outcome.rule.title.say(language),
             "in_kind": explainer.sums(outcome)}
            for outcome in one.services
        ],
        "needs": {
            "answers": _gaps(one, one.needs.answers, language),
            "decisions": _gaps(one, one.needs.decisions, language),
            "parameters": _gaps(one, one.needs.parameters, language),
        },
        "told": list(one.told),
        "derived": list(one.derived),
        "unused": list(one.unused),
        "assessment": as_json(one.assessment, language),
    }  # fmt: skip


def _gaps(one: InCity, gaps: tuple[str, ...], language: Language) -> list[dict[str, str]]:
    explainer = explainer_for(language, one.pack)
    return [{"gap": gap, "label": explainer.fact_label(gap)} for gap in gaps]


def _totals(found: Totals | None) -> dict[str, int] | None:
    if found is None:
        return None
    return {"sure_fen": found.sure, "up_to_fen": found.up_to, "loan_fen": found.loan}


def _row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "id": row.family.id if row.family else None,
        "label": row.family.label.say(language) if row.family else None,
        "beware": row.beware.say(language) if row.beware else None,
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "city": cell.city,
        "rules": [
            {"rule": one.rule.id, "status": one.status, "nature": one.rule.nature}
            for one in cell.outcomes
        ],
        "totals": _totals(cell.totals),
    }
