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
    gaps = "documented" if population.missing is None else f"{population.missing / 100}"
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
