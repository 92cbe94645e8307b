"""Rows as pages are given them; as SYSTEM, of what the actor was let in to."""

from collections.abc import Iterable, Mapping
from typing import Any

from yanzhen.apps.panels.actions.scoring import opened_sheet
from yanzhen.apps.panels.models import Check, Expert, Matter, Objection, Panel, Seat, Sheet
from yanzhen.apps.panels.shown import (
    CheckShown,
    DrawShown,
    ExpertShown,
    MatterShown,
    ObjectionShown,
    PanelRow,
    PanelShown,
    SeatShown,
    SheetShown,
    TieShown,
)
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy.vocabulary import EMPTY, Label

NO_MAJORITY = Label("未形成多数意见", "No majority")


def expert_shown(one: Expert, employers: tuple[str, ...]) -> ExpertShown:
    ties = sorted(one.ties.all(), key=lambda tie: tie.pk)
    return ExpertShown(
        one.pk, one.name, place_of(one), one.city, one.tenant_id, employers,
        tuple(one.specialities), one.state, one.away_until, one.reason, one.declared_on,
        tuple(TieShown(tie.kind, tie.name, tie.by_office) for tie in ties),
    )  # fmt: skip


def panel_row(one: Panel) -> PanelRow:
    return PanelRow(
        one.pk, one.title, place_of(one), one.state, one.size, getattr(one, "cases", 0),
        one.made_at,
    )  # fmt: skip


def draw_shown(one: Panel) -> DrawShown:
    return DrawShown(
        one.pk, one.title, place_of(one), one.state, one.size, one.draws_on, one.witness_source,
        one.witness, tuple(one.participants), one.commitment, one.seed, tuple(one.outcome),
        tuple(one.seated), tuple(one.kept_out), one.published_at, one.drawn_at,
    )  # fmt: skip


def panel_shown(
    one: Panel, matters: tuple[MatterShown, ...], seats: tuple[SeatShown, ...],
    objections: tuple[ObjectionShown, ...], keeps: bool,
) -> PanelShown:  # fmt: skip
    shared = published_pack(one.city).clause_label(one.shared_by) if one.shared_by else None
    return PanelShown(
        draw_shown(one), one.tenant_id, one.city, one.quorum, tuple(one.specialities), shared,
        tuple((each["name"], each["weight"]) for each in one.criteria), one.rule, one.threshold,
        one.basis, one.objections_until, one.reason, matters, seats, objections, one.opened_at,
        one.closed_at, one.confirmed_at, one.confirmed_by, keeps,
    )  # fmt: skip


def matter_shown(one: Matter, revealed: tuple[SheetShown, ...]) -> MatterShown:
    fact = published_pack(one.panel.city).vocabulary.facts.get(one.fact)
    average, exact = averages(one)
    return MatterShown(
        one.pk, one.number, title_of(one), one.fact, fact.label if fact else EMPTY,
        labelled(one.options), label_in(one, one.proposed) if one.proposed else None,
        len(one.materials), one.sheets.count(), outcome_of(one), average, exact, votes_of(one),
        one.written_at, revealed,
    )  # fmt: skip


def seat_shown(one: Seat, checks: Iterable[CheckShown]) -> SeatShown:
    return SeatShown(
        one.pk, one.expert_id, one.number, one.name, one.place, one.state, one.is_chair,
        one.reason, tuple(one.answered), one.stated_at, tuple(checks), getattr(one, "count", 0),
    )  # fmt: skip


def check_shown(one: Check) -> CheckShown:
    return CheckShown(
        one.matter.number, one.stage, one.point, one.outcome, one.basis, one.what, one.at
    )


def objection_shown(one: Objection) -> ObjectionShown:
    by = one.account.name or ""
    return ObjectionShown(
        one.pk, one.seat.number, one.seat.name, by, one.reason, one.state, one.answer,
        one.raised_at,
    )  # fmt: skip


def sheet_shown(one: Sheet, matter: Matter) -> SheetShown:
    content = opened_sheet(one)
    return SheetShown(
        one.seat.number, one.seat.name, content["scores"],
        matter.counted["totals"][one.seat.number][1], label_in(matter, content["vote"]),
        content["comment"], one.dissent,
    )  # fmt: skip


def labelled(options: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, Label], ...]:
    return tuple((one["value"], Label(one["zh"], one["en"])) for one in options)


def label_in(matter: Matter, value: str) -> Label:
    """What a value of a vote is called."""
    return dict(labelled(matter.options)).get(value, NO_MAJORITY)


def outcome_of(matter: Matter) -> Label | None:
    """What came out; None before it was counted."""
    return label_in(matter, matter.outcome) if matter.counted else None


def averages(matter: Matter) -> tuple[str, str]:
    """To two places, and exactly."""
    if not matter.counted:
        return "", ""
    exact, shown = matter.counted["average"]
    return shown, exact


def votes_of(matter: Matter) -> tuple[tuple[Label, int], ...]:
    votes = matter.counted.get("votes", {})
    return tuple((label, votes[value]) for value, label in labelled(matter.options)
                 if value in votes)  # fmt: skip


def title_of(matter: Matter) -> Label:
    return Label(matter.title_zh, matter.title_en)


def place_of(row: Expert | Panel) -> Label:
    return Label(row.tenant.name_zh, row.tenant.name_en)
