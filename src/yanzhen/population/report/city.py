"""The part of the page about one city: its cost, its cash flow, its groups, what is unknown.

"".join(section(report, city))
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, TypeVar

from yanzhen.policy.columnar.found import STATUSES
from yanzhen.policy.explain import NATURE_LABELS
from yanzhen.policy.vocabulary import Label
from yanzhen.population.report import words
from yanzhen.population.report.charts import Bar, Curve, bars, curves
from yanzhen.population.report.figures import MONEY, Money, by_period
from yanzhen.population.report.markup import Cell, Fen, both, heading, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.population.report.asked import Report
    from yanzhen.population.report.figures import CityFigures, Cost, GroupRow

Key = TypeVar("Key")
LOOKS = {"sure": "sure", "up_to": "up_to", "loan": "loan"}
MOST_BARS = 10
MOST_ROWS = 40
MOST_PERIODS = 15
MOST_NAMES = 8
RULE, CASES = Label("规则", "Rule"), Label("件", "Cases")


def section(report: Report, city: CityFigures) -> Iterator[str]:
    pack = city.pack
    yield heading(
        2, Label(f"{pack.title.zh}：{pack.policy.zh}", f"{pack.title.en}: {pack.policy.en}")
    )
    yield _cards(city)
    yield '<div class="charts">'
    yield _costs(city.total())
    yield _rule_bars(city, "sure", Label("确定金额最多的条款", "Most sure money, by rule"))
    yield _rule_bars(city, "up_to", Label("上限最高的条款", "Highest ceilings, by rule"))
    yield _years_chart(city)
    yield _months_chart(city)
    yield "</div>"
    yield from _by_rule(city)
    yield from _shares(city)
    yield from _flows(city)
    for dimension in city.dimensions():
        yield from _groups(report, city, dimension)
    yield from _unknown(city)
    yield from _reasons(city)


def figure(title: Label, drawing: str) -> str:
    return f"<figure><figcaption>{both(title)}</figcaption>{drawing}</figure>"


def _cards(city: CityFigures) -> str:
    """Whom it reaches."""
    cards = []
    for kind in filter(city.tallies.__contains__, city.pack.vocabulary.subjects):
        tally = city.tallies[kind]
        label = words.kind_label(city.pack, kind)
        served = Label(f"{tally.served:,}", f"{tally.served:,}")
        zh, en = (
            f"{label.zh} {tally.subjects:,} 个中至少一项符合并计入",
            f"{label.en}: met by some counted rule, of {tally.subjects:,}",
        )
        if kind == "person":
            zh = f"{tally.subjects:,} 人中至少一项符合并计入（人）"
        cards.append(
            f'<div class="card"><b>{both(served)}</b>'
            f'<span class="what">{both(Label(zh, en))}</span></div>'
        )
    return f'<div class="cards">{"".join(cards)}</div>'


def _costs(total: Cost) -> str:
    title = Label("成本：各种性质分开，不能相加", "Cost: natures apart, never added")
    listed = [
        Bar(words.MONEY[name], getattr(total, name), LOOKS.get(name, "open")) for name in MONEY
    ]
    endless = Label(
        f"另有 {total.endless:,} 件文件没有给出任何上限。",
        f"{total.endless:,} more outcomes have no limit at all.",
    )
    return figure(title, bars(title, listed) + (paragraph(endless) if total.endless else ""))


def _rule_bars(city: CityFigures, name: str, title: Label) -> str:
    ranked = sorted(city.lines(), key=lambda line: (-getattr(line.cost, name), line.rule.id))
    listed = [
        Bar(line.rule.title, getattr(line.cost, name), name)
        for line in ranked[:MOST_BARS] if getattr(line.cost, name)
    ]  # fmt: skip
    return figure(title, bars(title, listed)) if listed else ""


def _years_chart(city: CityFigures) -> str:
    periods = _years(city)
    return _flow_chart(
        city, Label("现金流：按年", "Cash flow by year"), 12, periods, _sparse(periods)
    )


def _sparse(years: Sequence[int]) -> list[str]:
    """Names below the axis: every second year where all would touch each other."""
    step = 1 if len(years) <= MOST_NAMES else 2
    return [str(year) if place % step == 0 else "" for place, year in enumerate(years)]


def _months_chart(city: CityFigures) -> str:
    years = _years(city)
    periods = [12 * year + month for year in years for month in range(12)]
    named = dict(zip(years, _sparse(years), strict=True))
    names = [named[at // 12] if at % 12 == 6 else "" for at in periods]
    return _flow_chart(city, Label("现金流：按月", "Cash flow by month"), 1, periods, names)


def _years(city: CityFigures) -> list[int]:
    """The years drawn: those of the day's money and after, where there are too many."""
    flow = city.flow()
    found = sorted({*by_period(flow.earliest), *by_period(flow.latest)})
    if not found:
        return []
    return list(range(max(found[0], found[-1] - MOST_PERIODS + 1), found[-1] + 1))


