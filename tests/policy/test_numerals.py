"""Every figure of a policy text is found once, and nothing that only looks like a figure."""

import doctest
from decimal import Decimal

import pytest

from yanzhen.policy import numerals as module
from yanzhen.policy.numerals import Clause, Lost, cut, digest, numerals, placed


def read(text: str) -> list[tuple[str, str | None, str]]:
    return [(n.token, None if n.value is None else str(n.value), n.unit) for n in numerals(text)]


FIGURES = [
    # digits, scales, percentages
    ("最高500万元奖励", [("500万元", "500", "万元")]),
    ("达到40万人", [("40万人", "40", "万人")]),
    ("总人口664万,", [("664万", "664", "万")]),
    ("纳税1亿元(含)以上", [("1亿元", "1", "亿元")]),
    ("补贴5千万元", [("5千万元", "5", "千万元")]),
    ("外资 1000 万美元", [("1000万美元", "1000", "万美元")]),
    ("年均增长 6%", [("6%", "6", "%")]),
    ("占５％", [("５％", "5", "%")]),
    ("千分之五以内", [("千分之五", "5", "‰")]),
    ("上浮百分之二十", [("百分之二十", "20", "%")]),
    ("2.2 万人", [("2.2万人", "2.2", "万人")]),
    ("1,000,000元", [("1,000,000元", "1000000", "元")]),
    ("２０２５年", [("２０２５年", "2025", "年")]),
    ("给予**20**万元", [("20万元", "20", "万元")]),
    ("给予5*\\*0*万元", [("50万元", "50", "万元")]),
    ("30余条航线", [("30余条", "30", "条")]),
    ("国家“973计划”", [("973", "973", "")]),
    ("121人才工程第一层次", [("121", "121", ""), ("第一层次", "1", "层次")]),
    ("世界500强企业", [("500强", "500", "强")]),
    ("10万元/人", [("10万元", "10", "万元")]),
    # ranges and lists share the last unit
    ("10—20万元", [("10", "10", "万元"), ("20万元", "20", "万元")]),
    ("10-20名", [("10", "10", "名"), ("20名", "20", "名")]),
    ("6–30万", [("6", "6", "万"), ("30万", "30", "万")]),
    ("6万-30万元", [("6万", "6", "万元"), ("30万元", "30", "万元")]),
    ("10至20人", [("10", "10", "人"), ("20人", "20", "人")]),
    ("5000—1万元", [("5000", "5000", "元"), ("1万元", "1", "万元")]),
    ("二等奖2、3名", [("二等奖", "2", "等奖"), ("2", "2", "名"), ("3名", "3", "名")]),
    ("第一、二、三层次", [("第一", "1", "层次"), ("二", "2", "层次"), ("三层次", "3", "层次")]),
    ("二至三年", [("二", "2", "年"), ("三年", "3", "年")]),
    ("20万元、10万元", [("20万元", "20", "万元"), ("10万元", "10", "万元")]),
    # Chinese numerals that count or grade
    ("连续发放两年", [("两年", "2", "年")]),
    ("三个层次", [("三个", "3", "个")]),
    ("一等奖前3名", [("一等奖", "1", "等奖"), ("3名", "3", "名")]),
    ("第一完成人", [("第一", "1", "")]),
    ("二等奖第1名", [("二等奖", "2", "等奖"), ("第1名", "1", "名")]),
    ("一年半", [("一年半", "1.5", "年")]),
    ("半年内", [("半年", "0.5", "年")]),
    ("三十万元", [("三十万元", "30", "万元")]),
    ("十二个月", [("十二个月", "12", "个月")]),
    ("二〇二五年", [("二〇二五年", "2025", "年")]),
    ("两三年", [("两三年", None, "年")]),
    ("同一中介组织一年最高", [("一年", "1", "年")]),
    ("只跑一趟路、只进一张门", [("一趟", "1", "趟"), ("一张", "1", "张")]),
    ("五大工程", [("五大", "5", "大")]),
    # one figure without a value
    ("(潭市发〔2018〕13号)", [("〔2018〕13号", None, "文号")]),
    ("2022-12-30 14:55", [("2022-12-30", None, "日期"), ("14:55", None, "时刻")]),
    ("给予 1:1 配套", [("1:1", "1", "比")]),
    # structure beside figures
    ("1.引进5名", [("5名", "5", "名")]),
    ("7. 2.5万元", [("2.5万元", "2.5", "万元")]),
    ("2.5万元", [("2.5万元", "2.5", "万元")]),
    ("(3)每年2次", [("2次", "2", "次")]),
    ("1\t共建平台10家", [("10家", "10", "家")]),
    ("按照第十八条执行", [("第十八条", "18", "条")]),
]

