"""The only door to an award: absent and forbidden look alike; and who may change one."""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.awards.errors import NoSuchAward, refuse
from yanzhen.apps.awards.models import Award, Correction
from yanzhen.apps.organisations.service import places_of

PLANNERS = frozenset({Role.FINANCE, Role.TALENT_OFFICE})
SETTERS = frozenset({Role.FINANCE})


def access_award(actor: Actor, number: str) -> Award:
    """The award of a number, to look at."""
    found = Award.objects.visible_to(actor).filter(number=number).first()
    if found is None:
        raise NoSuchAward(number)
    return found


def access_to_change(actor: Actor, number: str) -> Award:
    """The award, locked for a change by finance or the talent office: inside a transaction."""
    rows = Award.objects.visible_to(actor).select_for_update(of=("self",))
    found = rows.filter(number=number).first()
    if found is None:
        raise NoSuchAward(number)
    if not (actor.is_system or actor.holds_any(PLANNERS, found.tenant_id)):
        raise refuse(
            "not_yours", "只有财政部门和人才工作机构可以变更待遇。",
            "Only finance and the talent office change an award.",
        )  # fmt: skip
    return found


def access_correction(actor: Actor, correction_id: int) -> Correction:
    """A correction that waits for its second person, locked."""
    rows = Correction.objects.visible_to(actor).select_for_update(of=("self",))
    found = rows.filter(pk=correction_id).first()
    if found is None:
        raise NoSuchAward(str(correction_id))
    return found


def require_setter(actor: Actor, city: str) -> None:
    """Shares are set by the city's finance."""
    tops = [one.id for one in places_of(city) if one.kind == "city"]
    if not (actor.is_system or any(actor.holds_any(SETTERS, one) for one in tops)):
        raise refuse(
            "not_finance", "分担比例由市级财政部门设定。", "Shares are set by the city's finance."
        )


def require_planner(actor: Actor, city: str) -> None:
    """Patterns are set by the city's finance or talent office."""
    tops = [one.id for one in places_of(city) if one.kind == "city"]
    if not (actor.is_system or any(actor.holds_any(PLANNERS, one) for one in tops)):
        raise refuse(
            "not_yours", "支付比例由市级财政部门或人才工作机构设定。",
            "Patterns are set by the city's finance or talent office.",
        )  # fmt: skip


def not_the_decider(actor: Actor, award: Award) -> None:
    """Who decided on the case has no hand in its money."""
    if actor.account_id is not None and actor.account_id == award.decided_by_id:
        raise refuse(
            "same_hand", "审批本件的人不能再经办它的资金，请由他人办理。",
            "Whoever decided on the case has no hand in its money; somebody else does this.",
        )  # fmt: skip
