"""A pack's skeleton: the clauses of texts in every style, proposed kinds, nothing invented."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.policy import Source, read_data, read_pack
from yanzhen.policy.check import check_pack, check_text
from yanzhen.policy.headings import headings
from yanzhen.policy.numerals import cut, numerals
from yanzhen.policy.proposal import propose
from yanzhen.policy.skeleton import skeleton

STYLES = {
    "为引才。\n一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n二、己\n2.庚": [
        "preface", "一", "一.一", "1", "1.1", "1.1.1", "二", "2",
    ],
    "一、甲\n1.乙\n二、丙\n1.丁": ["一", "一.1", "二", "二.1"],
    "第一章 甲\n第一条 乙\n（一）丙\n第二章 丁\n第二条 戊\n1.己": [
        "第1章", "1", "1.一", "第2章", "2", "2.1",
    ],
    "第十条 甲\n第三条所称的人才\n第十一条 乙": ["10", "11"],
    "１．甲\n２．乙": ["1", "2"],
    "(一)甲\n(二)乙\n1.5万元以上": ["一", "二"],
    "**一、甲**\n## 二、乙": ["preface", "一", "二"],
    "1.甲\n附件：1.名单\n2.清单\n附件1\nA类：\n1.乙\nB类：\n1.丙\n附件2\n丁": [
        "1", "附件1", "附件1.A", "附件1.A.1", "附件1.B", "附件1.B.1", "附件2",
    ],
    "目录\n第一章 甲\n第二章 乙\n第一章 甲\n第一条 丙\n第二章 乙\n第二条 丁": [
        "preface", "第1章", "1", "第2章", "2",
    ],
    "1.甲\n本办法自2027年起施行。": ["1", "closing"],
    "没有标号的文字": ["preface"],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "ids"), STYLES.items(), ids=lambda one: repr(one)[:30])
def test_clauses_are_found_in_every_style(text: str, ids: list[str]) -> None:
    assert [one.id for one in headings(text)] == ids


KINDS = {
    "给予20万元奖励": "benefit",
    "每年累计最高不超过50万元": "cap",
    "年营业收入达到1亿元的": "threshold",
    "设立人才专项资金1.5亿元": "budget",
    "连续补贴3年": "duration",
    "工作满3年": "threshold",
    "年龄45周岁以下": "threshold",
    "一等奖前３名": "rank",
    "第一完成人": "rank",
    "每年评选20名": "quota",
    "力争引进人才5000名": "target",
    "到2027年": "date",
    "入选“121人才工程”": "name",
    "市发〔2018〕13号": "name",
    "按第三条执行": "name",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=KINDS)
def test_the_words_around_a_figure_speak_for_its_kind(text: str, kind: str) -> None:
    assert propose(text, numerals(text)[-1]).kind == kind


LINES = st.lists(
    st.sampled_from([
        "第一章 总则", "第二章 引进", "第一条 奖励", "第二条 补贴", "一、目标", "二、办法",
        "（一）博士", "（二）硕士", "1.甲", "2.乙", "（1）丙", "①丁", "附件", "附件1：目录",
        "A类：", "目录", "",
        "给予２０万元", "每人每年10—50万元，最高不超过20%", "\u2028\x85\ufeff",
        "本办法自2027年起施行。",
    ]), max_size=14,
).map("\n".join)  # fmt: skip


def sources(city: str, text: str) -> list[Source]:
    made = skeleton(city, city, text)
    return [Source(f"{city}/{name}", content) for name, content in made.files.items()]


@given(LINES)
def test_whatever_the_text_only_work_is_left(text: str) -> None:
    """Every figure is placed; the skeleton reads; what check finds is the work and no mistake."""
    made = skeleton("lake", "lake", text)
    assert len(made.figures) == len(numerals(text))
    assert not cut(text, [(one.id, one.starts) for one in made.clauses])[1]
    result = read_pack(sources("lake", text))
    assert result.pack, result.findings
    assert check_text(result.pack, {"lake.txt": text}) == ()
    codes = Counter(one.code for one in check_pack(result.pack))
    assert codes["unaccounted-figure"] == len(made.figures)
    assert codes["unwritten"] == len(made.clauses) + 2
    assert set(codes) <= {"unaccounted-figure", "unwritten"}


def test_each_kind_is_marked_as_a_proposal_and_nothing_is_accounted_for() -> None:
    made = skeleton("lake", "lake", "1.给予20万元奖励\n2.连续３年")
    lines = [one for one in made.files["figures.yaml"].splitlines() if "token" in one]
    assert len(lines) == 2
    assert all(re.search(r"kind: (\w+), by: \[\]\}  # proposed: \1", one) for one in lines)


def test_no_sentence_of_the_text_is_copied() -> None:
    sentence = "对新引进到本市企业全职工作的人才给予奖励"
    made = skeleton("lake", "lake", f"1.{sentence}20万元。")
    assert not [name for name, content in made.files.items() if sentence in content]
    (document,) = read_data(made.files["documents.yaml"])["documents"]
    assert document["clauses"][0]["summary"] == {"zh": "", "en": ""}
