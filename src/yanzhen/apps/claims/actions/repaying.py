"""Paying back: a plan in parts that add up, money that came, reminders.

plan_repayment(acting=zhou, number=number, parts=[(date(2027, 1, 15), 500_000), ...])
receive(acting=zhou, number=number, fen=500_000, on=today, reference="回单 20270115-7")

Money that came back is free budget again on the line that paid last. A reference of the bank is
entered once in a city; a claim never takes in more than is left of it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.awards import service as awards
from yanzhen.apps.claims import words
from yanzhen.apps.claims.access import access_to
from yanzhen.apps.claims.errors import ClaimRefused, Refusal
from yanzhen.apps.claims.models import Claim, Part, Received
from yanzhen.apps.claims.paid import paid_for
from yanzhen.apps.claims.timeline import tell_payee, write_step
from yanzhen.apps.ledgers.service import Posting, give_back

MOST_PARTS = 120
MOST_REFERENCE = 80
Dated = tuple[date, int]


def plan_repayment(*, acting: Actor, number: str, parts: Sequence[Dated]) -> Claim:
    """By when how much is paid back; together all that has not come back yet."""
    with transaction.atomic():
        claim = access_to("plan", acting, number)
        refusals = [*_faults(parts, claim.left_fen, timezone.localdate())]
        if refusals:
            raise ClaimRefused(refusals)
        claim.parts.all().delete()
        Part.objects.bulk_create(
            Part(
                claim=claim, tenant_id=claim.tenant_id, account_id=claim.account_id,
                employer_id=claim.employer_id, is_told=True, number=n, due_on=due_on,
                amount_fen=fen,
            )
            for n, (due_on, fen) in enumerate(parts, 1)
        )  # fmt: skip
        told = {"parts": [[due_on.isoformat(), fen] for due_on, fen in parts]}
        write_step(claim, "planned", acting, told=told)
        tell_payee(claim, "claim_planned")
    return claim


def receive(*, acting: Actor, number: str, fen: int, on: date, reference: str) -> Claim:
    """So much came back; with the last of it the claim is settled."""
    with transaction.atomic():
        claim = access_to("receive", acting, number)
        refusals = [*_not_taken(claim, fen, on, reference.strip())]
        if refusals:
            raise ClaimRefused(refusals)
        received = _enter(claim, acting, fen, on, reference.strip())
        claim.back_fen += fen
        if not claim.left_fen:
            claim.state, claim.ended_at = Claim.State.REPAID, timezone.now()
            claim.end_wanted = ""
        claim.save()
        _give_back(claim, acting, received)
        awards.note_came_back(acting, claim.award_id, fen, claim.number)
        write_step(claim, "received", acting, told={"fen": fen, "on": on.isoformat()})
        done = claim.state == Claim.State.REPAID
        tell_payee(claim, "claim_repaid" if done else "claim_received")
    return claim


def remind(*, acting: Actor, number: str) -> Claim:
    """Tell the payee once more what is left to pay back."""
    with transaction.atomic():
        claim = access_to("remind", acting, number)
        write_step(claim, "reminded", acting)
        tell_payee(claim, "claim_due", until=next_due(claim))
    return claim


def remind_due(today: date, most: int) -> int:
    """Remind of every part whose day has come and that is not covered; once for each part."""
    with transaction.atomic():
        due = Part.objects.select_for_update(of=("self",), skip_locked=True).filter(
            claim__state=Claim.State.REPAYING, due_on__lte=today, reminded_on=None
        )
        parts = list(due.select_related("claim").order_by("due_on", "pk")[:most])
        for part in parts:
            if part.number in uncovered(part.claim):
                write_step(part.claim, "reminded", SYSTEM)
                tell_payee(part.claim, "claim_due", until=part.due_on)
        Part.objects.filter(pk__in=[one.pk for one in parts]).update(reminded_on=today)
    return len(parts)


def uncovered(claim: Claim) -> dict[int, int]:
    """What is missing of each part that the money received does not cover, the earliest first."""
    parts = sorted(claim.parts.all(), key=lambda one: one.number)
    # A plan is of what was left when it was made: what had come before covers none of it.
    came = claim.back_fen - (claim.amount_fen - sum(one.amount_fen for one in parts))
    missing = {}
    for one in parts:
        if came < one.amount_fen:
            missing[one.number] = one.amount_fen - max(came, 0)
        came -= one.amount_fen
    return missing


def next_due(claim: Claim) -> date | None:
    """The day of the first part that is not covered; None without a plan."""
    missing = uncovered(claim)
    return next((one.due_on for one in claim.parts.order_by("number") if one.number in missing),
                None)  # fmt: skip


def _faults(parts: Sequence[Dated], left: int, today: date) -> Iterator[Refusal]:
    if not parts or len(parts) > MOST_PARTS:
        yield Refusal("how_many", words.HOW_MANY, "parts")
        return
    before = today
    for n, (due_on, fen) in enumerate(parts, 1):
        if due_on < before:
            yield Refusal("not_in_order", words.NOT_IN_ORDER, f"part-{n}")
        if fen <= 0:
            yield Refusal("no_sum", words.NO_SUM, f"part-{n}")
        before = due_on
    if sum(fen for _, fen in parts) != left:
        yield Refusal("does_not_add_up", words.not_the_rest(left), "parts")


def _not_taken(claim: Claim, fen: int, on: date, reference: str) -> Iterator[Refusal]:
    if fen <= 0:
        yield Refusal("no_sum", words.NO_SUM, "fen")
    elif fen > claim.left_fen:
        yield Refusal("more_than_left", words.more_than_left(claim.left_fen), "fen")
    if not 0 < len(reference) <= MOST_REFERENCE:
        yield Refusal("no_reference", words.NO_REFERENCE, "reference")
    if on > timezone.localdate():
        yield Refusal("not_yet", words.NOT_YET, "on")


def _enter(claim: Claim, acting: Actor, fen: int, on: date, reference: str) -> Received:
    try:
        with transaction.atomic():
            return Received.objects.create(
                claim=claim, tenant_id=claim.tenant_id, account_id=claim.account_id,
                employer_id=claim.employer_id, is_told=True, city=claim.city, reference=reference,
                amount_fen=fen, on=on, by_id=acting.account_id or 0, by_name=acting.name,
            )  # fmt: skip
    except IntegrityError:
        raise ClaimRefused([Refusal("noted", words.NOTED, "reference")]) from None


def _give_back(claim: Claim, acting: Actor, received: Received) -> None:
    paid = paid_for(claim.case_number, claim.award_id)
    parts = paid.latest_first(received.amount_fen)
    for n, (line, fen) in enumerate(parts, 1):
        give_back(
            acting=acting,
            posting=Posting(
                key=f"claim/{claim.number}/{received.pk}/{n}", line=line, amount=fen,
                case=claim.case_number, clause=claim.clause, subject_id=claim.subject_id,
                reference=claim.award_id, reason=f"追回 {claim.number}",
            ),
        )  # fmt: skip
    if sum(fen for _, fen in parts) != received.amount_fen:
        raise ClaimRefused([Refusal("ledger", words.WAS_NOT_PAID)])
