"""`yanzhen population evaluate`: who is entitled to what, and what it comes to.

yanzhen population evaluate population --city xiangtan --out evaluation
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from yanzhen.cli.comparing import packs_of
from yanzhen.cli.template import INTERRUPTED, watched
from yanzhen.policy.errors import Problem
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.report import words
from yanzhen.population.report.evaluating import Done, Runner, Wish, evaluate
from yanzhen.population.report.figures import MONEY
from yanzhen.population.run import run

OUT = Console()
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    source: Path
    cities: str
    as_of: date
    out: Path | None
    by: str | None
    mapping: Path | None
    engine: str
    missing: bool
    ineligible: bool
    internal: bool
    packs: Path | None


def evaluated(asked: Asked, lang: Language) -> int:
    """Evaluate and write the reports; the exit code."""
    runner = runner_of(asked.engine)
    packs = packs_of(asked.cities, asked.packs)
    out = asked.out or Path(f"evaluation-{'-'.join(pack.city for pack in packs)}")
    wish = Wish(
        asked.source, packs, asked.as_of, out, _names(asked.by), asked.mapping,
        asked.missing, asked.ineligible, asked.internal,
    )  # fmt: skip
    try:
        with watched(lang) as progress:
            done = evaluate(wish, progress, runner)
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    for line in _said(done, out):
        OUT.print(line.say(lang), highlight=False, markup=False, soft_wrap=True)
    return 0


def runner_of(engine: str) -> Runner:
    """What works the job out."""
    if engine == LOCAL:
        return run
    zh = f"--engine 须是 {LOCAL}，而不是 {engine}"
    raise PopulationRefused(
        Problem("unknown-engine", None, zh, f"--engine must be {LOCAL}, not {engine}")
    )


def _names(by: str | None) -> tuple[str, ...] | None:
    """Dimensions, written with or without `by.`, apart by commas."""
    if by is None:
        return None
    names = [one.strip().removeprefix("by.") for one in by.replace("，", ",").split(",")]
    return tuple(dict.fromkeys(filter(None, names)))


def _said(done: Done, out: Path) -> Iterator[Label]:
    """The result in a few lines."""
    report = done.report
    if report.invented:
        yield words.INVENTED_LONG
    for city in report.cities:
        total = city.total()
        yield city.pack.title
        for name in MONEY:
            money = words.sum_label(getattr(total, name))
            label = words.MONEY[name]
            yield Label(f"  {label.zh}：{money.zh}", f"  {label.en}: {money.en}")
        if total.endless:
            zh = f"  另有 {total.endless:,} 件没有上限"
            yield Label(zh, f"  {total.endless:,} outcomes without any limit")
    for remark in report.remarks:
        yield Label(remark.zh, remark.en)
    if report.refused:
        zh = f"{report.refused:,} 行未受理，原因在 {out / 'rejected.xlsx'}"
        yield Label(zh, f"{report.refused:,} rows rejected; why: {out / 'rejected.xlsx'}")
    yield Label(f"报告：{out / 'report.html'}", f"Report: {out / 'report.html'}")
