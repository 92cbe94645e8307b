"""report.html: one file that opens from a disk, without a network, script or server.

Chinese first; the switch to English is two radio buttons and the style sheet.

    page(report)   ->  '<!doctype html>...'
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from yanzhen.policy.vocabulary import Label
from yanzhen.population.report import words
from yanzhen.population.report.charts import PATTERNS
from yanzhen.population.report.city import section
from yanzhen.population.report.markup import both, heading, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.population.report.asked import Report

TITLE = Label("人才政策测算报告", "What the talent policies come to")
NOTES = (
    Label(
        "怎样读这些数：“确定”是条款直接算得出的钱；“最高至”是上限或区间的上端，要经审定，不是支出；"
        "贷款额度不是支出；“待解释”取决于条款的读法；“未知可能增加”是资料补齐后至多再增加的数，"
        "没有扣除相互排斥的项目。这些数性质不同，任何两项都不能相加。",
        "How to read these sums: “sure” is money that the clauses themselves determine; “up to” is "
        "the upper end of a ceiling or range, to be decided, no spending; loan limits are no "
        "spending; what hangs on a reading waits for an interpretation; what the unknown could add "
        "is the most that complete records would bring, exclusions not deducted. They differ in "
        "kind: no two of them may be added.",
    ),
    Label(
        "现金流按条款的付款日算：评定日以前的月份也在内，因为不知道钱是否已付；文件没有写明付款日的，"
        "归入“没有日期”。",
        "Cash flow follows the clauses' own days: months before the date of assessment are in it, "
        "because what was paid is not known; where no day is set, money stands as undated.",
    ),
    Label(
        "表中金额四舍五入到两位小数；精确到分的数在 summary.xlsx 和 summary.json 里。",
        "Sums here are rounded to two decimals; exact ones are in summary.xlsx and summary.json.",
    ),
)
SMALL = Label(
    "不足十人（件）的分组写作“<10”，金额隐去；为使总数推算不出它，必要时另隐去一组。",
    "Groups of fewer than ten are shown as “<10” without sums; where totals would give one away, "
    "another is hidden too.",
)
INTERNAL = Label(
    "内部使用：小分组没有隐去，不得外传。", "For internal use: small groups are not hidden."
)


def page(report: Report) -> str:
    """The whole page."""
    return "".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    style = (files("yanzhen.population.report") / "page.css").read_text(encoding="utf-8")
    title = f"{TITLE.zh} / {TITLE.en}"
    if report.invented:
        title = f"【{words.INVENTED.zh} / {words.INVENTED.en}】{title}"
    yield (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        '<input class="pick" type="radio" name="language" id="zh" checked>'
        '<input class="pick" type="radio" name="language" id="en">'
        '<nav aria-label="语言 / Language"><label for="zh">中文</label>'
        '<label for="en">English</label></nav><main>'
        f'<svg class="store" aria-hidden="true">{PATTERNS}</svg>'
    )
    yield from _top(report)
    for city in report.cities:
        yield from section(report, city)
    yield from _rejected(report)
    yield "</main></body></html>\n"


def _top(report: Report) -> Iterator[str]:
    day = report.result.job.as_of.isoformat()
    if report.invented:
        yield paragraph(words.INVENTED_LONG, "invented")
    yield heading(1, TITLE)
    yield paragraph(Label(f"评定日：{day}", f"Date of assessment: {day}"), "soft")
    if report.internal:
        yield paragraph(INTERNAL, "invented")
    for note in NOTES:
        yield paragraph(note)
    if not report.internal and any(city.dimensions() for city in report.cities):
        yield paragraph(SMALL)
    for remark in report.remarks:
        yield paragraph(Label(remark.zh, remark.en), "soft")


def _rejected(report: Report) -> Iterator[str]:
    if not report.refused:
        return
    yield heading(2, Label("未受理的行", "Rejected rows"))
    about = Label(
        f"有 {report.refused} 行没有参与测算，行号和原因在 rejected.xlsx。",
        f"{report.refused} rows took no part; which and why is in rejected.xlsx.",
    )
    yield f"<p>{both(about)}</p>"
    heads = (Label("表", "Table"), Label("行", "Rows"), Label("受理", "Taken"))
    rows = [(name, one.rows, one.taken, one.refused) for name, one in report.taken.items()]
    yield table(Label("受理情况", "What was taken"), (*heads, Label("未受理", "Rejected")), rows)
