"""The whole way of a panel, from the draw to what stands in the case."""

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.panels import service
from yanzhen.apps.panels.models import Panel
from yanzhen.apps.panels.service import Given, PanelRefused
from yanzhen.apps.panels.tests.court import Court
from yanzhen.apps.quotas.service import commitment, order_of_lots
from yanzhen.apps.registry.service import facts_of


def test_a_panel_finds_a_tier_and_the_case_leaves_its_review(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    first, second, third = court.members(panel)
    court.score(panel, first, "C", 90)
    court.score(panel, second, "C", 80)
    court.score(panel, third, "none", 40)
    matter = court.matter(panel)
    assert (matter.outcome, matter.counted["average"]) == ("C", ["70", "70.00"])

    with acting(court.people[third]) as actor:
        service.dissent(acting=actor, panel_id=panel.pk, matter_id=matter.pk, words="成果尚未转化")
    with acting(court.office) as office:
        service.confirm(acting=office, panel_id=panel.pk, matter_id=matter.pk)
        shown = service.panel(office, panel.pk)
        case = cases.one(office, matter.number)

    assert (shown.state, case.row.state) == ("confirmed", "approving")
    assert [one.dissent for one in shown.matters[0].revealed].count("成果尚未转化") == 1
    with acting(SYSTEM):
        known = facts_of(court.subjects["lin"], timezone.localdate(), "xiangtan")
    found = known["equivalent_tier"]
    assert (found.value, found.grade) == ("C", "B")
    said = next(one.told["seen"] for one in case.steps if one.action == "finding")
    assert said == (
        f"评审组P{panel.pk}“第一次评审”结论：相当于C类（相当于C类2票、评审后不属于任何一类1票；平均70.00分）"
    )


def test_a_case_without_that_stage_waits_for_its_approver(court: Court) -> None:
    number = court.file("lin", "plain")
    panel = court.ready(court.panel("lin", number))
    for name in court.members(panel):
        court.score(panel, name)
    matter = court.matter(panel)
    # The talent office has no work on this case; the approver has.
    with acting(court.office) as office, pytest.raises(PanelRefused) as refused:
        service.confirm(acting=office, panel_id=panel.pk, matter_id=matter.pk)
    assert [one.code for one in refused.value.refusals] == ["no_work"]
    with acting(court.approver) as approver:
        service.confirm(acting=approver, panel_id=panel.pk, matter_id=matter.pk)
        assert cases.one(approver, number).row.state == "approving"


def test_by_average_the_threshold_decides_whatever_the_votes(court: Court) -> None:
    panel = court.ready(court.panel("lin", rule="average", threshold=75))
    for name, points in zip(court.members(panel), (74, 75, 75), strict=True):
        court.score(panel, name, "C", points)

    matter = court.matter(panel)
    assert (matter.outcome, matter.counted["average"]) == ("none", ["224/3", "74.67"])


def test_no_majority_is_recorded_in_words_and_finds_nothing(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    for name, vote in zip(court.members(panel), ("A", "C", "none"), strict=True):
        court.score(panel, name, vote)
    matter = court.matter(panel)
    with acting(court.office) as office:
        service.confirm(acting=office, panel_id=panel.pk, matter_id=matter.pk)
        case = cases.one(office, matter.number)

    assert case.row.state == "approving"
    assert [one.action for one in case.steps if one.action == "finding"] == []
    assert any("未形成多数意见" in str(one.told.get("conclusion")) for one in case.steps)


def test_the_chair_closes_with_the_quorum_of_the_office(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    first, second, third = court.members(panel)
    with acting(court.office) as office:
        service.name_chair(acting=office, panel_id=panel.pk, seat_id=court.seat(panel, second).pk)
    court.score(panel, first)
    assert codes(court, second, panel) == ["no_quorum"]
    court.score(panel, second)
    assert codes(court, third, panel) == ["not_chair"]
    assert codes(court, second, panel) == []
    assert court.matter(panel).counted["votes"] == {"C": 2}


def test_anybody_computes_the_draw_again(court: Court) -> None:
    panel = court.drawn(court.panel("lin"))
    shown = service.public_draw(panel.pk)

    assert shown.commitment == commitment(shown.seed, shown.size, shown.participants)
    assert shown.outcome == order_of_lots(shown.seed, shown.witness, shown.participants)
    assert shown.seated == shown.outcome[:3]
    assert not any(name in repr(shown) for name in court.experts)


def test_the_secret_stays_sealed_until_the_draw(court: Court) -> None:
    panel = court.panel("lin")
    with acting(court.office) as office:
        service.publish(acting=office, panel_id=panel.pk, draws_on=timezone.localdate())
    shown = service.public_draw(panel.pk)

    assert (shown.seed, shown.outcome, len(shown.participants)) == ("", (), 5)
    with acting(SYSTEM):
        panel.refresh_from_db()
        assert panel.secret is not None
        assert str(panel.secret) == "****"


def test_a_second_case_needs_its_own_sheets(court: Court) -> None:
    court.settle("luo")
    panel = court.panel("lin")
    with acting(court.office) as office:
        service.lay(
            acting=office, panel_id=panel.pk, number=court.file("luo"), fact="equivalent_tier"
        )
    court.ready(panel)
    with acting(SYSTEM):
        matters = list(panel.matters.order_by("pk"))
    given = Given({"水平": 60, "贡献": 60}, "D", "尚可")
    for matter in matters:
        for name in court.members(panel):
            with acting(SYSTEM):
                panel.refresh_from_db()
            assert panel.state == "open"
            with acting(court.people[name]) as actor:
                service.score(acting=actor, panel_id=panel.pk, matter_id=matter.pk, given=given)

    with acting(SYSTEM):
        assert {one.outcome for one in panel.matters.all()} == {"D"}


def codes(court: Court, name: str, panel: Panel) -> list[str]:
    """What closing is refused for."""
    with acting(court.people[name]) as actor:
        try:
            service.close(acting=actor, panel_id=panel.pk)
        except PanelRefused as refused:
            return [one.code for one in refused.refusals]
    return []
