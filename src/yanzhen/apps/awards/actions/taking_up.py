"""A case in effect becomes awards: one for each rule that it grants, exactly once.

take_up(number="XIANGTAN-2026-000123")      called in the transaction in which the case takes effect

Called again it changes nothing and answers with the same awards: case and rule are unique. What
the rule computed and what is granted both stay, with the sentence why for every fen between them.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.actions.suspending import RUNNING, suspend_now
from yanzhen.apps.awards.budget import commit_award
from yanzhen.apps.awards.cutting import Cutting, cut, joined
from yanzhen.apps.awards.entitlements import Entitlement, entitlements
from yanzhen.apps.awards.generating import generate
from yanzhen.apps.awards.limits import Limits, limits_for, offset_rules, take_turns
from yanzhen.apps.awards.models import Award
from yanzhen.apps.awards.timeline import tell_person, write_event
from yanzhen.apps.awards.words import paused_for
from yanzhen.apps.cases.service import Granted, granted
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.registry.service import access_subject, current_id
from yanzhen.policy import Pack
from yanzhen.policy.pack import WITHOUT_SUM
from yanzhen.policy.paying import fund_of, is_external

# One subject's awards of a city are made one after the other, in whichever county.
IN_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('awards:' || %s || ':' || %s, 0))"


@dataclass(frozen=True, slots=True)
class Making:
    """What an award is made from."""

    granted: Granted
    pack: Pack
    subject_id: int


def take_up(*, number: str) -> tuple[Award, ...]:
    """The awards of a case in effect; none where nothing was granted."""
    with transaction.atomic(), being(SYSTEM):
        found = granted(number)
        if found is None:
            return ()
        # Held until the awards are there: a merge in this moment waits, and takes them with it.
        subject = access_subject(SYSTEM, found.subject_id, change=True)
        made = Making(found, kept_pack(found.city, found.pack_hash), subject.pk)
        with connection.cursor() as cursor:
            cursor.execute(IN_TURN, [found.city, str(made.subject_id)])
        there = tuple(Award.objects.filter(case_number=number).order_by("pk"))
        if there:
            return there
        wanted = entitlements(found, made.pack)
        return tuple(_award(made, one, n) for n, one in enumerate(wanted, 1))


def _award(making: Making, wanted: Entitlement, n: int) -> Award:
    nature = _nature(making.pack, wanted)
    award = _drafted(making, wanted, n, nature)
    limits = limits_for(award, wanted, making.pack)
    cutting = _cut(award, wanted, limits) if nature == Award.Nature.MONEY else Cutting(0)
    award.granted_fen = cutting.granted_fen
    award.cuts = [one.plain() for one in cutting.cuts]
    _plan(award, wanted)
    award.save()
    if award.granted_fen or nature != Award.Nature.MONEY:
        take_turns(award, wanted, making.pack)
    if award.plan == Award.Plan.PLANNED:
        generate([award.pk])
        commit_award(award, SYSTEM)
    write_event(award, "taken_up", SYSTEM, told={"computed_fen": award.computed_fen})
    _pause_what_it_counts(award, wanted, making.pack)
    tell_person(award, "award_made", wanted.rule.title)
    return award


def _nature(pack: Pack, wanted: Entitlement) -> str:
    if is_external(pack, wanted.rule.id):
        return Award.Nature.EXTERNAL
    return Award.Nature.IN_KIND if wanted.rule.nature in WITHOUT_SUM else Award.Nature.MONEY


def _drafted(making: Making, wanted: Entitlement, n: int, nature: str) -> Award:
    case, rule = making.granted, wanted.rule
    fund = fund_of(making.pack, rule.id)
    payee, employer = _payee(making, wanted), _employer(making)
    trace = {one["rule"]: one for one in case.record["trace"].get("outcomes", ())}
    return Award(
        number=f"A-{case.number}-{n}", case_number=case.number, item=case.item,
        decision_id=case.decision_id, decision_hash=case.decision_hash,
        decided_by_id=case.decided_by_id, city=case.city, pack_hash=case.pack_hash, rule=rule.id,
        clause=rule.clause, tier=wanted.tier, industry=wanted.industry, tenant_id=case.tenant_id,
        account_id=case.applicant_id, subject_id=making.subject_id, subject_name=case.subject_name,
        payee_id=payee, employer_id=employer, nature=nature, computed_fen=wanted.computed_fen,
        most_fen=wanted.most_fen, fund=fund.id if fund is not None else "",
        effective_on=case.effective_on, within_years=rule.within_years,
        excepted=[one["condition"] for one in trace[rule.id]["because"] if one["truth"] != "true"],
    )  # fmt: skip


def _payee(making: Making, wanted: Entitlement) -> int:
    """Whom the clause pays: the subject, or her employer where it says the employer."""
    case = making.granted
    pays_employer = wanted.rule.beneficiary == "employer" and case.subject_kind == "person"
    if pays_employer and case.employer_id is not None:
        return current_id(case.employer_id)
    return making.subject_id


def _employer(making: Making) -> int | None:
    """Whose HR sees it: the employer that filed, or the subject itself where it is no person."""
    case = making.granted
    if case.employer_id is not None:
        return current_id(case.employer_id)
    return making.subject_id if case.subject_kind != "person" else None


def _cut(award: Award, wanted: Entitlement, limits: Limits) -> Cutting:
    cuttings = [cut(one.fen, limits.of(one)) for one in wanted.claims]
    return joined(cuttings)


def _plan(award: Award, wanted: Entitlement) -> None:
    """By the rule's schedule where everything is settled; otherwise somebody enters it."""
    if award.nature != Award.Nature.MONEY:
        award.plan = Award.Plan.NONE
        return
    award.starts_on = wanted.starts_on
    if award.granted_fen == 0:
        award.plan, award.state = Award.Plan.NONE, Award.State.DONE
    elif wanted.settled:
        award.plan = Award.Plan.PLANNED
        award.every_months, award.periods = wanted.every_months, wanted.periods
        award.each_fen = award.granted_fen if wanted.periods == 1 else wanted.each_fen
    else:
        award.plan = Award.Plan.TO_PLAN


def _pause_what_it_counts(award: Award, wanted: Entitlement, pack: Pack) -> None:
    """What was counted against this award must not go on being paid beside it unseen."""
    rules = offset_rules(pack, wanted.rule)
    if not rules or award.granted_fen == 0:
        return
    others = Award.objects.select_for_update().filter(
        subject=award.subject_id, city=award.city, rule__in=rules, state__in=RUNNING
    )
    for one in others.exclude(pk=award.pk):
        suspend_now(one, SYSTEM, paused_for(wanted.rule.title, award.number))
