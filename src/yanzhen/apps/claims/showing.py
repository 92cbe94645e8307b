"""From rows to what pages show."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.claims.access import DEEDS, hindrances
from yanzhen.apps.claims.actions.repaying import uncovered
from yanzhen.apps.claims.models import Claim, Received, Step
from yanzhen.apps.claims.shown import (
    ClaimRow,
    ClaimShown,
    PartShown,
    Reason,
    ReceivedShown,
    StepShown,
)
from yanzhen.apps.claims.words import pack_of, state_of
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.policy import Pack
from yanzhen.policy.paying import clawbacks_of
from yanzhen.policy.vocabulary import Label


def rows_of(claims: Sequence[Claim]) -> tuple[ClaimRow, ...]:
    """Claims as a list shows them; their parts were fetched with them."""
    places = organisations_by_id({one.tenant_id for one in claims})
    return tuple(_row(one, places[one.tenant_id].label) for one in claims)


def _row(claim: Claim, place: Label) -> ClaimRow:
    pack = pack_of(claim)
    open_parts = [one for one in _parts(claim) if one.missing_fen]
    due_on = open_parts[0].due_on if open_parts else None
    return ClaimRow(
        number=claim.number, award=claim.award_id, case_number=claim.case_number,
        city=claim.city, title=pack.rules[claim.rule].title, clause=claim.clause,
        clause_label=pack.clause_label(claim.clause), place=place, payee_name=claim.payee_name,
        amount_fen=claim.amount_fen, back_fen=claim.back_fen, state=claim.state,
        state_label=state_of(claim), made_on=timezone.localdate(claim.made_at), due_on=due_on,
        late=any(one.late for one in open_parts), asks=bool(claim.end_wanted),
    )  # fmt: skip


def shown(actor: Actor, claim: Claim) -> ClaimShown:
    """A claim with its whole life, as far as the actor sees it."""
    back = next((one for one in reasons_of(pack_of(claim), claim.rule) if one.id == claim.clawback),
                None)  # fmt: skip
    return ClaimShown(
        row=rows_of([claim])[0], own=is_own(actor, claim),
        reason=claim.reason, how_to_pay=claim.how_to_pay,
        trigger=back.trigger if back is not None else None,
        found=Label(claim.found["zh"], claim.found["en"]) if claim.found else None,
        paid_fen=claim.paid_fen, opened_by=_name(claim.opened_by), opened_at=claim.opened_at,
        approved_by=_name(claim.approved_by), approved_at=claim.approved_at,
        end_wanted=claim.end_wanted, end_reason=claim.end_reason,
        end_asked_by=_name(claim.end_asked_by), ended_at=claim.ended_at, parts=_parts(claim),
        received=_received(Received.objects.visible_to(actor).filter(claim=claim)),
        steps=_steps(Step.objects.visible_to(actor).filter(claim=claim)),
        may=frozenset(one for one in DEEDS if not any(hindrances(one, actor, claim))),
    )  # fmt: skip


def is_own(actor: Actor, claim: Claim) -> bool:
    hers = actor.account_id is not None and claim.account_id == actor.account_id
    return claim.is_told and (hers or claim.employer_id in actor.employers)


def reasons_of(pack: Pack, rule: str) -> tuple[Reason, ...]:
    """For what the policy wants an award of a rule back."""
    return tuple(
        Reason(one.id, one.clause, pack.clause_label(one.clause), one.trigger, one.notes)
        for one in clawbacks_of(pack, rule)
    )


def _parts(claim: Claim) -> tuple[PartShown, ...]:
    missing = uncovered(claim) if claim.state == Claim.State.REPAYING else {}
    today = timezone.localdate()
    return tuple(
        PartShown(
            one.number, one.due_on, one.amount_fen, missing.get(one.number, 0),
            one.number in missing and one.due_on < today,
        )
        for one in sorted(claim.parts.all(), key=lambda one: one.number)
    )  # fmt: skip


def _received(rows: Iterable[Received]) -> tuple[ReceivedShown, ...]:
    ordered = sorted(rows, key=lambda one: one.pk)
    return tuple(ReceivedShown(o.on, o.amount_fen, o.reference, o.by_name) for o in ordered)


def _steps(rows: Iterable[Step]) -> tuple[StepShown, ...]:
    ordered = sorted(rows, key=lambda one: one.pk)
    return tuple(StepShown(o.at, o.kind, o.by_name, o.reason, o.told) for o in ordered)


def _name(account: object) -> str:
    return str(getattr(account, "shown_name", "") or "")
