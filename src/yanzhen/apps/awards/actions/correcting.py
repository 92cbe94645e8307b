"""A correction: what is not paid yet is planned anew, by two people.

id = propose_correction(acting=li, number="A-...-1", granted_fen=..., parts=(...), reason="...")
approve_correction(acting=zhou, correction=id)

What was paid stays; what was committed for the rest is freed and the new plan is committed. A sum
never grows beyond what caps, offsets and exclusive groups left of it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.access import access_correction, access_to_change, not_the_decider
from yanzhen.apps.awards.actions.changing import finish, none_in_a_run, reasoned
from yanzhen.apps.awards.budget import commit_award, release_award
from yanzhen.apps.awards.cutting import Cut
from yanzhen.apps.awards.errors import AwardRefused, Refusal, refuse
from yanzhen.apps.awards.generating import enter
from yanzhen.apps.awards.limits import free_what_was_not_used
from yanzhen.apps.awards.models import OPEN, Award, Correction, Instalment
from yanzhen.apps.awards.plans import Part, faults_of
from yanzhen.apps.awards.timeline import write_event
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label

FIXED = (Instalment.State.PAID, Instalment.State.IN_RUN)


def propose_correction(
    *, acting: Actor, number: str, granted_fen: int, parts: Sequence[Part], reason: str
) -> Correction:
    """What is to be granted in all, and the payments still to come; for a second person to see."""
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        not_the_decider(acting, award)
        if acting.account_id is None:
            raise refuse("needs_a_person", "更正须由人办理。", "A person corrects an award.")
        _fits(award, granted_fen, parts)
        if award.corrections.filter(state=Correction.State.PROPOSED).exists():
            raise refuse("one_open", "已有一项更正待复核。", "A correction waits already.")
        made = Correction.objects.create(
            award=award, tenant_id=award.tenant_id, granted_fen=granted_fen, reason=reason.strip(),
            parts=[_plain(one) for one in parts], proposed_by_id=acting.account_id,
            proposed_at=timezone.now(),
        )  # fmt: skip
        write_event(award, "correction_proposed", acting, reason, {"to_fen": granted_fen})
    return made


def approve_correction(*, acting: Actor, correction: int) -> Award:
    """The second person agrees: it holds from now on."""
    with transaction.atomic():
        found, award = _second(acting, correction)
        parts = tuple(_part(one) for one in found.parts)
        _fits(award, found.granted_fen, parts)
        none_in_a_run(award)
        with being(SYSTEM):
            _replan(award, acting, found.granted_fen, parts, found.reason)
        _settle(found, Correction.State.APPROVED, acting)
        write_event(award, "corrected", acting, found.reason, {"to_fen": found.granted_fen})
        commit_award(award, acting)
        finish(award)
    return award


def decline_correction(*, acting: Actor, correction: int, reason: str) -> None:
    """The second person does not agree: nothing changes."""
    reasoned(reason)
    with transaction.atomic():
        found, award = _second(acting, correction)
        _settle(found, Correction.State.DECLINED, acting)
        write_event(award, "correction_declined", acting, reason)


def _second(acting: Actor, correction: int) -> tuple[Correction, Award]:
    found = access_correction(acting, correction)
    award = access_to_change(acting, found.award.number)
    if found.state != Correction.State.PROPOSED:
        raise refuse("not_open", "这项更正已经办结。", "This correction is settled.")
    if acting.account_id in (None, found.proposed_by_id):
        raise refuse("same_hand", "复核须由另一个人办理。", "A second person has to agree to it.")
    not_the_decider(acting, award)
    return found, award


def _settle(found: Correction, state: str, acting: Actor) -> None:
    found.state, found.decided_by_id = Correction.State(state), acting.account_id
    found.decided_at = timezone.now()
    found.save(update_fields=["state", "decided_by", "decided_at"])


def _replan(
    award: Award, acting: Actor, granted_fen: int, parts: Sequence[Part], reason: str
) -> None:
    release_award(award, acting, "correct")
    award.instalments.filter(state__in=OPEN).update(
        state=Instalment.State.CANCELLED, budget_line=None
    )
    last = award.instalments.aggregate(n=Max("number"))["n"] or 0
    enter(award.pk, [Part(last + n, p.due_on, p.until_on, p.fen) for n, p in enumerate(parts, 1)])
    cuts = [one for one in award.cuts if one["code"] != "correction"]
    less = award.computed_fen - sum(int(one["fen"]) for one in cuts) - granted_fen
    if less:
        cuts.append(Cut("correction", less, Label(reason, reason)).plain())
    award.granted_fen, award.cuts, award.version = granted_fen, cuts, award.version + 1
    if award.starts_on is None and parts:
        award.starts_on = parts[0].due_on
    award.plan = Award.Plan.PLANNED if award.starts_on else Award.Plan.NONE
    if award.state == Award.State.DONE and parts:
        award.state = Award.State.RUNNING
    award.save()
    free_what_was_not_used(award, acting)


def _fits(award: Award, granted_fen: int, parts: Sequence[Part]) -> None:
    """What was paid and what is to come make up the whole, and caps are kept."""
    if award.nature != Award.Nature.MONEY or award.state == Award.State.STOPPED:
        raise refuse("wrong_state", "这笔待遇不能更正。", "This award cannot be corrected.")
    paid = award.instalments.filter(state__in=FIXED).aggregate(s=Sum("amount_fen"))["s"] or 0
    refusals = [
        Refusal(one.code, one.say, "" if one.part is None else f"part-{one.part}")
        for one in _faults(award, parts, granted_fen - paid)
    ]
    most = _most(award)
    if not 0 <= granted_fen <= most:
        say = Label(
            f"扣除封顶、冲减等之后最多 {yuan(most)}。",
            f"After caps and offsets at most {yuan_en(most)} are left.",
        )
        refusals.append(Refusal("too_much", say, "granted_fen"))
    if refusals:
        raise AwardRefused(refusals)


def _faults(award: Award, parts: Sequence[Part], left_fen: int) -> Sequence[Any]:
    if not parts and left_fen == 0:
        return ()
    start = award.counted_from or award.starts_on or award.effective_on
    return faults_of(parts, left_fen, start, award.within_years)


def _most(award: Award) -> int:
    cuts = sum(int(one["fen"]) for one in award.cuts if one["code"] != "correction")
    caps = {int(one["cap"]) for one in award.uses}
    held = [sum(int(u["fen"]) for u in award.uses if u["cap"] == n) for n in caps]
    return min([award.computed_fen - cuts, *held])


def _plain(part: Part) -> list[Any]:
    until = part.until_on.isoformat() if part.until_on else None
    return [part.number, part.due_on.isoformat(), until, part.fen]


def _part(plain: list[Any]) -> Part:
    number, due, until, fen = plain
    ends = date.fromisoformat(until) if until else None
    return Part(int(number), date.fromisoformat(due), ends, int(fen))
