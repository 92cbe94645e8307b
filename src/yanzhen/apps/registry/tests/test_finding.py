"""Finding somebody by her name: the words of it, through the index, and nobody else's people."""

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import Actor, acting
from yanzhen.apps.registry import service
from yanzhen.apps.registry.models import Subject
from yanzhen.apps.registry.tests.conftest import LI, WANG, ZHAO, World, bring
from yanzhen.apps.search.service import question

ONLY_BITMAPS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; DISCARD PLANS"
SCANS = "SELECT pg_stat_get_xact_numscans('registry_subject_found_by'::regclass)"
ASKED = "SELECT registry_subject_found(%s::tsquery)"


def found(actor: Actor, text: str) -> set[str]:
    with acting(actor):
        return {one.name for one in service.search(actor, text, "person")}


def answer(sql: str, *values: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def people(world: World) -> World:
    for front, name in ((WANG, "王小芳"), (LI, "阿依古丽·买买提"), (ZHAO, "赵𠮷\ufe00祥")):
        bring(world)(front, name)
    return world


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王小", "王小芳"), ("小芳", "王小芳"), ("芳", "王小芳"), ("古丽买买", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"), ("𠮷祥", "赵𠮷\ufe00祥"),
    ],
)  # fmt: skip
def test_two_characters_find_her(people: World, text: str, name: str) -> None:
    assert found(people.clerk, text) == {name}


def test_the_index_is_used_though_rows_are_secured(people: World) -> None:
    with connection.cursor() as cursor:  # with three rows nobody would take an index
        cursor.execute(ONLY_BITMAPS)
    (before,) = answer(SCANS)

    assert found(people.clerk, "小芳") == {"王小芳"}
    assert answer(SCANS)[0] > before


def test_whom_one_does_not_see_one_does_not_find(people: World) -> None:
    assert found(people.other, "小芳") == set()
    with acting(people.other):
        assert answer(ASKED, question("小芳")) == []
    with acting(people.clerk):
        assert len(answer(ASKED, question("小芳"))) == 1


def test_a_new_name_is_found_and_the_earlier_one_is_not(people: World) -> None:
    with acting(people.clerk):
        her = Subject.objects.get(name="王小芳")
        her = service.rename_subject(
            acting=people.clerk, subject_id=her.pk, name="王晓梅", reason="写错了"
        )

    assert found(people.clerk, "晓梅") == {"王晓梅"}
    assert found(people.clerk, "小芳") == set()
