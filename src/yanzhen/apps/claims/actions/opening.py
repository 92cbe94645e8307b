"""Claiming back: proposed by the nightly look, opened by one person, approved by another.

propose("A-...-1")                           what the registry knows, asked for or at night
claim = open_claim(acting=zhou, award="A-...-1", wanted=Wanted("已转让", clawback="home-sold"))
approve(acting=qian, number=claim.number)

Claims of one award are made one after the other, so that together they never claim more than the
ledger paid less what came back. Opening one suspends the award: nothing more is paid meanwhile.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import AwardShown
from yanzhen.apps.claims import words
from yanzhen.apps.claims.access import access_to, may_open
from yanzhen.apps.claims.errors import ClaimRefused, Refusal
from yanzhen.apps.claims.looking import Found, found
from yanzhen.apps.claims.models import Claim
from yanzhen.apps.claims.paid import Paid, paid_for
from yanzhen.apps.claims.queries import claimed, count_of, looked_at, stands
from yanzhen.apps.claims.timeline import tell_offices, tell_payee, write_step
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.registry.service import Grade, cards, facts_of_many
from yanzhen.policy import Pack
from yanzhen.policy.funding import Clawback
from yanzhen.policy.paying import clawbacks_of

IN_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('claims:' || %s, 0))"
GOING = ("running", "waiting_budget")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody claims. With a `clawback` of the pack its clause and sum are the rule's;
    without one the clause and the sum are what the office names."""

    reason: str
    clawback: str = ""
    clause: str = ""
    amount_fen: int | None = None
    how_to_pay: str = ""


def propose(award: str) -> tuple[Claim, ...]:
    """What the registry knows against an award, each once; nobody owes anything by it."""
    with transaction.atomic(), being(SYSTEM):
        shown = _held(SYSTEM, award)
        paid = paid_for(shown.row.case_number, award)
        pack = kept_pack(shown.row.city, shown.pack_hash)
        if paid.last_on is None:
            return ()
        today, who = timezone.localdate(), shown.row.subject_id
        facts = facts_of_many([who], today, shown.row.city, at_least=Grade.B).get(who, {})
        ways = found(pack, shown.row.rule, facts, paid.last_on)
        return tuple(_proposed(shown, one) for one in ways if not _known(award, one))


def open_claim(*, acting: Actor, award: str, wanted: Wanted, proposal: str = "") -> Claim:
    """Claim it: the award pays nothing more until this is settled."""
    with transaction.atomic():
        shown = _held(acting, award)
        if not may_open(acting, shown.tenant_id) or acting.account_id is None:
            raise ClaimRefused([Refusal("not_yours", words.NOT_YOURS)])
        claim = access_to("open", acting, proposal) if proposal else _drafted(shown)
        if proposal and claim.award_id != award:
            raise ClaimRefused([Refusal("other_award", words.OTHER_AWARD)])
        paid = paid_for(shown.row.case_number, award)
        _enter(claim, shown, wanted, paid)
        claim.suspends = shown.row.state in GOING
        claim.opened_by_id, claim.opened_at = acting.account_id, timezone.now()
        claim.state = Claim.State.OPEN
        claim.save()
        if claim.suspends:
            awards.suspend(acting, award, f"追回 {claim.number}")
        write_step(claim, "opened", acting, wanted.reason)
    return claim


def approve(*, acting: Actor, number: str) -> Claim:
    """The second person agrees: the payee owes it from now on, and is told."""
    with transaction.atomic():
        claim = access_to("approve", acting, number)
        _in_turn(claim.award_id)
        left = _left(claim.award_id, paid_for(claim.case_number, claim.award_id), claim.pk)
        if claim.amount_fen > left:
            raise ClaimRefused([Refusal("too_much", words.too_much(left), "amount_fen")])
        claim.approved_by_id, claim.approved_at = acting.account_id, timezone.now()
        claim.state, claim.is_told = Claim.State.REPAYING, True
        claim.save()
        write_step(claim, "approved", acting)
        tell_payee(claim, "claim_made")
    return claim


