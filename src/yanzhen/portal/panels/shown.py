"""Experts, seats and cases as templates take them: words in the visitor's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from yanzhen.apps.panels.service import (
    CheckShown,
    DrawShown,
    ExpertShown,
    MatterShown,
    ObjectionShown,
    OwnMatter,
    PanelRefused,
    PanelRow,
    SeatShown,
    SheetShown,
)
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {
    "active": "good", "away": "warn", "published": "warn", "drawn": "warn", "open": "lake",
    "closed": "warn", "confirmed": "good", "seated": "warn", "ready": "good", "conflict": "no",
    "unknown": "warn", "none": "good", "raised": "warn",
}  # fmt: skip


def sentences(refused: PanelRefused, language: Language) -> list[str]:
    return [one.say.say(language) for one in refused.refusals]


def badge(text: str, state: str) -> Badge:
    return Badge(text, TONES.get(state, ""))


def expert_line(one: ExpertShown, language: Language) -> Mapping[str, Any]:
    """An entry of the register."""
    return {
        "id": one.id, "name": one.name, "place": one.place.say(language),
        "employers": "、".join(one.employers), "specialities": "、".join(one.specialities),
        "state": one.state, "badge": badge(say(f"expert_{one.state}", language), one.state),
        "until": day(one.away_until, language) if one.away_until else "",
        "declared": day(one.declared_on, language) if one.declared_on else "",
        "ties": [
            {"kind": say(f"point_{tie.kind}", language), "name": tie.name,
             "by_office": tie.by_office}
            for tie in one.ties
        ],
        "reason": one.reason,
    }  # fmt: skip


def panel_line(one: PanelRow, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "title": one.title, "place": one.place.say(language), "size": one.size,
        "cases": one.cases, "badge": badge(say(f"panel_{one.state}", language), one.state),
        "made": day(one.made_at.date(), language),
    }  # fmt: skip


def draw_context(one: DrawShown, language: Language) -> Mapping[str, Any]:
    """All of a draw that is public."""
    return {
        "id": one.id, "title": one.title, "place": one.place.say(language), "size": one.size,
        "state": one.state, "said": say(f"panel_{one.state}", language),
        "day": day(one.draws_on, language) if one.draws_on else "",
        "witness_source": one.witness_source, "witness": one.witness,
        "participants": one.participants, "commitment": one.commitment, "seed": one.seed,
        "lots": [(number, number in one.seated, number in one.kept_out) for number in one.outcome],
        "published": moment_said(one.published_at, language) if one.published_at else "",
        "drawn": moment_said(one.drawn_at, language) if one.drawn_at else "",
    }  # fmt: skip


def seat_line(one: SeatShown, language: Language) -> Mapping[str, Any]:
    """A member or a stand-in, with what avoidance found of her last."""
    return {
        "id": one.id, "expert": one.expert_id, "number": one.number, "name": one.name,
        "place": one.place or "", "state": one.state,
        "badge": badge(say(f"seat_{one.state}", language), one.state),
        "is_chair": one.is_chair, "reason": one.reason, "sheets": one.sheets,
        "checks": [check_line(check, language) for check in one.checks],
        "answered": "、".join(say(f"point_{point}", language) for point in one.answered),
        "stated": moment_said(one.stated_at, language) if one.stated_at else "",
        "sits": one.state in ("seated", "ready"),
    }  # fmt: skip


def check_line(one: CheckShown, language: Language) -> Mapping[str, Any]:
    """A finding with what it rests on, in words."""
    return {
        "case": one.matter, "stage": say(f"stage_{one.stage}", language),
        "point": say(f"point_{one.point}", language),
        "badge": badge(say(f"check_{one.outcome}", language), one.outcome),
        "basis": say(f"basis_{one.basis}", language, what=one.what),
        "at": moment_said(one.at, language),
    }  # fmt: skip


def matter_line(one: MatterShown, language: Language) -> Mapping[str, Any]:
    """A case with its outcome, once there is one."""
    return {
        "id": one.id, "number": one.number, "title": one.title.say(language),
        "fact": one.fact_label.say(language), "materials": one.materials, "sheets": one.sheets,
        "proposed": said(one.proposed, language), "outcome": said(one.outcome, language),
        "average": one.average, "exact": one.average_exact, "votes": votes(one.votes, language),
        "written": moment_said(one.written_at, language) if one.written_at else "",
        "revealed": [sheet_line(sheet, language) for sheet in one.revealed],
    }  # fmt: skip


def sheet_line(one: SheetShown, language: Language) -> Mapping[str, Any]:
    return {
        "number": one.number, "name": one.name, "scores": tuple(one.scores.items()),
        "total": one.total, "vote": one.vote.say(language), "comment": one.comment,
        "dissent": one.dissent,
    }  # fmt: skip


def objection_line(one: ObjectionShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "number": one.number, "name": one.name, "by": one.by,
        "reason": one.reason, "answer": one.answer, "state": one.state,
        "badge": badge(say(f"objected_{one.state}", language), one.state),
        "at": moment_said(one.raised_at, language),
    }  # fmt: skip


def own_matter_line(one: OwnMatter, language: Language) -> Mapping[str, Any]:
    """A case as a member's list has it."""
    return {
        "id": one.id, "title": one.title.say(language), "names": "、".join(one.names),
        "scored": one.sheet is not None, "sheet": one.sheet,
        "vote": said(dict(one.options).get(one.sheet["vote"]), language) if one.sheet else "",
        "outcome": said(one.outcome, language), "average": one.average,
        "votes": votes(one.votes, language), "dissent": one.dissent,
        "may_dissent": one.may_dissent, "proposed": said(one.proposed, language),
        "options": [(value, label.say(language)) for value, label in one.options],
    }  # fmt: skip


def votes(given: Iterable[tuple[Label, int]], language: Language) -> str:
    return "、".join(
        say("panel_votes", language, what=one.say(language), count=n) for one, n in given
    )


def said(label: Label | None, language: Language) -> str:
    return label.say(language) if label else ""