SILENT = [
    *("1.加大力度", "12. 加大力度", "一、指导思想", "(一)实施工程", "（二）实施工程", "①申报"),
    *("第十八条 申请人", "第二章 引进", "目标。二、措施", "\u3000\u3000三、措施", "7\t大力引聚"),
    *("“三高四新”战略", "“双一流”高校", "一流学科", "三甲医院", "两院院士", "一站式", "一体化"),
    *("进一步健全", "同一年度", "统一安排", "每一项", "一批人才", "一大批园区", "建立一支队伍"),
    *("一次性奖励", "第三方机构", "上半年", "数十家企业", "“万人计划”", "“青年千人计划”", "千亿级"),
    *("百千万人才工程", "半导体", "一定经费", "零门槛", "揭榜挂帅", ""),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[text for text, _ in FIGURES])
def test_each_figure_is_found_with_value_and_unit(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_structure_and_words_are_not_figures(text):
    assert read(text) == []


def test_a_figure_points_into_the_text_as_given():
    text = "最高**20 万元**奖励,5*0*人"
    first, second = numerals(text)
    assert text[first.start : first.end] == "20 万元"
    assert text[second.start : second.end] == "5*0*人"
    assert (second.token, second.value) == ("50人", Decimal(50))


def test_a_document_is_cut_at_its_openings():
    text = "序。一、目标40万人。二、措施5年"
    clauses, lost = cut(text, [("preface", "序"), ("一", "一、目标"), ("二", "二、措施")])
    assert lost == ()
    assert [text[c.start : c.end] for c in clauses] == ["序。", "一、目标40万人。", "二、措施5年"]
    assert [(clause, n.token) for clause, n in placed(text, clauses)] == [
        ("一", "40万人"),
        ("二", "5年"),
    ]


def test_the_same_opening_twice_is_found_twice():
    clauses, lost = cut("1.其他\n1.其他", [("A", "1.其他"), ("B", "1.其他")])
    assert (clauses, lost) == ((Clause("A", 0, 5), Clause("B", 5, 9)), ())


def test_openings_that_cannot_be_placed_are_reported_all_at_once():
    openings = [("二", "二、措施"), ("一", "一、目标"), ("三", "三、保障"), ("四", "")]
    clauses, lost = cut("一、目标 二、措施", openings)
    assert clauses == (Clause("二", 5, 9),)
    assert lost == (
        Lost("一", "一、目标", "out_of_order"),
        Lost("三", "三、保障", "absent"),
        Lost("四", "", "absent"),
    )


def test_a_figure_before_the_first_clause_belongs_to_none():
    text = "2022年\n一、目标"
    clauses, _ = cut(text, [("一", "一、目标")])
    assert [clause for clause, _ in placed(text, clauses)] == [""]


@pytest.mark.parametrize(
    "other",
    [
        [("1", "3年"), ("1", "5年")],
        [("1", "5年")],
        [("1", "5年"), ("2", "3年")],
        [("1", "5年3年")],
    ],
)
def test_a_digest_changes_with_every_figure_its_place_and_its_order(other):
    original = [("1", "5年"), ("1", "3年")]
    assert digest(original) == digest(iter(original))
    assert len(digest(original)) == 16
    assert digest(other) != digest(original)


def test_the_examples_of_the_module_hold():
    outcome = doctest.testmod(module)
    assert outcome.attempted >= 4
    assert outcome.failed == 0
