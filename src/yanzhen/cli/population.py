"""`yanzhen population`: many people at once.

yanzhen population synthesise --city xiangtan,hengyang --size 10000 --seed 7
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from yanzhen.cli.comparing import packs_of
from yanzhen.policy.vocabulary import Language
from yanzhen.population.synthesise import Wish, planned, refused, write
from yanzhen.population.synthesise.folder import check_place

LARGEST = 100_000_000
LARGEST_SEED = 2**63 - 1
_WHOLE = re.compile(r"[+-]?\d[\d_,]*", re.ASCII)
_SHARE = re.compile(r"(\d+(?:\.\d+)?)(%?)", re.ASCII)


def synthesise(
    cities: str, size: str, seed: str, as_of: date | None, missing: str | None,
    out: Path | None, packs: Path | None, lang: Language,
) -> int:  # fmt: skip
    """Write an invented population; the exit code."""
    wish = Wish(_size(size), _seed(seed), as_of, None if missing is None else _missing(missing))
    population = planned(packs_of(cities, packs), wish)
    name = "-".join(population.cities)
    place = out or Path(f"population-{name}-{wish.size}-{wish.seed}")
    check_place(place)
    try:
        with _progress(sum(population.plan.sizes.values()), lang) as advance:
            write(population, place, advance)
    except KeyboardInterrupt:
        print("已中断，没有留下任何文件 / interrupted; nothing was left", file=sys.stderr)
        return 130
    said = (
        f"{place}：{wish.size} 人，全部虚构"
        if lang == "zh"
        else (f"{place}: {wish.size} people, all invented")
    )
    print(said)
    return 0


def _size(text: str) -> int:
    size = _whole(text)
    if size is None or not 1 <= size <= LARGEST:
        zh, en = (
            f"--size 须是 1 到 {LARGEST} 的整数",
            f"--size must be a whole number up to {LARGEST}",
        )
        raise refused(f"{zh}，而不是 {text}", f"{en}, not {text}")
    return size


def _seed(text: str) -> int:
    seed = _whole(text)
    if seed is None or not 0 <= seed <= LARGEST_SEED:
        zh = f"--seed 须是 0 到 {LARGEST_SEED} 的整数"
        en = f"--seed must be a whole number from 0 to {LARGEST_SEED}"
        raise refused(f"{zh}，而不是 {text}", f"{en}, not {text}")
    return seed


def _whole(text: str) -> int | None:
    return int(re.sub("[_,]", "", text)) if _WHOLE.fullmatch(text) and len(text) < 30 else None


def _missing(text: str) -> Fraction:
    """The share as per cent: 0.1 and 10% are the same."""
    found = _SHARE.fullmatch(text.strip())
    percent = Fraction(found[1]) * (1 if found[2] else 100) if found else None
    if percent is None or percent > 100:
        zh, en = (
            "--missing 须是 0 到 1 的比例，如 0.1 或 10%",
            "--missing is a share such as 0.1 or 10%",
        )
        raise refused(f"{zh}，而不是 {text}", f"{en}, not {text}")
    return percent


@contextmanager
def _progress(total: int, lang: Language) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, on standard error; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda count: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("生成" if lang == "zh" else "Drawing", total=total)
        yield lambda count: bar.advance(task, count)
