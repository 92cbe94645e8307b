"""The README of an invented population: that it is invented, and how it was drawn."""

from collections.abc import Iterator

from yanzhen import __version__
from yanzhen.population.synthesise.plan import KINDS, Population


def readme(population: Population) -> str:
    """Chinese first, then English, then the figures of both."""
    return "\n".join(_lines(population)) + "\n"


def _lines(population: Population) -> Iterator[str]:
    plan = population.plan
    cities = ",".join(population.cities)
    gaps = population.gaps
    yield "# 虚构人口 / Invented population"
    yield ""
    yield "这里的每一个人、每一个单位都是随机生成的虚构数据，不对应任何真实的人和单位，"
    yield "也不是统计数据。只供演示、测试和比较速度。"
    yield ""
    yield "Every person and organisation here is drawn at random: none is real, and nothing here"
    yield "is a statistic. For demonstrations, tests and benchmarks only."
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield f"| 城市 cities | {cities} |"
    yield f"| 人数 size | {plan.sizes['person']} |"
    yield f"| 种子 seed | {plan.seed} |"
    yield f"| 日期 as of | {plan.as_of} |"
    yield f"| 缺失 missing | {gaps} |"
    yield f"| 版本 version | yanzhen {__version__} |"
    for kind in KINDS:
        yield f"| {kind} | {plan.sizes[kind]} |"
    yield ""
    yield "## 分布 / Distributions"
    yield ""
    yield "数字全在 yanzhen 的 population/synthesise/distributions/；标 * 的按类型用一般分布。"
    yield "空值是不知道。"
    yield ""
    yield "All figures stand in yanzhen's population/synthesise/distributions/; facts marked * have"
    yield "the general distribution of their type. Null is unknown."
    for kind in KINDS:
        yield from _facts(population, kind)


def _facts(population: Population, kind: str) -> Iterator[str]:
    """How each column of a kind is distributed, in a line."""
    yield ""
    yield f"### {kind}"
    yield ""
    yield "| 列 column | 名称 name | 分布 distribution |"
    yield "|---|---|---|"
    drawn = population.plan.distributions[kind]
    for name in population.dimensions[kind]:
        yield f"| by.{name} | | {drawn[name].why.zh} / {drawn[name].why.en} |"
    for fact in population.facts[kind]:
        why, mark = drawn[fact.id].why, "" if drawn[fact.id].own else " *"
        yield f"| {fact.id}{mark} | {fact.label.zh} / {fact.label.en} | {why.zh} / {why.en} |"
