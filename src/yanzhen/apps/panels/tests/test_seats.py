"""Avoidance around the draw: who is listed, statements, objections, what changes before opening."""

from random import Random
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.panels import service
from yanzhen.apps.panels.models import Check
from yanzhen.apps.panels.service import NoSuchPanel, PanelRefused
from yanzhen.apps.panels.tests.court import Court, build_court, plan


def refused(action: Any, **given: Any) -> list[str]:
    with pytest.raises(PanelRefused) as found:
        action(**given)
    return [one.code for one in found.value.refusals]


def test_ties_of_every_kind_keep_out_of_the_list(court: Court) -> None:
    court.expert("colleague", ties=[])
    court.relate("colleague", "works_for", "湘江厂")
    court.expert("spouse", ties=[])
    court.relate("spouse", "spouse", "lin")
    court.expert("supervisor", ties=[("supervision", "lin")])
    court.register("攻关队", "team")
    court.expert("teammate", ties=[])
    court.relate("teammate", "member_of", "攻关队")
    court.relate("lin", "leads", "攻关队")
    court.expert("unknown")  # has declared nothing: may sit, and has to answer
    court.expert("elsewhere", ties=[], words=("医学",))
    panel = court.drawn(court.panel("lin", specialities=["材料"]))

    listed = set(court.members(panel, "seated", "standby"))
    assert listed == {"jia", "yi", "bing", "ding", "wu", "unknown"}
    with acting(SYSTEM):
        rows = Check.objects.filter(panel=panel, outcome="conflict").select_related("expert")
        found = {(one.expert.name, one.point, one.basis, one.what) for one in rows}
    assert found == {
        ("colleague", "employer", "registry", "湘江厂"),
        ("spouse", "family", "registry", "lin"),
        ("supervisor", "supervision", "declaration", "lin"),
        ("teammate", "co_applicant", "registry", "攻关队"),
    }


@pytest.mark.parametrize("seed", range(4))
def test_however_ties_are_laid_nobody_tied_sits(court: Court, seed: int) -> None:
    chance = Random(seed)
    court.register("攻关队", "team")
    court.relate("lin", "member_of", "攻关队")
    tied = set()
    for name in [*court.experts][:-1]:
        match chance.choice(["none", "spouse", "team", "supervision", "employer"]):
            case "spouse":
                court.relate("lin", "spouse", name)
            case "team":
                court.relate(name, "leads", "攻关队")
            case "employer":
                court.relate(name, "works_for", "湘江厂")
            case "supervision":
                with acting(court.people[name]) as actor:
                    service.declare(acting=actor, ties=[("supervision", "ｌin ")])
            case _:
                continue
        tied.add(name)
    free = set(court.experts) - tied
    assert tied
    assert free
    panel = court.drawn(court.panel("lin", size=len(free), quorum=1))

    assert set(court.members(panel)) == free
    assert court.members(panel, "standby") == []


def test_whoever_judged_her_before_stays_out(court: Court) -> None:
    first = court.ready(court.panel("lin", court.file("lin", "plain"), size=2, quorum=2))
    judged = court.members(first)
    for name in judged:
        court.score(first, name)
    second = court.drawn(court.panel("lin", court.file("lin")))

    assert set(court.members(second)) == set(court.experts) - set(judged)


def test_a_panel_is_not_drawn_from_too_few(court: Court) -> None:
    panel = court.panel("lin", size=6)
    with acting(court.office) as office:
        today = timezone.localdate()
        assert refused(service.publish, acting=office, panel_id=panel.pk, draws_on=today) == [
            "too_few"
        ]


def test_a_stated_conflict_brings_in_the_next_by_lots(court: Court) -> None:
    panel = court.drawn(court.panel("lin"))
    first, *others = court.members(panel)
    (following, _) = court.members(panel, "standby")
    with acting(court.people[first]) as actor:
        service.state(acting=actor, panel_id=panel.pk, is_clear=False, reason="曾同一课题组")

    assert court.members(panel) == [*others, following]
    assert court.seat(panel, first).reason == "曾同一课题组"
    with acting(court.people[first]) as actor:
        matter = court.matter(panel).pk
        given = {"acting": actor, "panel_id": panel.pk, "matter_id": matter}
        assert refused(service.reading, **given) == ["replaced"]


def test_what_no_register_knows_has_to_be_stated(court: Court) -> None:
    for name in ("jia", "yi", "bing", "ding", "wu"):
        with acting(court.office) as office:
            service.take_out(acting=office, expert_id=court.experts[name], reason="换届")
    court.expert("new")
    panel = court.drawn(court.panel("lin", size=1, quorum=1))
    with acting(court.new) as actor:
        unknown = service.own_seat(actor, panel.pk).unknown
        assert unknown == ("employer", "family", "supervision", "co_applicant", "reviewed")
        given: dict[str, Any] = {"acting": actor, "panel_id": panel.pk, "is_clear": True}
        assert refused(service.state, **given, answered=unknown[1:]) == ["unanswered"]
        service.state(**given, answered=unknown)
        assert refused(service.state, **given, answered=unknown) == ["stated"]
    assert court.seat(panel, "new").answered == sorted(unknown)


