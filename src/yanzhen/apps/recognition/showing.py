"""From rows to what pages show."""

from collections.abc import Iterable, Sequence

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.policies.service import draft_pack, kept_pack, published_pack
from yanzhen.apps.recognition.access import DEEDS, hindrances, may_office
from yanzhen.apps.recognition.levels import (
    catalogue_kind,
    item_label,
    kind_named,
    label_of,
    rank,
)
from yanzhen.apps.recognition.models import (
    Mover,
    Proceeding,
    Proposal,
    Recognition,
    Rerun,
    Step,
    Term,
)
from yanzhen.apps.recognition.shown import (
    MoverShown,
    ProceedingShown,
    ProposalShown,
    RecognitionShown,
    RerunShown,
    StepShown,
    TermShown,
)
from yanzhen.apps.recognition.words import labels
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.vocabulary import Label

STATES = labels(Recognition.State)
BY = labels(Recognition.By)


def rows_of(actor: Actor, rows: Iterable[Recognition]) -> tuple[RecognitionShown, ...]:
    """Recognitions as a list shows them."""
    return tuple(_row(actor, one, organisation_by_id(one.tenant_id).label) for one in rows)


def _row(actor: Actor, one: Recognition, place: Label) -> RecognitionShown:
    pack = kept_pack(one.city, one.pack_hash)
    kind = kind_named(pack, one.kind)
    return RecognitionShown(
        id=one.pk, number=one.number, city=one.city, tenant_id=one.tenant_id, place=place,
        kind=one.kind, kind_label=kind.label if kind else Label(one.kind, one.kind),
        level=one.level, level_label=label_of(pack, kind, one.level), subject_id=one.subject_id,
        subject_name=one.subject_name, masked_name=masked_name(one.subject_name),
        state=one.state, state_label=STATES[one.state], valid_from=one.valid_from,
        valid_until=one.valid_until, recheck_on=one.recheck_on, ended_on=one.ended_on,
        basis_item=one.basis_item,
        item_label=item_label(pack, one.basis_item) if one.basis_item else None,
        clause=one.clause, clause_label=pack.clause_label(one.clause), trace_hash=one.trace_hash,
        pack_hash=one.pack_hash, case_number=one.case_number, by=one.by, by_label=BY[one.by],
        employer_id=one.employer_id, source=one.source, reason=one.reason,
        conclusion=one.conclusion, is_shared=one.is_shared,
        supersedes=one.supersedes.number if one.supersedes else "",
        office=may_office(actor, one.tenant_id),
    )  # fmt: skip


def steps_of(actor: Actor, one: Recognition) -> tuple[StepShown, ...]:
    """What happened so far, the first thing first."""
    rows = Step.objects.visible_to(actor).filter(recognition=one).select_related("proceeding")
    return tuple(
        StepShown(o.at, o.kind, o.by_name, o.reason, o.told,
                  o.proceeding.number if o.proceeding else "")
        for o in rows.order_by("pk")
    )  # fmt: skip


def proceedings_of(actor: Actor, rows: Iterable[Proceeding]) -> tuple[ProceedingShown, ...]:
    listed = list(rows)
    shown = {one.id: one for one in rows_of(actor, {o.recognition for o in listed})}
    return tuple(_proceeding(actor, one, shown[one.recognition_id]) for one in listed)


def _proceeding(actor: Actor, one: Proceeding, of: RecognitionShown) -> ProceedingShown:
    pack = kept_pack(of.city, of.pack_hash)
    level = label_of(pack, kind_named(pack, of.kind), one.to_level) if one.to_level else None
    may = frozenset(deed for deed in DEEDS if not any(hindrances(deed, actor, one)))
    return ProceedingShown(
        number=one.number, recognition=of, aim=one.aim, aim_label=labels(Proceeding.Aim)[one.aim],
        way=one.way, way_label=labels(Proceeding.Way)[one.way], to_level=level, clause=one.clause,
        cause=one.cause, state=one.state, state_label=labels(Proceeding.State)[one.state],
        opened_by=one.opened_by.shown_name, opened_at=one.opened_at, answer_by=one.answer_by,
        heard=labels(Proceeding.Heard)[one.heard_how] if one.heard_how else None,
        heard_on=one.heard_on, minutes=one.minutes,
        decided_by=one.decided_by.shown_name if one.decided_by else "",
        decided_at=one.decided_at, decision=one.decision, effective_on=one.effective_on, may=may,
    )  # fmt: skip


def proposals_of(actor: Actor, rows: Iterable[Proposal]) -> tuple[ProposalShown, ...]:
    listed = list(rows)
    shown = {one.id: one for one in rows_of(actor, {o.recognition for o in listed})}
    return tuple(_proposal(one, shown[one.recognition_id]) for one in listed)


def _proposal(one: Proposal, of: RecognitionShown) -> ProposalShown:
    pack = kept_pack(of.city, of.pack_hash)
    kind = kind_named(pack, of.kind)
    lower = kind is not None and rank(kind, one.found_level) > rank(kind, of.level)
    return ProposalShown(
        one.pk, of, one.source, labels(Proposal.Source)[one.source],
        label_of(pack, kind, one.found_level), one.found_level, one.found_item, one.case_number,
        one.made_at, one.state, labels(Proposal.State)[one.state], one.reason, lower,
    )  # fmt: skip


def term_shown(one: Term) -> TermShown:
    kind = kind_named(published_pack(one.city), one.kind)
    return TermShown(
        one.city, one.kind, kind.label if kind else Label(one.kind, one.kind), one.valid_months,
        one.recheck_months, one.basis, one.set_at, one.is_demo,
    )  # fmt: skip


def rerun_shown(actor: Actor, one: Rerun) -> RerunShown:
    pack = draft_pack(one.city, one.draft_hash)
    kind = catalogue_kind(pack)
    return RerunShown(
        one.pk, one.city, one.draft_hash, one.as_of, one.state, labels(Rerun.State)[one.state],
        one.work, tuple((name, label_of(pack, kind, name)) for name in one.names),
        tuple(map(tuple, one.matrix)), one.people, one.moved, one.unreadable,
        one.started_by.shown_name, one.started_at, may_office(actor, one.tenant_id),
    )  # fmt: skip


def movers_of(run: Rerun, rows: Sequence[Mover]) -> tuple[MoverShown, ...]:
    pack = draft_pack(run.city, run.draft_hash)
    kind = catalogue_kind(pack)
    return tuple(
        MoverShown(
            one.pk, one.subject_id, masked_name(one.subject_name),
            label_of(pack, kind, one.before), label_of(pack, kind, one.after),
            one.before_item, one.after_item,
            item_label(pack, one.after_item) if one.after_item else None,
            one.recognition.number if one.recognition else "",
            label_of(pack, kind, one.level) if one.recognition else None, one.is_proposed,
        )
        for one in rows
    )  # fmt: skip
