"""Two that are one, and two that are not; consents, own data, registers."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting, give_assignment, officers_of
from yanzhen.apps.audit.service import events_of, readings_of
from yanzhen.apps.registry import service
from yanzhen.apps.registry.models import Fact, Identifier, Merge, Relation, Residence, Subject
from yanzhen.apps.registry.service import (
    Grade,
    Hold,
    NoSuchEntry,
    NoSuchSubject,
    RegistryRefused,
)
from yanzhen.apps.registry.tests.conftest import WANG, World, bring, card
from yanzhen.policy.vocabulary import Label

BORN = date(1990, 1, 1)


def double(world: World, name: str = "王芳", **more: Any) -> int:
    """The same person once more, brought in at Yuetang by her passport."""
    with acting(world.other):
        return service.add_subject(
            acting=world.other, kind="person", name=name, organisation_id=world.yuetang,
            numbers={"passport": "E12345678"}, birth=BORN, grade=Grade.B, **more,
        ).subject.pk  # fmt: skip


def merged(world: World, winner: int, loser: int) -> Merge:
    with acting(world.office):
        return service.merge(acting=world.office, winner_id=winner, loser_id=loser, reason="同一人")


def belongings(subject: int) -> dict[str, set[int]]:
    with acting(SYSTEM):
        return {
            table.__name__: {*table.objects.filter(subject=subject).values_list("pk", flat=True)}
            for table in (Fact, Identifier, Relation, Residence)
        }


def test_the_same_name_and_birth_are_brought_up(world: World, wang: int) -> None:
    other = double(world)
    double_of_name_only = bring(world)("43030219950505123", "王芳")
    with acting(world.office):
        assert service.alike(world.office) == [service.Alike(wang, other, "王芳")]
        assert service.alike(world.office, other) == service.alike(world.office)
        assert service.alike(world.office, double_of_name_only) == []
    with acting(world.clerk):  # who does not see the other one is told nothing
        assert service.alike(world.clerk) == []

    with acting(world.office):
        service.tell_apart(acting=world.office, one_id=other, other_id=wang)
        assert service.alike(world.office) == []


def test_a_merge_moves_everything_and_can_be_undone(world: World, wang: int) -> None:
    other = double(world)
    with acting(world.other):
        service.record_fact(
            acting=world.other, subject_id=other, name="degree", value="master", grade=Grade.B
        )
    before = belongings(wang), belongings(other)

    made = merged(world, wang, other)

    assert belongings(other) == {"Fact": set(), "Identifier": set(), "Relation": set(),
                                 "Residence": set()}  # fmt: skip
    both = belongings(wang)
    assert all(both[name] == before[0][name] | before[1][name] for name in both)
    with acting(world.other):
        assert service.access_subject(world.other, wang).pk == wang
    with acting(SYSTEM):
        assert service.access_subject(SYSTEM, other).pk == wang == service.current_id(other)
        assert [one.pk for one in service.search(SYSTEM, "E12345678")] == [wang]

    with acting(world.office):
        service.unmerge(acting=world.office, merge_id=made.pk, reason="同名不同人")
    assert (belongings(wang), belongings(other)) == before
    with acting(world.office):
        assert [one.undone_because for one in service.merges_of(world.office, wang)] == [
            "同名不同人"
        ]
        with pytest.raises(NoSuchEntry):
            service.unmerge(acting=world.office, merge_id=made.pk, reason="再来")
    with acting(SYSTEM):
        kinds = [one.kind for one in events_of(f"subject:{wang}")]
    assert kinds[:2] == ["registry.unmerged", "registry.merged"]


def test_what_was_learnt_after_a_merge_stays_with_the_winner(world: World, wang: int) -> None:
    other = double(world)
    made = merged(world, wang, other)
    with acting(world.clerk):
        fact = service.record_fact(
            acting=world.clerk, subject_id=wang, name="degree",
            value="master", grade=Grade.B,
        )  # fmt: skip
    with acting(world.office):
        service.unmerge(acting=world.office, merge_id=made.pk, reason="不同人")

    assert fact.pk in belongings(wang)["Fact"]


def test_two_cards_are_two_people(world: World, wang: int) -> None:
    other = bring(world)("43030219900101126", "王芳")

    with pytest.raises(RegistryRefused, match="同一类证件的不同号码"):
        merged(world, wang, other)
    with pytest.raises(RegistryRefused, match="不是同一类主体"):
        merged(world, wang, world.employer)
    with acting(world.clerk), pytest.raises(RegistryRefused, match="人才工作机构"):
        service.merge(acting=world.clerk, winner_id=wang, loser_id=other, reason="x")
    with acting(world.office), pytest.raises(RegistryRefused, match="理由"):
        service.merge(acting=world.office, winner_id=wang, loser_id=other, reason=" ")


def test_the_account_goes_with_the_merge_and_comes_back(world: World, wang: int) -> None:
    with acting(world.her):
        me = service.add_subject(acting=world.her, kind="person", name="王芳").subject.pk
    with acting(SYSTEM):
        service.enter(acting=SYSTEM, subject_id=me, organisation_id=world.yuhu, reason="办件")
    made = merged(world, wang, me)
    with acting(world.her):
        found = service.own_subject(world.her)
        assert found is not None
        assert found.pk == wang

    with acting(world.office):
        service.unmerge(acting=world.office, merge_id=made.pk, reason="不同人")
    with acting(world.her):
        found = service.own_subject(world.her)
        assert found is not None
        assert found.pk == me


def test_who_acts_for_an_employer_acts_for_what_it_turned_out_to_be(world: World) -> None:
    with acting(SYSTEM):
        stands = service.add_subject(
            acting=SYSTEM, kind="employer", name="湘江重工", organisation_id=world.yuhu
        ).subject.pk
        give_assignment(
            acting=SYSTEM, account_id=world.officer.account_id or 0, role=Role.EMPLOYER_HR,
            employer_id=world.employer,
        )  # fmt: skip
        before = officers_of(world.employer)
        made = service.merge(
            acting=SYSTEM, winner_id=stands, loser_id=world.employer, reason="更名"
        )
        assert (officers_of(stands), officers_of(world.employer)) == (before, ())
        assert before == (world.officer.account_id,)
        service.unmerge(acting=SYSTEM, merge_id=made.pk, reason="不是更名")
        assert (officers_of(stands), officers_of(world.employer)) == ((), before)


# -- consent


def test_a_consent_stands_until_it_is_taken_back(world: World, wang: int) -> None:
    with acting(world.clerk):
        for _ in range(2):
            service.give_consent(
                acting=world.clerk, subject_id=wang, purpose="contact", how="书面同意书"
            )
        assert service.has_consented(wang, "contact")
        assert not service.has_consented(wang, "match")
        service.withdraw_consent(acting=world.clerk, subject_id=wang, purpose="contact")
        assert not service.has_consented(wang, "contact")
        for wrong in ({"purpose": "sell", "how": "x"}, {"purpose": "match", "how": " "}):
            with pytest.raises(RegistryRefused):
                service.give_consent(acting=world.clerk, subject_id=wang, **wrong)
    with acting(world.other), pytest.raises(NoSuchSubject):
        service.give_consent(acting=world.other, subject_id=wang, purpose="contact", how="x")


def test_nobody_consents_for_an_employee(world: World, wang: int) -> None:
    with acting(SYSTEM):
        service.relate(
            acting=SYSTEM, subject_id=wang, other_id=world.employer, kind="works_for",
            grade=Grade.A,
        )  # fmt: skip
    with acting(world.officer), pytest.raises(RegistryRefused, match="本人"):
        service.give_consent(acting=world.officer, subject_id=wang, purpose="contact", how="x")


# -- one's own data


@pytest.fixture
def me(world: World, wang: int) -> int:
    with acting(SYSTEM):
        service.link_account(acting=SYSTEM, subject_id=wang, account_id=world.her.account_id or 0)
        service.add_number(
            acting=SYSTEM, subject_id=wang, scheme=service.Scheme.PHONE, text="13800001234",
            grade=Grade.D,
        )  # fmt: skip
        service.relate(
            acting=SYSTEM, subject_id=wang, other_id=world.employer, kind="works_for",
            grade=Grade.A,
        )  # fmt: skip
    for actor, value, grade in ((world.clerk, "master", Grade.B), (world.her, "doctor", Grade.D)):
        with acting(actor):
            service.record_fact(
                acting=actor, subject_id=wang, name="degree", value=value, grade=grade
            )
    return wang


def test_a_copy_has_everything_and_is_for_herself(world: World, me: int) -> None:
    with acting(world.her):
        service.ask(acting=world.her, subject_id=me, kind="copy")
        copy = service.copy_of(acting=world.her, subject_id=me)

    assert {one["value"] for one in copy["numbers"]} == {card(WANG), "13800001234"}
    assert [one["value"] for one in copy["facts"]] == ["master", "doctor"]
    assert copy["relations"][0]["other"] == "湘潭某某科技有限公司"
    assert copy["places"][0]["code"] == "xiangtan/yuhu"
    assert copy["requests"][0]["state"] == "done"
    with acting(SYSTEM):
        assert readings_of(f"subject:{me} copy").count() == 1
    with acting(world.clerk), pytest.raises(RegistryRefused):
        service.copy_of(acting=world.clerk, subject_id=me)


def erased(world: World, me: int, holds: list[Hold]) -> Any:
    with acting(world.her):
        asked = service.ask(acting=world.her, subject_id=me, kind="erase")
    with acting(world.clerk), pytest.raises(RegistryRefused):
        service.answer_erasure(acting=world.clerk, request_id=asked.pk, holds=holds)
    with acting(world.office):
        return service.answer_erasure(acting=world.office, request_id=asked.pk, holds=holds)


def test_without_a_duty_to_keep_everything_goes(world: World, me: int) -> None:
    answered = erased(world, me, [])

    assert (answered.state, answered.kept) == ("done", [])
    assert belongings(me)["Fact"] == belongings(me)["Identifier"] == set()
    with acting(SYSTEM):
        subject = Subject.objects.get(pk=me)
        assert (subject.name, subject.birth, subject.account_id) == ("", None, None)
        with connection.cursor() as cursor:
            for table in ("subject", "identifier", "fact", "relation"):
                cursor.execute(f"SELECT count(*) FROM registry_{table}event")
                assert cursor.fetchone() == (0,), table
        assert not service.search(SYSTEM, "王芳").exists()
    with acting(world.clerk):  # a card that is known no more can be brought in anew
        again = bring(world)(WANG, "王芳")
    assert again != me


def test_what_a_decision_rests_on_is_kept_and_said(world: World, me: int) -> None:
    hold = Hold(Label("办件 XT-1 的档案", "File of case XT-1"), date(2036, 1, 1))
    answered = erased(world, me, [hold])

    assert answered.kept == [
        {"zh": "办件 XT-1 的档案", "en": "File of case XT-1", "until": "2036-01-01"}
    ]
    assert "予以保留" in answered.answer["zh"]
    with acting(SYSTEM):
        assert [one.value for one in Fact.objects.filter(subject=me)] == ["master"]
        assert [one.scheme for one in Identifier.objects.filter(subject=me)] == ["id_card"]
        assert Subject.objects.get(pk=me).name == "王芳"


def test_a_request_is_hers_and_is_answered_once(world: World, me: int) -> None:
    with acting(world.clerk), pytest.raises(RegistryRefused):
        service.ask(acting=world.clerk, subject_id=me, kind="erase")
    with acting(world.her):
        first = service.ask(acting=world.her, subject_id=me, kind="erase")
        assert service.ask(acting=world.her, subject_id=me, kind="erase") == first
    with acting(world.other), pytest.raises(NoSuchEntry):
        service.access_request(world.other, first.pk)
    with acting(world.office):
        reason = Label("请求人身份未核实", "Identity not verified")
        refused = service.refuse_request(acting=world.office, request_id=first.pk, reason=reason)
        assert (refused.state, refused.answer) == ("refused", {"zh": reason.zh, "en": reason.en})
        with pytest.raises(RegistryRefused):
            service.answer_erasure(acting=world.office, request_id=first.pk, holds=[])


# -- registers


def register(world: World, **more: Any) -> int:
    with acting(world.office):
        return service.make_register(
            acting=world.office, organisation_id=world.city, city="xiangtan", **more
        ).pk


def say(actor: Actor, subject: int, **facts: Any) -> None:
    with acting(actor):
        for name, value in facts.items():
            service.record_fact(
                acting=actor, subject_id=subject, name=name, value=value, grade=Grade.B,
                city="xiangtan",
            )  # fmt: skip


def members(actor: Actor, view: int) -> list[int]:
    with acting(actor):
        return [one.pk for one in service.members(actor, view)]


def test_natives_living_elsewhere_who_have_agreed(world: World, wang: int) -> None:
    view = register(world, preset="natives")
    home = bring(world)("43030219910202124", "李强")
    say(world.clerk, wang, native_of_city=True, lives_in_city=False)
    say(world.clerk, home, native_of_city=True, lives_in_city=True)
    assert members(world.office, view) == []

    with acting(world.clerk):
        for subject in (wang, home):
            service.give_consent(acting=world.clerk, subject_id=subject, purpose="list", how="书面")

    assert members(world.office, view) == [wang]
    say(world.clerk, wang, lives_in_city=True)
    assert members(world.office, view) == []


def test_a_register_is_opened_by_its_roles_in_its_place(world: World, wang: int) -> None:
    view = register(world, preset="reserve", consent="")
    with acting(world.office):
        service.list_by_hand(acting=world.office, view_id=view, subject_id=wang, note="企业家后备")
        assert [one.pk for one in service.registers(world.office)] == [view]
    assert members(world.office, view) == [wang]
    for actor in (world.clerk, world.other, world.auditor, world.her, world.officer):
        with acting(actor):
            assert service.registers(actor) == []
            with pytest.raises(NoSuchEntry):
                service.members(actor, view)
    with acting(world.office):
        service.unlist(acting=world.office, view_id=view, subject_id=wang)
    assert members(world.office, view) == []


def test_criteria_are_checked_and_do_what_they_say(world: World, wang: int) -> None:
    say(world.clerk, wang, school="湘潭大学", school_year=2012, degree="master")
    for criteria, is_in in (
        ([{"fact": "school", "contains": "湘潭"}], True),
        ([{"fact": "school", "contains": "长沙"}], False),
        ([{"fact": "school_year", "at_least": 2012}, {"fact": "degree", "is": ["master"]}], True),
        ([{"fact": "school_year", "at_most": 2011}], False),
        ([{"fact": "position", "known": False}], True),
        ([{"fact": "position", "known": True}], False),
    ):
        view = register(world, name=str(criteria)[:80], purpose="测试", criteria=criteria)
        assert (wang in members(world.office, view)) is is_in, criteria

    with acting(world.office), pytest.raises(RegistryRefused) as refused:
        service.make_register(
            acting=world.office, organisation_id=world.city, city="xiangtan", name="",
            criteria=[{"fact": "nothing", "is": [1]}, {"fact": "degree", "at_least": 1},
                      {"fact": "degree", "is": [1], "known": True}],
        )  # fmt: skip
    assert [one.field for one in refused.value.refusals] == ["name", "purpose", *["criteria"] * 3]


def test_taking_a_register_out_is_written_down(world: World, wang: int) -> None:
    view = register(world, preset="alumni", consent="")
    with acting(world.office):
        with pytest.raises(RegistryRefused):
            service.taken_out(world.office, view, " ")
        service.taken_out(world.office, view, "校友座谈会邀请")
    with acting(SYSTEM):
        assert readings_of(f"register:{view}").get().details == {"reason": "校友座谈会邀请"}