def _flow_chart(
    city: CityFigures, title: Label, months: int, periods: Sequence[int], names: Sequence[str]
) -> str:
    """What is sure as an area, up to hatched, and the latest days as a line where they differ."""
    if not periods:
        return ""
    flow = city.flow()
    first, last = by_period(flow.earliest, months), by_period(flow.latest, months)
    sure, latest = _kind(first, "sure"), _kind(last, "sure")
    up_to = Curve(Label("最高至（最早）", "Up to (earliest)"), _kind(first, "up_to"), "up_to")
    certain = Curve(Label("确定（最早）", "Sure (earliest)"), sure, "sure")
    drawings = [curves(title, [certain, *_latest(sure, latest)], periods, names)]
    if any(up_to.points.values()):
        drawings.append(curves(title, [up_to], periods, names))
    return figure(title, "".join(drawings) + _undated(city))


def _undated(city: CityFigures) -> str:
    """What the curves cannot show."""
    sure, up_to = (words.sum_label(int(fen)) for fen in city.flow().undated)
    about = Label(
        f"另有没有日期的：确定 {sure.zh}；最高至 {up_to.zh}。",
        f"Undated besides: sure {sure.en}; up to {up_to.en}.",
    )
    return paragraph(about, "soft") if city.flow().undated.any() else ""


def _kind(found: Mapping[int, Money], name: str) -> dict[int, int]:
    return {at: getattr(money, name) for at, money in found.items()}


def _latest(first: Mapping[int, int], last: Mapping[int, int]) -> list[Curve]:
    return [Curve(Label("确定（最迟）", "Sure (latest)"), last, "latest")] if first != last else []


# -- tables


def _sums_of(city: CityFigures) -> list[str]:
    """The sums worth a column: sure, up to, and those that occur at all."""
    total = city.total()
    return [name for name in MONEY if name in ("sure", "up_to") or getattr(total, name)]


def _heads(city: CityFigures) -> list[Label]:
    sums = (words.MONEY[one] for one in _sums_of(city))
    return [words.COUNTS["eligible"], *sums, words.COUNTS["endless"]]


def _costs_of(city: CityFigures, cost: Cost) -> list[Cell]:
    sums = (Fen(getattr(cost, name)) for name in _sums_of(city))
    return [cost.eligible, *sums, cost.endless]


def _by_rule(city: CityFigures) -> Iterator[str]:
    """Statuses and cost, a line per rule."""
    pack = city.pack
    yield heading(3, Label("按条款", "By clause"))
    statuses = [words.STATUS_COUNTS[name] for name in STATUSES]
    heads = [RULE, Label("条款", "Clause"), Label("性质", "Nature"), *statuses, *_heads(city)[1:]]
    rows = [
        [
            line.rule.title, pack.clause_label(line.rule.clause), NATURE_LABELS[line.rule.nature],
            *map(int, line.tally.statuses), *_costs_of(city, line.cost)[1:],
        ]
        for line in city.lines()
    ]  # fmt: skip
    yield table(Label("每条规则的结果", "What each rule comes to"), heads, rows)


def _shares(city: CityFigures) -> Iterator[str]:
    pack = city.pack
    yield heading(3, Label("按资金和责任单位", "By fund and responsible unit"))
    rows = [
        (words.PAYERS[key], *_costs_of(city, cost))
        for key, cost in _sums(city.summed(lambda r: r.payer))
    ]
    yield table(Label("资金", "Fund"), [Label("资金", "Fund"), *_heads(city)], rows)
    units = [
        (words.units_label(pack, key), *_costs_of(city, cost))
        for key, cost in _sums(city.summed(lambda rule: rule.units))
    ]
    name = Label("责任单位（几个单位共同负责的合写）", "Responsible units (joint ones together)")
    yield table(name, [Label("责任单位", "Units"), *_heads(city)], units)


def _sums(found: Mapping[Key, Cost]) -> list[tuple[Key, Cost]]:
    return sorted(found.items(), key=lambda one: (-one[1].sure, -one[1].up_to))


def _flows(city: CityFigures) -> Iterator[str]:
    """By year at the earliest and the latest, by month, by unit, and what has no date."""
    flow = city.flow()
    first, last = by_period(flow.earliest), by_period(flow.latest)
    years = sorted({*first, *last})
    yield heading(3, Label("现金流", "Cash flow"))
    sure, up_to = map(int, flow.undated)
    rows: list[list[Cell]] = []
    for year in years:
        early, late = first.get(year, Money()), last.get(year, Money())
        rows.append([str(year), *map(Fen, (early.sure, late.sure, early.up_to, late.up_to))])
    rows.append([Label("没有日期", "Undated"), *map(Fen, (sure, sure, up_to, up_to))])
    yield table(Label("按年", "By year"), FLOW_HEADS, rows)
    months = by_period(flow.earliest, 1)
    for name, label in (("sure", "确定，最早"), ("up_to", "最高至，最早")):
        en = f"{words.MONEY[name].en}, earliest"
        yield _month_table(Label(f"按月：{label}", f"By month: {en}"), _kind(months, name))
    yield _unit_years(city, years)


