"""Where the clause leaves dates or parts open, somebody enters the plan; it has to be exact.

confirm_plan(acting=finance, number="A-...-1", parts=(Part(1, day, None, 40_0000_00), ...))
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards.access import access_to_change, not_the_decider, require_planner
from yanzhen.apps.awards.budget import commit_award
from yanzhen.apps.awards.errors import AwardRefused, Refusal, refuse
from yanzhen.apps.awards.generating import enter
from yanzhen.apps.awards.models import Award, Pattern
from yanzhen.apps.awards.plans import Part, faults_of
from yanzhen.apps.awards.splitting import read_pattern
from yanzhen.apps.awards.timeline import write_event


def confirm_plan(
    *, acting: Actor, number: str, parts: Sequence[Part], counted_from: date | None = None
) -> Award:
    """The plan as entered; AwardRefused with everything that is wrong with it.

    `counted_from` is the day from which the clause's years are counted, where somebody knows it;
    it is never later than the day of effect, so that no year is won by it.
    """
    with transaction.atomic():
        award = access_to_change(acting, number)
        not_the_decider(acting, award)
        if award.plan != Award.Plan.TO_PLAN or award.state == Award.State.STOPPED:
            raise refuse("not_open", "这笔待遇不在待排期状态。", "This award waits for no plan.")
        start = counted_from or award.effective_on
        if start > award.effective_on:
            raise refuse(
                "starts_late", "起算日不能晚于决定生效日。",
                "The years are not counted from later than the day of effect.", "counted_from",
            )  # fmt: skip
        check(parts, award.granted_fen, start, award.within_years)
        award.plan, award.counted_from = Award.Plan.PLANNED, start
        award.starts_on, award.periods = parts[0].due_on, len(parts)
        award.save(update_fields=["plan", "counted_from", "starts_on", "periods"])
        enter(award.pk, parts)
        commit_award(award, acting)
        write_event(award, "planned", acting, told={"parts": len(parts)})
    return award


def check(
    parts: Sequence[Part], total_fen: int, counted_from: date, within_years: int | None
) -> None:
    """AwardRefused unless the parts hold exactly."""
    if faults := faults_of(parts, total_fen, counted_from, within_years):
        raise AwardRefused(
            Refusal(one.code, one.say, "" if one.part is None else f"part-{one.part}")
            for one in faults
        )


def set_pattern(*, acting: Actor, city: str, rule: str, percents: str) -> None:
    """How a rule's sum is offered to be divided (40/30/30); empty takes the setting away."""
    require_planner(acting, city)
    with transaction.atomic():
        if not percents.strip():
            Pattern.objects.filter(city=city, rule=rule).delete()
        else:
            try:
                read_pattern(percents)
            except ValueError as wrong:
                raise AwardRefused([Refusal("bad_pattern", wrong.args[0], "percents")]) from None
            Pattern.objects.update_or_create(
                city=city, rule=rule,
                defaults={"percents": percents.strip(), "set_by_id": acting.account_id,
                          "set_at": timezone.now()},
            )  # fmt: skip
        record(
            "award.pattern_set", acting=acting, subject=f"rule:{city}/{rule}", chain=city,
            details={"percents": percents.strip()},
        )  # fmt: skip
