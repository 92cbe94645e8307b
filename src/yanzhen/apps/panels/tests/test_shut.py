"""What is shut: sealed scores, papers outside of the review, the doors of others; bad entries."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Role, acting
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.cases import service as cases
from yanzhen.apps.panels import service
from yanzhen.apps.panels.models import Panel, Sheet
from yanzhen.apps.panels.service import Given, NoSuchPanel, PanelRefused
from yanzhen.apps.panels.tests.court import Court, plan
from yanzhen.apps.registry.service import Grade, record_fact

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def refused(action: Any, **given: Any) -> list[str]:
    with pytest.raises(PanelRefused) as found:
        action(**given)
    return [one.code for one in found.value.refusals]


def test_sealed_scores_are_there_for_nobody_but_her(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    first, second, _ = court.members(panel)
    court.score(panel, first, "none", 17)
    court.employ("auditor", Role.AUDITOR, "xiangtan")
    for name in ("office", "approver", "auditor", "clerk", "lin", second):
        with acting(court.people[name]) as actor:
            assert not Sheet.objects.visible_to(actor).exists()
            with connection.cursor() as cursor:  # the database holds it, whatever a query forgets
                cursor.execute("SELECT count(*) FROM panels_sheet")
                assert cursor.fetchone() == (0,)
    with acting(court.office) as office:
        shown = service.panel(office, panel.pk).matters[0]
        assert (shown.sheets, shown.revealed, shown.outcome, shown.average) == (1, (), None, "")
    with acting(court.people[second]) as actor:
        assert "17" not in repr(service.own_seat(actor, panel.pk).matters)
    with acting(court.people[first]) as actor:
        (own,) = service.own_seat(actor, panel.pk).matters
        assert own.sheet is not None
        assert own.sheet["scores"] == {"水平": 17, "贡献": 17}
        assert (own.outcome, own.votes) == (None, ())


def test_at_rest_a_sheet_cannot_be_read(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    first, *_ = court.members(panel)
    court.score(panel, first)
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM panels_sheet")
        (content,) = cursor.fetchone()
    assert "意见".encode() not in bytes(content)


def test_once_closed_the_office_reads_every_number(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    for name, points in zip(court.members(panel), (90, 80, 71), strict=True):
        court.score(panel, name, "C", points)
    with acting(court.office) as office:
        (matter,) = service.panel(office, panel.pk).matters
    assert [one.total for one in matter.revealed] == ["90.00", "80.00", "71.00"]
    assert (matter.average, matter.average_exact) == ("80.33", "241/3")


def test_a_sheet_is_handed_in_once_and_whole(court: Court) -> None:
    panel = court.ready(court.panel("lin"))
    first, *_ = court.members(panel)
    matter = court.matter(panel).pk
    with acting(court.people[first]) as actor:
        told: dict[str, Any] = {"acting": actor, "panel_id": panel.pk, "matter_id": matter}
        for scores in ({"水平": 101, "贡献": 1}, {"水平": 50}, {"水平": -1, "贡献": 1}):
            assert refused(service.score, **told, given=Given(scores, "Z", " ")) == [
                "scores", "vote", "comment",
            ]  # fmt: skip
        whole = Given({"水平": 0, "贡献": 100}, "none", "意见")
        service.score(**told, given=whole)
        assert refused(service.score, **told, given=whole) == ["twice"]


def test_papers_are_open_only_to_members_and_only_during_the_review(court: Court) -> None:
    with acting(court.lin) as lin:
        draft = cases.start(lin, "xiangtan", "judged", "xiangtan", court.subjects["lin"]).id
        laid = cases.upload(lin, draft, "", "works.pdf", PDF).id
        kept = cases.upload(lin, draft, "", "other.pdf", PDF).id
        number = cases.submit(lin, draft, confirmed=True).number
    with acting(court.clerk) as clerk:
        cases.act(clerk, number, "accept")
    with acting(SYSTEM):
        record_fact(
            acting=SYSTEM, subject_id=court.subjects["lin"], name="degree", value="doctor",
            grade=Grade.B,
        )  # fmt: skip
    with acting(court.office) as office:
        panel = service.prepare(acting=office, place="xiangtan", plan=plan())
        matter = service.lay(
            acting=office, panel_id=panel.pk, number=number, fact="equivalent_tier",
            materials=[laid],
        )  # fmt: skip
    court.ready(panel)
    first, *_ = court.members(panel)
    told: dict[str, Any] = {"panel_id": panel.pk, "matter_id": matter.pk}
    with acting(court.people[first]) as actor:
        read = service.reading(acting=actor, **told)
        assert [one.id for one in read.materials] == [laid]
        assert service.paper(acting=actor, material_id=laid, **told)[1] == PDF
        with pytest.raises(NoSuchPanel):
            service.paper(acting=actor, material_id=kept, **told)
    with acting(SYSTEM):
        kinds = [one.kind for one in events_of(f"case:{number}")]
        assert "panel.case_read" in kinds
        assert "panel.paper_read" in [one.kind for one in events_of(f"material:{laid}")]
    not_there = set(court.experts) - set(court.members(panel))
    for name in (*not_there, "lin", "clerk", "office"):
        with acting(court.people[name]) as actor, pytest.raises(NoSuchPanel):
            service.reading(acting=actor, **told)
    with acting(NOBODY), pytest.raises(NoSuchPanel):
        service.reading(acting=NOBODY, **told)
    for name in court.members(panel):
        court.score(panel, name)
    with acting(court.people[first]) as actor:
        assert refused(service.reading, acting=actor, **told) == ["over"]
        assert refused(service.paper, acting=actor, material_id=laid, **told) == ["over"]


def test_only_the_office_of_the_place_keeps_register_and_panels(court: Court) -> None:
    panel = court.panel("lin")
    court.employ("elsewhere", Role.TALENT_OFFICE, "xiangtan/yuhu/talent_office")
    today = timezone.localdate()
    for name, codes in (("approver", ["not_office"]), ("clerk", ["not_office"])):
        with acting(court.people[name]) as actor:
            assert refused(service.prepare, acting=actor, place="xiangtan", plan=plan()) == codes
            assert refused(
                service.publish, acting=actor, panel_id=panel.pk, draws_on=today
            ) == codes  # fmt: skip
            assert refused(
                service.take_out, acting=actor, expert_id=court.experts["jia"], reason="x"
            ) == codes  # fmt: skip
    with acting(court.elsewhere) as actor:
        for action in (service.panel, service.expert):
            with pytest.raises(NoSuchPanel):
                action(actor, panel.pk)
        assert service.experts(actor) == ()
        assert service.panels(actor) == ()


def test_nothing_has_a_default(court: Court) -> None:
    empty = plan(
        title=" ", size=0, quorum=0, criteria=(), rule="", basis="", shared_by="99",
    )  # fmt: skip
    with acting(court.office) as office:
        assert refused(service.prepare, acting=office, place="xiangtan", plan=empty) == [
            "title", "basis", "size", "quorum", "rule", "criteria", "shared_by",
        ]  # fmt: skip
        for odd in ({"quorum": 4}, {"criteria": [("a", 0)]}, {"criteria": [("a", 1), ("a", 2)]}):
            assert len(
                refused(service.prepare, acting=office, place="xiangtan", plan=plan(**odd))
            ) == 1  # fmt: skip
        assert refused(
            service.prepare, acting=office, place="xiangtan", plan=plan(rule="average")
        ) == ["threshold"]


def test_a_case_comes_before_one_panel_with_a_finding_it_waits_for(court: Court) -> None:
    number = court.file("lin")
    panel = court.panel("lin", number)
    with acting(court.office) as office:
        other = service.prepare(acting=office, place="xiangtan", plan=plan())
        told: dict[str, Any] = {"acting": office, "panel_id": other.pk, "number": number}
        assert refused(service.lay, **told, fact="equivalent_tier") == ["before_another"]
        assert refused(service.lay, **told, fact="degree") == ["no_fact", "before_another"]
        assert refused(service.lay, **{**told, "number": "XIANGTAN-2026-999999"}) == ["no_case"]
        service.cancel(acting=office, panel_id=panel.pk, reason="重新组织")
        assert refused(service.lay, **told, fact="equivalent_tier", proposed="Z") == ["proposed"]
        assert refused(service.lay, **told, fact="equivalent_tier", materials=["x"]) == [
            "materials"
        ]
        service.lay(**told, fact="equivalent_tier")


def test_steps_out_of_their_turn_are_refused(court: Court) -> None:
    panel = court.panel("lin")
    matter = court.matter(panel).pk
    today = timezone.localdate()
    with acting(court.office) as office:
        told: dict[str, Any] = {"acting": office, "panel_id": panel.pk}
        for action, more in (
            (service.draw, {}), (service.open_materials, {}), (service.close, {}),
            (service.confirm, {"matter_id": matter}),
        ):  # fmt: skip
            assert refused(action, **told, **more) == ["wrong_state"]
        service.publish(**told, draws_on=today, witness_source="当日福彩3D")
        assert refused(service.draw, **told) == ["witness"]
        service.draw(**told, witness="123")
        assert refused(service.publish, **told, draws_on=today) == ["wrong_state"]
        assert refused(service.take_off, **told, matter_id=matter) == ["fixed"]
        service.cancel(**told, reason="申请撤回")
        assert refused(service.cancel, **told, reason="再来") == ["wrong_state"]


def test_the_office_adds_ties_that_her_word_does_not_remove(court: Court) -> None:
    with acting(court.office) as office:
        service.add_tie(
            acting=office, expert_id=court.experts["jia"], kind="supervision", name="lin"
        )
    with acting(court.jia) as actor:
        service.declare(acting=actor, ties=[("family", "某某")])
        (entry,) = service.own_entries(actor)
        assert [(one.kind, one.by_office) for one in entry.ties] == [
            ("supervision", True), ("family", False),
        ]  # fmt: skip
        assert refused(service.declare, acting=actor, ties=[("friend", "某")]) == ["kind"]
    panel = court.drawn(court.panel("lin"))
    assert "jia" not in court.members(panel, "seated", "standby")
    with acting(court.lin) as lin, pytest.raises(NoSuchPanel):
        service.declare(acting=lin, ties=[])


def test_a_witness_and_a_secret_of_a_cancelled_draw_are_never_shown(court: Court) -> None:
    panel = court.panel("lin")
    with acting(court.office) as office:
        service.publish(acting=office, panel_id=panel.pk, draws_on=timezone.localdate())
        service.cancel(acting=office, panel_id=panel.pk, reason="改期")
    with acting(SYSTEM):
        kept = Panel.objects.get(pk=panel.pk)
        assert (kept.secret, kept.seed) == (None, "")
