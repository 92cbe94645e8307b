"""Confirming a conclusion: it is written to the case, in the words and numbers of the panel.

    confirm(acting=office, panel_id=7, matter_id=3)

The finding is written first, so that the rules see it; then the case leaves its review, where the
lifecycle has one. Who may record it says the case: a unit that has work open on it.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, NoSuchCase
from yanzhen.apps.panels.access import CONFIRMERS, access_matter, access_panel
from yanzhen.apps.panels.actions.drawing import require_state
from yanzhen.apps.panels.actions.preparing import EXPERT_REVIEW
from yanzhen.apps.panels.errors import PanelRefused, Refusal, refuse
from yanzhen.apps.panels.models import Matter, Panel
from yanzhen.apps.panels.recording import write

CONCLUDE = "conclude_expert_review"
YES = {"yes": True, "no": False}
State = Panel.State


def confirm(*, acting: Actor, panel_id: int, matter_id: int) -> None:
    """The conclusion on one case takes effect; with the last one the panel has done its work."""
    with transaction.atomic():
        panel = access_panel(acting, panel_id, change=True)
        if not (acting.is_system or acting.holds_any(CONFIRMERS, panel.tenant_id)):
            raise refuse(
                "not_office", "结论由人才工作机构或审批人员确认。",
                "The talent office or an approver confirms the conclusion.",
            )  # fmt: skip
        require_state(panel, State.CLOSED)
        matter = access_matter(panel_id, matter_id)
        if matter.written_at is not None:
            raise refuse("confirmed", "这项结论已经确认。", "It is confirmed already.")
        _write(acting, panel, matter)
        with act_as(SYSTEM):
            matter.written_at = timezone.now()
            matter.save(update_fields=["written_at"])
            if not panel.matters.filter(written_at__isnull=True).exists():
                panel.state, panel.confirmed_at = State.CONFIRMED, timezone.now()
                panel.confirmed_by = acting.name
                panel.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        write(panel, "confirmed", acting, case=matter.number, outcome=matter.outcome)


def conclusion_of(panel: Panel, matter: Matter) -> str:
    """What is recorded as seen: the panel, the outcome, the votes, the average."""
    says = {one["value"]: one["zh"] for one in matter.options}
    outcome = says.get(matter.outcome, "未形成多数意见")
    votes = "、".join(
        f"{says[one]}{count}票" for one, count in sorted(matter.counted["votes"].items())
    )
    average = matter.counted["average"][1]
    return f"评审组P{panel.pk}“{panel.title}”结论：{outcome}（{votes}；平均{average}分）"


def _write(acting: Actor, panel: Panel, matter: Matter) -> None:
    said = conclusion_of(panel, matter)
    try:
        if matter.fact and matter.outcome:
            value: Any = YES.get(matter.outcome, matter.outcome)
            cases.find(acting, matter.number, matter.fact, value, said)
        if cases.one(acting, matter.number).row.state == EXPERT_REVIEW:
            cases.act(acting, matter.number, CONCLUDE, cases.Given(conclusion=said))
        elif not matter.outcome:
            raise refuse(
                "no_outcome", "没有形成多数意见，不能登记认定结果；可取消后重新组织评审。",
                "There is no majority to record: cancel the panel and set up another one.",
            )  # fmt: skip
    except NoSuchCase:
        raise refuse("no_case", "没有这件申请。", "There is no such case.") from None
    except CaseRefused as refused:
        raise PanelRefused(
            Refusal(one.code, one.reason, one.field) for one in refused.refusals
        ) from None
