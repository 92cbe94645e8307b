"""The column and its condition in a PostgreSQL."""

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from yanzhen.apps.search.fields import TermsField, saying

TITLES = ["衡阳市雁峰区人才公寓", "长沙市人才公寓", "ＡＢＢ机器人", "it's 100% & more"]


@pytest.fixture
@isolate_apps("yanzhen.apps.policies")
def paper(db: None) -> Any:
    class Paper(models.Model):
        title = models.TextField()
        found_by = TermsField()

        class Meta:
            app_label = "search_tests"

    with connection.schema_editor() as editor:
        editor.create_model(Paper)
    Paper._default_manager.bulk_create(Paper(title=one, found_by=one) for one in TITLES)
    return Paper


def found(paper: Any, searched: str) -> list[str]:
    condition = saying("found_by", searched)
    return list(paper.objects.filter(condition).order_by("pk").values_list("title", flat=True))


def test_two_characters_find(paper: Any) -> None:
    assert found(paper, "衡阳") == TITLES[:1]
    assert found(paper, "公寓") == TITLES[:2]
    assert found(paper, "区") == TITLES[:1]
    assert found(paper, "abb 机器") == TITLES[2:3]
    assert found(paper, "It's") == TITLES[3:]
    assert found(paper, "杭州") == []


def test_no_words_find_everything(paper: Any) -> None:
    assert found(paper, "  ") == TITLES


def test_a_new_text_has_new_terms(paper: Any) -> None:
    one = paper.objects.get(title=TITLES[0])
    one.found_by = "衢州"
    one.save()
    paper.objects.filter(title=TITLES[1]).update(found_by="湘潭")

    assert found(paper, "衡阳") == []
    assert found(paper, "衢州") == TITLES[:1]
    assert found(paper, "湘潭") == TITLES[1:2]


def test_saving_what_was_read_changes_nothing(paper: Any) -> None:
    one = paper.objects.get(title=TITLES[0])
    before = one.found_by
    one.save()

    assert paper.objects.get(pk=one.pk).found_by == before