def _held(actor: Actor, award: str) -> AwardShown:
    """The award, as long as nobody else makes a claim on it."""
    shown = awards.award(actor, award)
    _in_turn(award)
    return shown


def _in_turn(award: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(IN_TURN, [award])


def _drafted(shown: AwardShown) -> Claim:
    row = shown.row
    return Claim(
        number=f"C{row.number[1:]}-{count_of(row.number) + 1}", award_id=row.number,
        case_number=row.case_number, city=row.city, pack_hash=shown.pack_hash, rule=row.rule,
        clause=row.clause,
        subject_id=row.subject_id, payee_id=shown.payee_id, payee_name=payee_of(shown),
        tenant_id=shown.tenant_id, account_id=shown.account_id, employer_id=shown.employer_id,
    )  # fmt: skip


def payee_of(shown: AwardShown) -> str:
    """The name of whoever was paid."""
    if shown.payee_id == shown.row.subject_id:
        return shown.row.subject_name
    with being(SYSTEM):
        card = cards(SYSTEM, [shown.payee_id]).get(shown.payee_id)
    return card.name if card is not None else shown.row.subject_name


def _known(award: str, one: Found) -> bool:
    """It lies there already, or somebody looked at just this and withdrew it."""
    name = one.clawback.id
    return stands(award, name) or looked_at(award, name, one.on.isoformat())


def _proposed(shown: AwardShown, one: Found) -> Claim:
    claim = _drafted(shown)
    claim.clawback, claim.clause = one.clawback.id, one.clawback.clause
    claim.found, claim.state = one.plain(), Claim.State.PROPOSED
    claim.save()
    write_step(claim, "proposed", SYSTEM, one.say.zh, {"en": one.say.en})
    tell_offices(claim, "claim_proposed")
    return claim


def _enter(claim: Claim, shown: AwardShown, wanted: Wanted, paid: Paid) -> None:
    """What is claimed: by the pack's clawback, or by the clause that the office names."""
    pack = kept_pack(claim.city, claim.pack_hash)
    back = _clawback(pack, claim.rule, wanted.clawback or claim.clawback)
    left = _left(shown.row.number, paid, claim.pk)
    amount = left if back is not None or wanted.amount_fen is None else wanted.amount_fen
    clause = back.clause if back is not None else wanted.clause.strip()
    refusals = []
    if not wanted.reason.strip():
        refusals.append(Refusal("needs_reason", words.NO_REASON, "reason"))
    if pack.clause(clause) is None:
        refusals.append(Refusal("no_clause", words.NO_CLAUSE, "clause"))
    if not 0 < amount <= left:
        refusals.append(Refusal("too_much", words.too_much(left), "amount_fen"))
    if any(one.state == "in_run" for one in shown.instalments):
        refusals.append(Refusal("in_run", words.IN_RUN))
    if back is not None and stands(claim.award_id, back.id, claim.pk):
        refusals.append(Refusal("claimed", words.CLAIMED, "clawback"))
    if refusals:
        raise ClaimRefused(refusals)
    claim.clawback, claim.clause = back.id if back is not None else "", clause
    claim.amount_fen, claim.paid_fen = amount, left
    claim.reason, claim.how_to_pay = wanted.reason.strip(), wanted.how_to_pay.strip()


def _clawback(pack: Pack, rule: str, name: str) -> Clawback | None:
    if not name:
        return None
    for one in clawbacks_of(pack, rule):
        if one.id == name:
            return one
    raise ClaimRefused([Refusal("no_clawback", words.NO_CLAWBACK, "clawback")])


def _left(award: str, paid: Paid, but: int | None) -> int:
    """What can be claimed: what is paid on balance, less what is claimed or given up already."""
    return max(0, paid.fen - claimed(award, but))
