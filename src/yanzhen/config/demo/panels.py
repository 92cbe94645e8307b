"""The demo's expert review: five invented experts, and one panel that is scoring a case.

    open_panel(town, number)

The experts sign in as expert1@demo.example to expert5@demo.example, with everybody's password.
"""

from datetime import timedelta

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting, actor_by_id
from yanzhen.apps.organisations.service import department_for, organisation
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import Given, Plan
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Grade
from yanzhen.config.demo.people import SOURCE, Town, made_account

CITY = "xiangtan"
REVIEWED = ("returnee-founder", "art-5-returnee-award")
"""The person and the rule of the situation whose case is under review."""
EXPERTS = (
    ("评审专家甲（虚构）", ("新材料", "装备制造"), "borrowed-minds"),
    ("评审专家乙（虚构）", ("电子信息",), "north-star-soe"),
    ("评审专家丙（虚构）", ("生物医药",), "reed-lake-hospital"),
    ("评审专家丁（虚构）", ("企业管理", "装备制造"), "lotus-spring-machines"),
    ("评审专家戊（虚构）", ("企业管理",), "borrowed-minds"),
)
PLAN = Plan(
    title="留学人员创业奖励评审（虚构）", size=3, quorum=2,
    criteria=(("技术水平", 4), ("产业化前景", 4), ("带动作用", 2)), rule="majority",
    basis="示例评审方案，人数和权重均为虚构",
)  # fmt: skip


def open_panel(town: Town, number: str) -> None:
    """The register, and a panel that was drawn, has stated, and of which one has scored."""
    accounts = [_take_in(town, place, *one) for place, one in enumerate(EXPERTS, 1)]
    seat = department_for(organisation(CITY).id, "talent_office")
    office = town.staff(Role.TALENT_OFFICE, seat.id)
    with acting(office):
        panel = panels.prepare(acting=office, place=CITY, plan=PLAN).pk
        panels.lay(acting=office, panel_id=panel, number=number, proposed="agree")
        panels.publish(acting=office, panel_id=panel, draws_on=timezone.localdate())
        panels.draw(acting=office, panel_id=panel)
    sits = [one for one in accounts if _states(one, panel)]
    with acting(office):
        panels.open_materials(acting=office, panel_id=panel)
    with acting(sits[0]) as expert:
        matter = panels.own_seat(expert, panel).matters[0].id
        scores = {name: 84 for name, _ in PLAN.criteria}
        given = Given(scores, "agree", "技术来源清楚，已有订单（虚构）")
        panels.score(acting=expert, panel_id=panel, matter_id=matter, given=given)


def _take_in(
    town: Town, place: int, name: str, words: tuple[str, ...], employer: str
) -> Actor:  # fmt: skip
    """An expert with an account and an employer, who has declared that she has no ties."""
    with acting(SYSTEM):
        subject = registry.add_subject(
            acting=SYSTEM, kind="person", name=name, organisation_id=organisation(CITY).id,
            source=SOURCE,
        ).subject.pk  # fmt: skip
        account = made_account(f"expert{place}", name)
        registry.link_account(acting=SYSTEM, subject_id=subject, account_id=account)
        registry.relate(
            acting=SYSTEM, subject_id=subject, other_id=town.subjects[employer],
            kind="works_for", grade=Grade.B, source=SOURCE,
            valid_from=timezone.localdate() - timedelta(days=365),
        )  # fmt: skip
        panels.take_in(acting=SYSTEM, place=CITY, subject_id=subject, specialities=words)
    with acting(actor_by_id(account)) as expert:
        panels.declare(acting=expert, ties=[])
    return expert


def _states(expert: Actor, panel: int) -> bool:
    """Whoever was drawn states that nothing keeps her out."""
    with acting(expert):
        drawn = [one for one in panels.own_seats(expert) if one.panel_id == panel]
        for one in drawn:
            panels.state(acting=expert, panel_id=panel, is_clear=True, answered=one.unknown)
    return bool(drawn)