def test_papers_stay_shut_until_everybody_has_stated(court: Court) -> None:
    panel = court.drawn(court.panel("lin"))
    first, *others = court.members(panel)
    matter = court.matter(panel).pk
    with acting(court.people[first]) as actor:
        given = {"acting": actor, "panel_id": panel.pk, "matter_id": matter}
        assert refused(service.reading, **given) == ["not_stated"]
    court.state_clear(panel, first)
    with acting(court.people[first]) as actor:
        assert refused(service.reading, acting=actor, panel_id=panel.pk, matter_id=matter) == [
            "not_open"
        ]
    with acting(court.office) as office:
        assert refused(service.open_materials, acting=office, panel_id=panel.pk) == [
            "not_all_stated"
        ]
    for name in others:
        court.state_clear(panel, name)
    with acting(court.office) as office:
        assert service.open_materials(acting=office, panel_id=panel.pk).is_open


def test_a_tie_that_came_up_in_between_replaces_her_and_opens_nothing(court: Court) -> None:
    panel = court.drawn(court.panel("lin"))
    first, second, third = court.members(panel)
    (following, _) = court.members(panel, "standby")
    for name in (first, second, third):
        court.state_clear(panel, name)
    court.relate(second, "spouse", "lin")
    with acting(court.office) as office:
        opening = service.open_materials(acting=office, panel_id=panel.pk)
        assert (opening.is_open, opening.replaced) == (False, (court.seat(panel, second).number,))
        assert service.panel(office, panel.pk).state == "drawn"
    court.state_clear(panel, following)
    with acting(court.office) as office:
        assert service.open_materials(acting=office, panel_id=panel.pk).is_open
    assert court.members(panel) == [first, third, following]


def test_whom_it_is_about_may_object_where_that_is_opened(court: Court) -> None:
    today = timezone.localdate()
    panel = court.drawn(court.panel("lin", objections_until=today))
    with acting(court.lin) as lin:
        named = service.named(lin, panel.pk)
        assert [one.employers for one in named.members] == [("韶山大学",)] * 3
        target = named.members[0]
        made = service.object_to(
            acting=lin, panel_id=panel.pk, seat_id=target.seat_id, reason="她是我的导师"
        )
        given = {"acting": lin, "panel_id": panel.pk, "seat_id": target.seat_id, "reason": "x"}
        assert refused(service.object_to, **given) == ["twice"]
    for name in court.members(panel):
        court.state_clear(panel, name)
    with acting(court.office) as office:
        assert refused(service.open_materials, acting=office, panel_id=panel.pk) == ["objections"]
        service.answer_objection(
            acting=office, panel_id=panel.pk, objection_id=made.pk, upheld=True, answer="属实"
        )
    assert target.name not in court.members(panel)
    assert len(court.members(panel)) == 3


def test_members_are_not_named_where_the_office_does_not_open_that(court: Court) -> None:
    panel = court.drawn(court.panel("lin"))
    court.settle("luo")
    opened = court.drawn(court.panel("luo", objections_until=timezone.localdate()))
    with acting(court.lin) as lin:
        for one in (panel, opened):
            with pytest.raises(NoSuchPanel):
                service.named(lin, one.pk)


def test_counties_share_experts_where_a_clause_says_so(db: None) -> None:
    court = build_court("quzhou")
    court.employ("bureau", Role.CLERK, "quzhou/kaihua/hr_bureau")
    court.employ("kaihua", Role.TALENT_OFFICE, "quzhou/kaihua/talent_office")
    court.expert("of_changshan", ties=[], place="quzhou/changshan")
    court.expert("of_quzhou", ties=[])
    number = court.file("lin", place="quzhou/kaihua", clerk="bureau")
    given: dict[str, Any] = {
        "office": "kaihua",
        "place": "quzhou/kaihua",
        "size": 1,
        "quorum": 1,
        "fact": "",
    }

    alone = court.drawn(court.panel("lin", number, **given), "kaihua")
    assert court.members(alone, "seated", "standby") == ["of_quzhou"]
    with acting(court.kaihua) as office:
        service.cancel(acting=office, panel_id=alone.pk, reason="改为市县互评")
        assert refused(
            service.prepare, acting=office, place="quzhou/kaihua", plan=plan(shared_by="99")
        ) == ["shared_by"]
    shared = court.ready(court.panel("lin", number, shared_by="22", **given), "kaihua")
    with acting(SYSTEM):
        assert set(shared.seats.values_list("name", flat=True)) == {"of_changshan", "of_quzhou"}
    (member,) = court.members(shared)
    court.score(shared, member, "agree")
    with acting(court.kaihua) as office:
        service.confirm(acting=office, panel_id=shared.pk, matter_id=court.matter(shared).pk)
        assert cases.one(office, number).row.state == "approving"
