"""Which texts are found by which words."""

import pytest

from yanzhen.apps.search.terms import LONGEST_TEXT, question, terms


def found(text: str, searched: str) -> bool:
    """As PostgreSQL answers: every part is there, or begins a term where it ends with a star."""
    kept = terms(text)
    parts = [part.strip() for part in question(searched).split("&")]
    return all(
        any(term.startswith(part[1:-3]) for term in kept)
        if part.endswith(":*")
        else part.strip("'") in kept
        for part in parts
    )


@pytest.mark.parametrize(
    "searched",
    [
        "衡阳",
        "阳市",
        "衡",
        "阳",
        "区",
        "雁峰区",
        "衡阳 雁峰",
        "雁峰 衡阳市",
        "C919",
        "ｃ９１",
        "2026",
        "000123",
    ],
)
def test_what_stands_in_it_is_found(searched: str) -> None:
    assert found("衡阳市雁峰区C919项目（HY-2026-000123）", searched)


@pytest.mark.parametrize("searched", ["衡南", "市衡", "919", "00123", "衡阳 长沙"])
def test_what_does_not_stand_in_it_is_not(searched: str) -> None:
    assert not found("衡阳市雁峰区C919项目（HY-2026-000123）", searched)


def test_a_name_with_a_dot_is_found_with_and_without() -> None:
    assert found("阿依古丽·买买提", "阿依古丽买买提")
    assert found("阿依古丽·买买提", "古丽•买买")


def test_rare_characters_and_hidden_ones() -> None:
    assert found("𠮷田\u200b工业", "𠮷田工")
    assert found("㐂悦", "㐂")


def test_nothing_to_search_asks_nothing() -> None:
    assert question(" ，·_'& ") == ""


@pytest.mark.parametrize("typed", ["it's", "a & !b | (c)", "':*", "\\", "衡'阳\\"])
def test_marks_of_a_query_language_are_no_query(typed: str) -> None:
    parts = question(typed).split(" & ")

    assert all(part.count("'") == 2 and "\\" not in part for part in parts if part)


def test_a_long_text_has_an_end() -> None:
    assert len(terms("衡阳" * LONGEST_TEXT)) == 3
    assert max(map(len, terms("x" * LONGEST_TEXT))) == 40
