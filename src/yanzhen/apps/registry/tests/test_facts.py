"""What is known: the best grade wins, in its time; nothing is asked twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.registry import service
from yanzhen.apps.registry.models import Fact
from yanzhen.apps.registry.service import Grade, NoSuchEntry, NoSuchSubject, RegistryRefused
from yanzhen.apps.registry.tests.conftest import World
from yanzhen.apps.registry.values import said
from yanzhen.apps.registry.vocabulary import admitted
from yanzhen.policy import assess, load_pack
from yanzhen.policy.subject import admit_value
from yanzhen.policy.vocabulary import Fact as Term
from yanzhen.policy.vocabulary import Label, Option

TODAY = date(2026, 11, 28)


def tell(actor: Actor, subject: int, name: str, value: Any, grade: Grade, **more: Any) -> Fact:
    with acting(actor):
        return service.record_fact(
            acting=actor, subject_id=subject, name=name, value=value, grade=grade, **more
        )


def best(subject: int, name: str, on: date = TODAY, city: str = "xiangtan") -> Any:
    with acting(SYSTEM):
        known = service.facts_of(subject, on, city).get(name)
        return known and (known.value, known.grade.value)


def test_the_better_grade_wins_whatever_came_last(world: World, wang: int) -> None:
    tell(world.clerk, wang, "degree", "bachelor", Grade.D)
    assert best(wang, "degree") == ("bachelor", "D")
    tell(world.office, wang, "degree", "master", Grade.A, source="学信网")
    tell(world.clerk, wang, "degree", "doctor", Grade.C)

    assert best(wang, "degree") == ("master", "A")


def test_of_the_same_grade_the_later_one_wins_and_the_earlier_is_kept(
    world: World, wang: int
) -> None:
    first = tell(world.clerk, wang, "degree", "bachelor", Grade.B)
    tell(world.clerk, wang, "degree", "master", Grade.B)

    assert best(wang, "degree") == ("master", "B")
    with acting(SYSTEM):
        first.refresh_from_db()
    assert first.superseded_at is not None


def test_a_fact_holds_in_its_time(world: World, wang: int) -> None:
    tell(world.clerk, wang, "degree", "bachelor", Grade.B, valid_from=date(2012, 7, 1))
    tell(world.clerk, wang, "degree", "master", Grade.B, valid_from=date(2015, 7, 1))
    tell(world.clerk, wang, "fresh_graduate", True, Grade.B, valid_from=date(2015, 7, 1),
         valid_until=date(2017, 6, 30))  # fmt: skip

    assert best(wang, "degree", date(2011, 1, 1)) is None
    assert best(wang, "degree", date(2013, 1, 1)) == ("bachelor", "B")
    assert best(wang, "degree", date(2015, 7, 1)) == ("master", "B")
    assert best(wang, "fresh_graduate", date(2017, 6, 30)) == (True, "B")
    assert best(wang, "fresh_graduate", date(2017, 7, 1)) is None


def test_nothing_is_asked_twice(world: World, wang: int) -> None:
    tell(world.office, wang, "degree", "master", Grade.A)
    tell(world.clerk, wang, "university_graduate", True, Grade.D)

    with acting(world.clerk):
        asked = service.facts_still_to_ask(
            wang, ["fresh_graduate", "degree", "university_graduate"], TODAY
        )
        everything = service.facts_still_to_ask(wang, ["degree"], TODAY, at_least=Grade.A)

    assert asked == [
        service.ToAsk("fresh_graduate"),
        service.ToAsk("university_graduate", True, Grade.D),
    ]
    assert everything == []


def test_a_declared_fact_is_verified_at_a_window(world: World, wang: int) -> None:
    fact = tell(world.clerk, wang, "degree", "master", Grade.D)
    with acting(world.clerk):
        verified = service.verify_fact(acting=world.clerk, fact_id=fact.pk, evidence="material:12")
        assert (verified.grade, verified.verified_by_id) == ("B", world.clerk.account_id)
        with pytest.raises(RegistryRefused):
            service.verify_fact(acting=world.clerk, fact_id=fact.pk, evidence="x")
    assert best(wang, "degree") == ("master", "B")


def test_a_slip_is_withdrawn_and_what_ended_ends(world: World, wang: int) -> None:
    slip = tell(world.clerk, wang, "degree", "doctor", Grade.B)
    tell(world.clerk, wang, "degree", "master", Grade.D)
    with acting(world.clerk):
        service.withdraw_fact(acting=world.clerk, fact_id=slip.pk, reason="看错")
    assert best(wang, "degree") == ("master", "D")

    married = tell(world.clerk, wang, "university_graduate", True, Grade.B)
    with acting(world.clerk):
        service.end_fact(
            acting=world.clerk, fact_id=married.pk, last_day=date(2026, 1, 1), reason="变更"
        )
    assert best(wang, "university_graduate", date(2026, 1, 1)) == (True, "B")
    assert best(wang, "university_graduate", date(2026, 1, 2)) is None


@pytest.mark.parametrize(
    ("name", "value", "grade", "says"),
    [
        ("degreee", "master", Grade.D, "没有名为 degreee"),
        ("degree", "硕士", Grade.D, "没有 硕士 这个选项"),
        ("degree", None, Grade.D, "没有值"),
        ("degree", "master", Grade.A, "较低的等级"),
        ("native_of_city", True, Grade.B, "请指明城市"),
    ],
)
def test_what_cannot_be_recorded_is_said(
    world: World, wang: int, name: str, value: Any, grade: Grade, says: str
) -> None:
    with pytest.raises(RegistryRefused, match=says):
        tell(world.clerk, wang, name, value, grade)


def test_a_decision_comes_from_its_case_only(world: World, wang: int) -> None:
    decision = next(
        name for name, term in service.facts_of_kind("person").items()
        if term.is_decision and term.type == "bool"
    )  # fmt: skip
    with pytest.raises(RegistryRefused, match="办件"):
        tell(world.office, wang, decision, True, Grade.A, city="xiangtan")

    tell(SYSTEM, wang, decision, True, Grade.A, city="xiangtan")
    assert best(wang, decision) == (True, "A")


def test_all_or_none_with_every_reason(world: World, wang: int) -> None:
    told = [
        service.Told("degree", "master", Grade.B), service.Told("nothing", 1, Grade.B),
        service.Told("degree", "x", Grade.B, valid_from=TODAY, valid_until=date(2020, 1, 1)),
    ]  # fmt: skip
    with acting(world.clerk), pytest.raises(RegistryRefused) as refused:
        service.record_facts(acting=world.clerk, subject_id=wang, told=told)

    assert [one.field for one in refused.value.refusals] == ["nothing", "degree", "degree"]
    assert best(wang, "degree") is None


def test_what_is_said_of_a_city_holds_there_only(world: World, wang: int) -> None:
    tell(world.clerk, wang, "native_of_city", True, Grade.B, city="xiangtan")

    assert best(wang, "native_of_city") == (True, "B")
    assert best(wang, "native_of_city", city="hengyang") is None


def test_a_situation_is_assessed_as_it_is(world: World, wang: int) -> None:
    tell(world.clerk, wang, "degree", "doctor", Grade.B)
    tell(world.clerk, wang, "school", "湘潭大学", Grade.C)
    with acting(world.clerk):
        found = service.situation(wang, TODAY, "xiangtan")

    assert found == {"subject": "person", "facts": {"degree": "doctor"}}
    assert assess(load_pack("xiangtan"), found, TODAY).outcomes


def test_a_person_says_of_herself_what_she_likes_but_issues_nothing(world: World) -> None:
    with acting(world.her):
        me = service.add_subject(acting=world.her, kind="person", name="王芳").subject.pk
    tell(world.her, me, "degree", "doctor", Grade.D)
    for grade in (Grade.A, Grade.B):
        with pytest.raises(RegistryRefused):
            tell(world.her, me, "degree", "doctor", grade)


def test_facts_of_somebody_else_are_not_there(world: World, wang: int) -> None:
    fact = tell(world.clerk, wang, "degree", "doctor", Grade.B)
    with acting(world.other):
        assert service.facts_of(wang, TODAY) == {}
        assert service.shown_facts(world.other, wang, TODAY) == {}
        assert service.facts_of_many([wang], TODAY) == {}
        with pytest.raises(NoSuchSubject):
            service.situation(wang, TODAY)
        with pytest.raises(NoSuchEntry):
            service.access_fact(world.other, fact.pk)


def test_an_officer_is_shown_nothing_sensitive(world: World, wang: int) -> None:
    sensitive = next(
        term for term in service.facts_of_kind("person").values()
        if term.privacy == "sensitive" and term.type == "money" and not term.is_decision
    )  # fmt: skip
    tell(world.clerk, wang, sensitive.id, "1万元", Grade.B, city="xiangtan")
    tell(world.clerk, wang, "degree", "doctor", Grade.B)
    with acting(SYSTEM):
        service.relate(
            acting=SYSTEM, subject_id=wang, other_id=world.employer, kind="works_for",
            grade=Grade.A,
        )  # fmt: skip

    with acting(world.officer):
        assert {*service.shown_facts(world.officer, wang, TODAY, "xiangtan")} == {"degree"}
    with acting(world.clerk):
        shown = service.shown_facts(world.clerk, wang, TODAY, "xiangtan")
    assert {*shown} == {"degree", sensitive.id}


def test_many_are_read_in_one_query(
    world: World, wang: int, django_assert_num_queries: Any
) -> None:
    tell(world.clerk, wang, "degree", "master", Grade.D)
    tell(world.clerk, wang, "degree", "doctor", Grade.B)
    with acting(world.clerk), django_assert_num_queries(1):
        assert service.facts_of_many([wang], TODAY) == {wang: {"degree": "doctor"}}


# -- values as JSON

options = {name: Option(name, Label(name, name)) for name in "abc"}
VALUES = {
    "bool": st.booleans(),
    "integer": st.integers(-(10**12), 10**12),
    "money": st.integers(0, 10**15).map(lambda fen: Decimal(fen) / 100),
    "decimal": st.decimals(-(10**6), 10**6, allow_nan=False, places=6),
    "date": st.dates(date(1000, 1, 1)),
    "text": st.text(max_size=50),
    "one_of": st.sampled_from("abc"),
    "many_of": st.lists(st.sampled_from("abc"), unique=True),
}


@given(st.sampled_from(sorted(VALUES)), st.data())
def test_a_value_is_taken_in_again_as_the_same(kind: Any, data: st.DataObject) -> None:
    term = Term("x", kind, Label("", ""), options=options)
    value = admit_value(term, data.draw(VALUES[kind]))

    assert admit_value(term, said(term, value)) == value


def test_records_are_kept_as_they_are_said() -> None:
    sums = service.facts_of_kind("person")["approved_sums"]

    kept = admitted(sums, [{"rule": "a", "sum": "1万元"}, {"rule": "b"}])

    assert kept == [{"rule": "a", "sum": "10000.00元"}, {"rule": "b"}]
    assert admitted(sums, kept) == kept
    assert admitted(sums, []) == []
