"""The only door to an expert, a panel and what hangs on it: absent and forbidden look alike."""

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.panels.errors import NoSuchPanel, refuse
from yanzhen.apps.panels.models import SHOWN, Expert, Matter, Objection, Panel, Seat

KEEPERS = frozenset({Role.TALENT_OFFICE})
CONFIRMERS = KEEPERS | {Role.APPROVER}
"""Who may write a conclusion to a case; whether the case lets them, the case says."""
SITTING = (Seat.State.SEATED, Seat.State.READY)


def access_expert(actor: Actor, expert_id: int) -> Expert:
    """An entry of the register that is there for the actor."""
    found = Expert.objects.visible_to(actor).filter(pk=expert_id).first()
    if found is None:
        raise NoSuchPanel(expert_id)
    return found


def own_experts(actor: Actor) -> list[Expert]:
    """Her entries, one in each city that took her in."""
    if actor.account_id is None:
        return []
    return list(Expert.objects.visible_to(actor).filter(account=actor.account_id).order_by("pk"))


def access_panel(actor: Actor, panel_id: int, *, change: bool = False) -> Panel:
    """A panel at its office's desk; locked when it is to be changed."""
    with act_as(SYSTEM):
        rows = Panel.objects.select_for_update() if change else Panel.objects.all()
        found = rows.filter(pk=panel_id).first()
    if found is None or not (actor.is_system or found.tenant_id in actor.tenants):
        raise NoSuchPanel(panel_id)
    return found


def access_public(panel_id: int) -> Panel:
    """A panel whose list was published: for everybody."""
    with act_as(SYSTEM):
        found = Panel.objects.filter(pk=panel_id, published_at__isnull=False).first()
    if found is None:
        raise NoSuchPanel(panel_id)
    return found


def access_seat(actor: Actor, panel_id: int, *, change: bool = False) -> Seat:
    """The actor's own seat in a panel, once she was drawn; also one that she had to leave."""
    if actor.account_id is None:
        raise NoSuchPanel(panel_id)
    with act_as(SYSTEM):
        rows = Seat.objects.select_related("panel", "expert").filter(
            panel=panel_id, account=actor.account_id, panel__drawn_at__isnull=False
        )
        rows = rows.exclude(state__in=(Seat.State.LISTED, Seat.State.STANDBY, Seat.State.KEPT_OUT))
        found = rows.select_for_update(of=("self",)).first() if change else rows.first()
    if found is None:
        raise NoSuchPanel(panel_id)
    return found


def access_matter(panel_id: int, matter_id: int) -> Matter:
    """A case of a panel that was opened already."""
    with act_as(SYSTEM):
        found = Matter.objects.filter(pk=matter_id, panel=panel_id).first()
    if found is None:
        raise NoSuchPanel(matter_id)
    return found


def access_as_party(actor: Actor, panel_id: int) -> Panel:
    """A panel for whom one of its cases is about: from the draw on, where the office opens it."""
    if actor.account_id is None:
        raise NoSuchPanel(panel_id)
    with act_as(SYSTEM):
        found = Panel.objects.filter(
            pk=panel_id, matters__account=actor.account_id, drawn_at__isnull=False,
            objections_until__isnull=False,
        ).first()  # fmt: skip
    if found is None:
        raise NoSuchPanel(panel_id)
    return found


def access_objection(panel: Panel, objection_id: int) -> Objection:
    found = panel.objections.select_related("seat").filter(pk=objection_id).first()
    if found is None:
        raise NoSuchPanel(objection_id)
    return found


def keeps(actor: Actor, tenant_id: int) -> bool:
    """Whether she is the talent office of the place, or of one above it."""
    return actor.is_system or actor.holds_any(KEEPERS, tenant_id)


def require_keeper(actor: Actor, tenant_id: int) -> None:
    if not keeps(actor, tenant_id):
        raise refuse(
            "not_office", "评审由本级或上级的人才工作机构组织。",
            "Panels are kept by the talent office of the place or of one above it.",
        )  # fmt: skip


def require_reading(seat: Seat) -> None:
    """Whether materials are open to a seat: a sentence that says why not."""
    state = seat.panel.state
    if state in (*SHOWN, Panel.State.CANCELLED):
        raise refuse(
            "over", "评审已经结束，材料不再开放。", "The review is over: its papers are shut."
        )
    if seat.state == Seat.State.REPLACED:
        raise refuse(
            "replaced", "您已不在这个评审组，不能查看材料。",
            "You no longer sit in this panel: its papers are not open to you.",
        )  # fmt: skip
    if seat.state != Seat.State.READY:
        raise refuse(
            "not_stated", "请先声明与申请人有无应当回避的关系。",
            "First state whether anything keeps you from judging this.",
        )  # fmt: skip
    if state != Panel.State.OPEN:
        raise refuse(
            "not_open", "回避审查还没有全部完成，材料尚未开放。",
            "Avoidance is not settled for every member: the papers are not open yet.",
        )  # fmt: skip
