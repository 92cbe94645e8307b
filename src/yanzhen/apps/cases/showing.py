"""From rows to what is shown: labels from the pack, lights from the dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from django.utils import timezone

from yanzhen.apps.cases.clock import Clock
from yanzhen.apps.cases.errors import Refusal
from yanzhen.apps.cases.items import item_of, pack_of, title_of
from yanzhen.apps.cases.models import (
    Case,
    Decision,
    Draft,
    Filing,
    Material,
    Offer,
    Pause,
    Publicity,
    Step,
    Work,
)
from yanzhen.apps.cases.public_list import safe_entry
from yanzhen.apps.cases.sheets import Entry
from yanzhen.apps.cases.shown import (
    ClockShown,
    DecisionShown,
    DraftShown,
    FiledRow,
    FilingShown,
    MaterialShown,
    OfferShown,
    PublicityShown,
    Row,
    StepShown,
    WorkShown,
)
from yanzhen.apps.cases.timing import calendar, clock_of, clocks_of, light_of, stops_of
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.lifecycle import Lifecycle
from yanzhen.policy.vocabulary import Label

PERSON = "person"
OTHER_STEPS = {
    "submit": Label("提交申请", "Submitted"),
    "objection": Label("收到异议", "An objection was raised"),
    "transfer": Label("转办", "Transferred"),
    "reassign": Label("改派经办人", "Reassigned"),
    "finding": Label("登记认定结果", "A finding was recorded"),
}
SELF_TURN = {
    "applicant": Label("申请人", "the applicant"),
    "public": Label("公示期（社会监督）", "the publicity period"),
    "": Label("无", "nobody"),
}


class _Named(Protocol):
    """An organisation, of which no more than the names is asked."""

    name_zh: str
    name_en: str


def place_label(organisation: _Named) -> Label:
    return Label(organisation.name_zh, organisation.name_en)


def row_of(case: Case, today: date, work: Work | None = None) -> Row:
    """A case as a line of a list."""
    pack = pack_of(case)
    item = item_of(pack, case.item)
    state = pack.lifecycles[case.lifecycle].states[case.state]
    return Row(
        number=case.number, item=case.item, title=title_of(pack, item), kind=case.kind,
        subject_name=case.subject_name, masked_name=_masked(case), place=place_label(case.tenant),
        state=case.state,
        state_label=state.label, turn=case.turn, is_open=case.is_open,
        submitted_at=case.submitted_at, due_on=case.due_on,
        light=light_of(today, case.yellow_on, case.due_on) if case.is_open else "none",
        stopped=case.stopped, channel=case.channel,
        work=work_shown(work, today) if work is not None else None,
    )  # fmt: skip


def _masked(case: Case) -> str:
    """The name of a person as it stands in lists; who a company is may be read by everybody."""
    is_person = case.subject_kind in ("", PERSON)
    return masked_name(case.subject_name) if is_person else case.subject_name


def work_shown(work: Work, today: date, clock: Clock | None = None) -> WorkShown:
    """One department's work; with its clock also the days used."""
    kept = light_of(today, work.yellow_on, work.due_on)
    return WorkShown(
        id=work.pk, stage=work.stage, department=place_label(work.department),
        department_id=work.department_id, role=work.role, state=work.state, waiting=work.waiting,
        assignee_id=work.assignee_id, assignee=work.assignee.name if work.assignee else "",
        opened_on=work.opened_on, days=work.days, due_on=work.due_on,
        light=clock.light(calendar(), today) if clock else kept,
        used=clock.used(calendar(), today) if clock else None, agrees=work.agrees,
        opinion=work.opinion, done_at=work.done_at, done_by=work.done_by_name,
    )  # fmt: skip


def works_shown(works: Iterable[Work], pauses: list[Pause], today: date) -> tuple[WorkShown, ...]:
    """The works of a case; those that were dropped are left out."""
    stops = stops_of(pauses)
    return tuple(
        work_shown(work, today, clock_of(work, stops))
        for work in works
        if work.state != Work.State.DROPPED
    )


def step_shown(step: Step, life: Lifecycle) -> StepShown:
    known = life.transitions.get(step.action)
    return StepShown(
        at=step.at, action=step.action, label=known.label if known else OTHER_STEPS[step.action],
        state=life.states[step.to_state].label, by=step.by_name,
        department=place_label(step.department) if step.department else None, told=step.told,
        inward=step.inward,
    )  # fmt: skip


