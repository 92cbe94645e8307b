"""An office's files: the empty workbook to fill in, and a look at what was filled in.

yanzhen population template --city xiangtan --out roster.xlsx
yanzhen population check roster.xlsx --city xiangtan --out checked
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from yanzhen.cli.comparing import packs_of
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.population import intake as taking
from yanzhen.population.intake import Intake
from yanzhen.population.template import asked, write_template

OUT = Console()
INTERRUPTED = "已中断，没有留下任何文件 / interrupted; nothing was left"
ENDING = ".xlsx"
HEADS = {
    "zh": ("表", "行", "可用", "退回"),
    "en": ("table", "rows", "taken", "rejected"),
}
INVENTED = Label("这些数据是虚构的", "These data are invented")


def template(cities: str, out: Path | None, packs: Path | None, lang: Language) -> int:
    """Write the empty workbook; the exit code."""
    chosen = packs_of(cities, packs)
    place = out or Path(f"population-{'-'.join(pack.city for pack in chosen)}{ENDING}")
    if place.suffix.lower() != ENDING:
        return _refused(f"--out 须以 {ENDING} 结尾 / --out must end in {ENDING}: {place}")
    if place.exists():  # someone may have filled it in
        return _refused(f"{place} 已经存在，不覆盖 / {place} exists and stays as it is")
    try:
        write_template(chosen, place, lang)
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    kinds = asked(chosen)
    facts = sum(map(len, kinds.values()))
    zh = f"{place}：{len(kinds)} 类对象，{facts} 项事实；填好后用 yanzhen population check 检查"
    en = f"{place}: {len(kinds)} kinds of subject, {facts} facts; check it with population check"
    _say(Label(zh, en).say(lang))
    return 0


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def check(
    source: Path, cities: str, mapping: Path | None, out: Path, packs: Path | None, lang: Language
) -> int:
    """Take files in and tell what came of it; the exit code is 1 when rows were rejected."""
    chosen = packs_of(cities, packs)
    try:
        with watched(lang) as progress:
            found = taking.intake(source, chosen, out, mapping, progress)
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    _print(found, lang)
    return 1 if found.refused else 0


def _print(found: Intake, lang: Language) -> None:
    table = Table(*HEADS[lang])
    for name, counted in found.counts.items():
        cells = (counted.rows, counted.taken, counted.refused)
        table.add_row(name, *(f"{cell:,}" for cell in cells))
    OUT.print(table)
    if found.invented:
        _say(INVENTED.say(lang))
    for remark in found.remarks:
        _say(remark.zh if lang == "zh" else remark.en)
    if found.rejects is not None:
        zh = f"退回的行和原因在 {found.rejects}"
        _say(Label(zh, f"The rejected rows and why: {found.rejects}").say(lang))


def _say(text: str) -> None:
    OUT.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def watched(lang: Language) -> Iterator[taking.Progress]:
    """A bar for each stage, with its rate and the time left; on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield taking.silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(lang))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        stages: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            bar.update(stages[stage], completed=done, total=total)

        yield told


class Rate(ProgressColumn):
    """Rows a second."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.unit = Label("行/秒", "rows/s").say(lang)

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} {self.unit}" if task.speed else "")