FLOW_HEADS = (
    Label("年", "Year"), Label("确定：最早", "Sure, earliest"), Label("确定：最迟", "Sure, latest"),
    Label("最高至：最早", "Up to, earliest"), Label("最高至：最迟", "Up to, latest"),
)  # fmt: skip


def _month_table(title: Label, found: Mapping[int, int]) -> str:
    years = sorted({at // 12 for at, fen in found.items() if fen})
    if not years:
        return ""
    heads = [Label("年", "Year"), *(Label(f"{one}月", f"{one:02d}") for one in range(1, 13))]
    rows: list[Sequence[Cell]] = [
        [str(year), *(Fen(found.get(12 * year + month, 0)) for month in range(12))]
        for year in years
    ]
    return table(title, heads, rows)


def _unit_years(city: CityFigures, years: Sequence[int]) -> str:
    heads = [Label("责任单位", "Units"), *(Label(str(year), str(year)) for year in years)]
    rows: list[Sequence[Cell]] = [
        [
            words.units_label(city.pack, units),
            *(Fen(found.get(year, Money()).sure) for year in years),
        ]
        for units, found in city.years_of(lambda rule: rule.units).items()
        if any(money.sure for money in found.values())
    ]
    title = Label("按年和责任单位：确定，最早", "By year and units: sure, earliest")
    return table(title, heads, rows) if rows and years else ""


def _groups(report: Report, city: CityFigures, dimension: str) -> Iterator[str]:
    """One dimension's groups, small ones hidden unless the report stays inside."""
    pack, label = city.pack, words.dimension_label(dimension)
    rows = report.rows(city, dimension)
    if not rows:
        return
    yield heading(3, Label(f"按{label.zh}", f"By {label.en.lower()}"))
    listed = [
        Bar(words.group_label(pack, dimension, row.group), row.cost.sure, "sure")
        for row in sorted(rows, key=lambda row: -(row.cost.sure if row.cost else 0))
        if row.cost and row.cost.sure and row.kind == rows[0].kind
    ]  # fmt: skip
    kind = words.kind_label(pack, rows[0].kind)
    title = Label(f"{kind.zh}：确定金额", f"{kind.en}: sure money")
    if listed:
        yield f'<div class="charts">{figure(title, bars(title, listed[:MOST_BARS]))}</div>'
    heads = [label, Label("对象", "Subject"), Label("数量", "Subjects"), *_heads(city)]
    yield table(
        Label(f"按{label.zh}", f"By {label.en.lower()}"),
        heads,
        [_group(city, dimension, one) for one in rows],
    )


def _group(city: CityFigures, dimension: str, row: GroupRow) -> list[Cell]:
    name = words.group_label(city.pack, dimension, row.group)
    people: Cell = (words.FEW if row.few else words.HIDDEN) if row.people is None else row.people
    head = [name, words.kind_label(city.pack, row.kind), people]
    if row.cost is None:
        met = words.FEW if row.met_few else words.HIDDEN
        return [*head, met, *[words.HIDDEN] * (len(_heads(city)) - 1)]
    return [*head, *_costs_of(city, row.cost)]


def _unknown(city: CityFigures) -> Iterator[str]:
    """Which missing facts would narrow the cost most."""
    gaps = city.gaps()
    if not gaps:
        return
    yield heading(3, Label("补齐哪些资料最能缩小区间", "Which missing facts would narrow it most"))
    about = Label(
        "一件可能缺几项，各行不能相加。", "An outcome can miss several: the rows do not add up."
    )
    yield paragraph(about, "soft")
    fact = Label("缺失的资料", "Missing")
    heads = [
        fact,
        Label("未定（件）", "Open cases"),
        *(words.MONEY[one] for one in ("sure", "up_to", "loan")),
    ]
    rows: list[Sequence[Cell]] = [
        (words.gap_label(city.pack, gap.fact), gap.outcomes, *map(Fen, astuple(gap)[2:]))
        for gap in gaps[:MOST_ROWS]
    ]
    title = Label("上下限之差，按性质", "Money between the limits, by nature")
    yield table(title, heads, rows)


def _reasons(city: CityFigures) -> Iterator[str]:
    """The most frequent first failed conditions."""
    found = [
        (int(count), line.rule, number)
        for line in city.lines() for number, count in line.tally.reasons.items()
    ]  # fmt: skip
    found.sort(key=lambda one: (-one[0], one[1].id, one[2]))
    yield heading(3, Label("不符合的原因", "Why not"))
    rows = [
        (
            rule.title,
            city.pack.clause_label(rule.clause),
            words.reason_label(city.pack, rule, number),
            count,
        )
        for count, rule, number in found[:MOST_ROWS]
    ]
    heads = [
        RULE,
        Label("条款", "Clause"),
        Label("首先不满足的条件", "First failed condition"),
        CASES,
    ]
    title = Label(
        f"最常见的 {len(rows)} 种（全部在 summary.xlsx）",
        f"The {len(rows)} most frequent (all in summary.xlsx)",
    )
    yield table(title, heads, rows)
