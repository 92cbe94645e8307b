"""The claims' public face.

propose(zhou, "A-XIANGTAN-2026-000123-1")       look now whether the registry knows a reason
open_claim(zhou, award, Wanted(clawback="home-sold", reason="..."))     -> number; award suspended
approve(qian, number)                            another person; the payee is told
plan_repayment(zhou, number, [(day, fen), ...])  and receive, remind
write_off(zhou, number, reason)                  and withdraw; agree(qian, number) ends it
mine(wang)                                       what is claimed back from her
"""

from collections.abc import Sequence
from datetime import date

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards import service as awards
from yanzhen.apps.claims import queries
from yanzhen.apps.claims.access import access_claim, may_open
from yanzhen.apps.claims.actions import ending, opening, repaying
from yanzhen.apps.claims.actions.opening import Wanted
from yanzhen.apps.claims.errors import ClaimRefused, NoSuchClaim, Refusal
from yanzhen.apps.claims.models import Claim
from yanzhen.apps.claims.paid import paid_for
from yanzhen.apps.claims.queries import Filters
from yanzhen.apps.claims.showing import reasons_of, rows_of, shown
from yanzhen.apps.claims.shown import (
    ClaimRow,
    ClaimShown,
    OpeningForm,
    Page,
    PartShown,
    Reason,
    ReceivedShown,
    StepShown,
)
from yanzhen.apps.claims.words import STATES_EN
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy.vocabulary import Label

__all__ = [
    "STATES", "ClaimRefused", "ClaimRow", "ClaimShown", "Filters", "NoSuchClaim", "OpeningForm",
    "Page", "PartShown", "Reason", "ReceivedShown", "Refusal", "StepShown", "Wanted", "agree",
    "approve", "claim", "claims", "claims_of", "decline", "form_of", "how_many", "may_open",
    "mine", "open_claim", "plan_repayment", "proposals", "propose", "receive", "remind",
    "withdraw", "write_off",
]  # fmt: skip

STATES = {one.value: Label(str(one.label), STATES_EN[one]) for one in Claim.State}
"""Every state of a claim, in words."""


# ---------------------------------------------------------------- looking


def claim(actor: Actor, number: str) -> ClaimShown:
    """A claim with its whole life; NoSuchClaim when it is not there for her."""
    return shown(actor, access_claim(actor, number))


def claims(
    actor: Actor, wanted: Filters | None = None, page: int = 1, size: int = queries.SIZE
) -> Page:
    """The claims that she sees, narrowed, the latest first."""
    rows = queries.listed(actor, wanted or Filters())
    first = max(page - 1, 0) * size
    found = list(rows.prefetch_related("parts")[first : first + size])
    return Page(rows_of(found), queries.counted(rows), page, size)


def how_many(actor: Actor, wanted: Filters) -> int:
    """How many of these she sees; counted no further than a list counts."""
    return queries.counted(queries.listed(actor, wanted))


def proposals(actor: Actor, city: str = "", page: int = 1) -> Page:
    """What the look found and nobody has decided on."""
    return claims(actor, Filters(city=city, state=Claim.State.PROPOSED), page)


def claims_of(actor: Actor, award: str) -> tuple[ClaimRow, ...]:
    """The claims on an award that she sees, the latest first."""
    rows = queries.listed(actor, Filters(award=award)).prefetch_related("parts")
    return rows_of(list(rows))


def mine(actor: Actor) -> tuple[ClaimRow, ...]:
    """What is claimed back from her, or from her employer."""
    return rows_of(list(queries.own(actor).prefetch_related("parts")))


# ---------------------------------------------------------------- claiming


def propose(actor: Actor, award: str) -> tuple[str, ...]:
    """Look now whether the registry knows a reason; the numbers of new proposals."""
    if not may_open(actor, awards.award(actor, award).tenant_id):
        raise awards.NoSuchAward(award)
    return tuple(one.number for one in opening.propose(award))


def form_of(actor: Actor, award: str) -> OpeningForm:
    """What is offered to whoever claims back what an award paid."""
    found = awards.award(actor, award)
    pack = kept_pack(found.row.city, found.pack_hash)
    paid = paid_for(found.row.case_number, award).fen
    ways = queries.listed(actor, Filters(award=award, state=Claim.State.PROPOSED))
    with being(SYSTEM):
        named = opening.payee_of(found)
    return OpeningForm(
        award, found.row.title, named, paid, max(0, paid - queries.claimed(award)),
        reasons_of(pack, found.row.rule),
        tuple((one.id, one.label) for of in pack.documents.values() for one in of.clauses.values()),
        rows_of(list(ways.prefetch_related("parts"))),
    )  # fmt: skip


def open_claim(actor: Actor, award: str, wanted: Wanted, proposal: str = "") -> str:
    """Claim it; the claim's number. ClaimRefused with everything that is wrong with it."""
    return opening.open_claim(acting=actor, award=award, wanted=wanted, proposal=proposal).number


def approve(actor: Actor, number: str) -> None:
    """The second person agrees, and the payee is told."""
    opening.approve(acting=actor, number=number)


# ---------------------------------------------------------------- paying back


def plan_repayment(actor: Actor, number: str, parts: Sequence[tuple[date, int]]) -> None:
    """By when how much; together exactly what has not come back."""
    repaying.plan_repayment(acting=actor, number=number, parts=parts)


def receive(actor: Actor, number: str, fen: int, on: date, reference: str) -> None:
    """So much came back, under a reference of the bank that is entered once."""
    repaying.receive(acting=actor, number=number, fen=fen, on=on, reference=reference)


def remind(actor: Actor, number: str) -> None:
    """Tell the payee once more."""
    repaying.remind(acting=actor, number=number)


# ---------------------------------------------------------------- ending


def write_off(actor: Actor, number: str, reason: str) -> None:
    """Ask to give up what is left; a second person agrees."""
    ending.write_off(acting=actor, number=number, reason=reason)


def withdraw(actor: Actor, number: str, reason: str) -> None:
    """It was not right; of an approved claim a second person agrees."""
    ending.withdraw(acting=actor, number=number, reason=reason)


def agree(actor: Actor, number: str) -> None:
    """The second person agrees to what was asked for, and it ends."""
    ending.agree(acting=actor, number=number)


def decline(actor: Actor, number: str, reason: str) -> None:
    """It goes on."""
    ending.decline(acting=actor, number=number, reason=reason)