def clocks_shown(case: Case, pauses: list[Pause], today: date) -> tuple[ClockShown, ...]:
    stops = stops_of(pauses)
    kinds = {case.statutory_days: "statutory", case.promised_days: "promised"}
    week = calendar()
    return tuple(
        ClockShown(
            kinds[clock.days],
            clock.days,
            clock.used(week, today),
            clock.left(week, today) or 0,
            None if clock.is_stopped else clock.due(week, today),
            clock.light(week, today),
            clock.is_stopped,
        )
        for clock in clocks_of(case, stops)
        if clock.days is not None
    )


def material_shown(material: Material, labels: Mapping[str, Label]) -> MaterialShown:
    return MaterialShown(
        id=material.public_id, asked=material.asked, label=labels.get(material.asked),
        name=material.name, media_type=material.media_type, size=material.size,
        stage=material.stage, scan=material.scan, uploaded_at=material.uploaded_at,
        received_by=material.received_by,
    )  # fmt: skip


def decision_shown(decision: Decision, with_record: bool) -> DecisionShown:
    return DecisionShown(
        outcome=decision.outcome, amount_fen=decision.amount_fen, departs=decision.departs,
        reason=decision.reason, decided_at=decision.decided_at,
        decided_by=decision.decided_by_name, hash=decision.hash,
        record=decision.record if with_record else {},
    )  # fmt: skip


def publicity_shown(
    publicity: Publicity, today: date, tenant: _Named | None = None
) -> PublicityShown:
    return PublicityShown(
        id=publicity.pk, city=publicity.city, place=place_label(tenant or publicity.tenant),
        entry=safe_entry(publicity.entry), starts_on=publicity.starts_on,
        ends_on=publicity.ends_on, days_left=max(0, (publicity.ends_on - today).days),
        open=publicity.closed_at is None and today <= publicity.ends_on,
    )  # fmt: skip


def draft_shown(draft: Draft, title: Label) -> DraftShown:
    return DraftShown(
        id=draft.public_id, city=draft.city, item=draft.item, title=title,
        place=draft.tenant.code, subject_id=draft.subject_id, subject_name=draft.subject.name,
        subject_kind=draft.subject.kind,
        employer_id=draft.employer_id, channel=draft.channel, answers=draft.answers,
        words=draft.words, number=draft.case.number if draft.case else None,
        updated_at=timezone.localtime(draft.updated_at),
    )  # fmt: skip


def waits_on(case: Case, works: Iterable[Work]) -> Label:
    """Whose turn it is, by name: the departments with open work, or the applicant."""
    if not case.is_open:
        return SELF_TURN[""]
    if case.turn in ("applicant", "public"):
        return SELF_TURN[case.turn]
    open_ones = [w for w in works if w.state == Work.State.OPEN and not w.waiting]
    names = [place_label(w.department) for w in open_ones] or [place_label(case.window)]
    return Label("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def offer_shown(offer: Offer) -> OfferShown:
    pack = kept_pack(offer.city, offer.pack_hash)
    return OfferShown(
        id=offer.pk, item=offer.item, title=title_of(pack, item_of(pack, offer.item)),
        place=place_label(offer.tenant), found_on=offer.found_on,
        total_fen=offer.found.get("total_fen"), most_fen=offer.found.get("most_fen"),
        state=offer.state, number=offer.case.number if offer.case else None,
    )  # fmt: skip


def filing_shown(filing: Filing) -> FilingShown:
    rows = tuple(
        FiledRow(
            one.row, one.name, one.case.number if one.case else None,
            Label("".join(r["zh"] for r in one.reasons), " ".join(r["en"] for r in one.reasons)),
        )
        for one in filing.rows.select_related("case").order_by("row")
    )  # fmt: skip
    filed = sum(one.number is not None for one in rows)
    return FilingShown(
        id=filing.public_id, item=filing.item, file_name=filing.file_name, filed=filed,
        refused=len(rows) - filed, rows=rows, created_at=filing.created_at,
    )  # fmt: skip


def tried_row(entry: Entry, number: str | None, reasons: Iterable[Refusal]) -> FiledRow:
    said = [one.reason for one in reasons]
    why = Label("".join(one.zh for one in said), " ".join(one.en for one in said))
    return FiledRow(entry.row, entry.name, number, why)
