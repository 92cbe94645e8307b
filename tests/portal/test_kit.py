"""What pages of cases are built of: deadlines in words, facts with their source, turns."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string

from yanzhen.policy import Pack
from yanzhen.policy.explain import explainer_for
from yanzhen.portal.entries import taken
from yanzhen.portal.kit.due import Due, due_badge
from yanzhen.portal.kit.known import Known, answers_of, fact_line
from yanzhen.portal.kit.preview import Line, Preview
from yanzhen.portal.kit.ruled import ruled
from yanzhen.portal.kit.timeline import Moment, Timeline, Turn
from yanzhen.portal.shell import Entry, Shell
from yanzhen.portal.sitting import sit

LEFT = [
    (Due("green", left=5), "还有5个工作日", "5 working days left"),
    (Due("yellow", left=1), "还有1个工作日", "1 working day left"),
    (Due("red", left=0), "今天到期", "Due today"),
    (Due("red", left=-1), "已逾期1个工作日", "1 working day late"),
    (Due("stopped", left=3), "计时暂停", "Clock stopped"),
    (Due("none"), "没有规定期限", "No set time"),
]


@pytest.mark.parametrize(("due", "zh", "en"), LEFT)
def test_a_deadline_is_said_in_words(due: Due, zh: str, en: str) -> None:
    assert (due_badge(due, "zh").text, due_badge(due, "en").text) == (zh, en)


def test_what_is_known_comes_back_from_a_form_as_it_was(pack: Pack) -> None:
    known: dict[str, Any] = {
        "works_full_time": True, "contract_years": 5, "salary_annual": 300_000_00,
        "birth_date": date(1990, 2, 3), "degree": "doctor",
    }  # fmt: skip
    known = {name: value for name, value in known.items() if name in pack.vocabulary.facts}
    assert len(known) > 2

    found = taken(answers_of("person", known, pack.vocabulary), pack.vocabulary)

    assert found.errors == {}
    assert found.facts.keys() == known.keys()
    sitting = sit(pack, answers_of("person", known, pack.vocabulary), date(2026, 11, 28))
    assert sitting.errors == {}


def test_records_and_decimals_come_back(pack: Pack) -> None:
    known = {"honours": [{"award": "nobel_prize", "year": Decimal("2020")}]}

    found = taken(answers_of("person", known, pack.vocabulary), pack.vocabulary)

    assert found.errors == {}
    assert found.facts["honours"][0]["award"] == "nobel_prize"


def test_a_fact_says_where_it_is_from(pack: Pack) -> None:
    known = Known("contract_years", 5, "A", "社会保险系统", until=date(2027, 1, 1))

    line = fact_line(pack.vocabulary, known, "zh")

    assert (line.grade.text, line.source) == ("部门签发", "社会保险系统")
    assert "5" in line.value
    assert line.valid == "有效至2027年1月1日"


def test_the_trace_has_the_clause_at_hand(pack: Pack) -> None:
    sitting = sit(pack, answers_of("person", {}, pack.vocabulary), date(2026, 11, 28))
    outcome = sitting.assessment.outcome("art-19-rent")

    found = ruled(outcome, explainer_for("zh", pack))
    page = render_to_string("portal/kit/ruled.html", {"ruled": found})

    assert found.summary
    assert found.summary in page
    assert f"#clause-{found.clause}" in page


def test_a_timeline_says_whose_turn_it_is() -> None:
    turn = Turn("轮到您：补充材料", "2026年12月4日前", mine=True, action="去补充", href="/x")
    line = Timeline(
        turn, (Moment("受理"), Moment("补正", stand="stopped"), Moment("审批", stand="now"))
    )
    page = render_to_string("portal/kit/turn.html", {"turn": turn})
    page += render_to_string("portal/kit/timeline.html", {"timeline": line})

    assert 'href="/x"' in page
    assert page.count('aria-current="step"') == 1
    assert "暂停" in page


def test_a_preview_posts_the_rows_again() -> None:
    preview = Preview("accept", "受理", "确认", (Line("1"),), (Line("2", reason="已办"),), ("1",))
    page = render_to_string("portal/kit/preview.html", {"preview": preview, "shell": Shell()})

    assert '<input type="hidden" name="row" value="1">' in page
    assert 'name="confirmed" value="1"' in page
    assert "已办" in page


def test_a_preview_of_nothing_cannot_be_confirmed() -> None:
    preview = Preview("accept", "受理", "确认", (), (Line("2", reason="已办"),), ())
    page = render_to_string("portal/kit/preview.html", {"preview": preview, "shell": Shell()})

    assert "confirmed" not in page


@pytest.mark.parametrize(("count", "in_bar"), [(3, 3), (5, 5), (6, 4), (9, 4)])
def test_a_rail_of_many_keeps_some_for_more(count: int, in_bar: int) -> None:
    shell = Shell("陈", rail=tuple(Entry(str(n), str(n), "/", "inbox") for n in range(count)))

    assert (len(shell.bar), len(shell.rest)) == (in_bar, count - in_bar)
