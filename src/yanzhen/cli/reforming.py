"""What a change would do: what can be changed, before and after, and who fails by one thing only.

yanzhen population compare people --city xiangtan --set xiangtan.rule.art-19-rent.amount.A=3000元
yanzhen population changes --city xiangtan art-19-rent
yanzhen population gaps people --city xiangtan --by county
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from yanzhen.cli import reformed
from yanzhen.cli.comparing import packs_of
from yanzhen.cli.template import INTERRUPTED, watched
from yanzhen.policy import Change, ChangeRefused, Pack, changeable, changed_pack, parse_change
from yanzhen.policy.errors import Problem, UnknownRule, nearest
from yanzhen.policy.vocabulary import Language
from yanzhen.population.chunks import Population, opened
from yanzhen.population.intake import Progress, intake
from yanzhen.population.nearly import nearly, nearly_data
from yanzhen.population.outputs import Outputs
from yanzhen.population.reform import Reform, compare_reform
from yanzhen.population.reform_book import write_book
from yanzhen.population.reform_report import reform_data
from yanzhen.population.run import Job

SAID = "compare.json"
BOOK = "compare.xlsx"


@dataclass(frozen=True, slots=True)
class Source:
    """Who: the input, by whose rules, grouped by what, as of when."""

    place: Path
    cities: str
    by: tuple[str, ...]
    as_of: date
    mapping: Path | None
    packs: Path | None


def compare(
    source: Source, settings: Sequence[str], other: Path | None, out: Path | None,
    internal: bool, as_json: bool, lang: Language,
) -> int:  # fmt: skip
    """Before and after; the exit code."""
    packs = packs_of(source.cities, source.packs)
    reform = _reform(packs, source.cities, settings, other)
    job = Job(tuple(packs), source.as_of)

    def work(population: Population, told: Callable[[int], None]) -> Reform:
        return compare_reform(job, packs, reform, population, source.by, told)

    found = _watched(source, [*packs, *reform], work, lang)
    if found is None:
        return 130
    data = {
        "as_of": source.as_of.isoformat(), "invented": found.invented, "internal": internal,
        "cities": reform_data(found, internal),
    }  # fmt: skip
    if out is not None:
        with Outputs(out) as outputs:
            outputs.path(SAID).write_text(_written(data) + "\n", encoding="utf-8")
            write_book(data, found, outputs.path(BOOK))
    if as_json:
        print(_written(data))
    else:
        reformed.show(data, found, lang)
    return 0


def _reform(
    packs: Sequence[Pack], cities: str, settings: Sequence[str], other: Path | None
) -> list[Pack]:
    """The packs as they would be: other files, or these with something set otherwise."""
    if bool(settings) == (other is not None):
        zh = "要么用 --set 改（可写几次），要么用 --reform 指定另一套政策包，二者取一"
        en = "Give either --set (as often as needed) or --reform with other packs"
        raise ChangeRefused(Problem("bad-change", None, zh, en))
    if other is not None:
        return packs_of(cities, other)
    changes: list[Change] = []
    problems: list[Problem] = []
    known = {pack.city for pack in packs}
    for setting in settings:
        try:
            change = parse_change(setting)
        except ChangeRefused as refused:
            problems += refused.problems
            continue
        changes.append(change)
        if change.city not in known:
            zh = f"{setting}：{change.city} 不在 --city 所列城市里"
            en = f"{setting}: {change.city} is not among the cities of --city"
            hint = nearest(change.city, known)
            problems.append(Problem("unknown-city", setting, zh, en, hint))
    found = []
    for pack in packs:
        try:
            found.append(changed_pack(pack, [one for one in changes if one.city == pack.city]))
        except ChangeRefused as refused:
            problems += refused.problems
    if problems:
        raise ChangeRefused(*problems)
    return found


def changes(
    cities: str, rule: str | None, packs: Path | None, as_json: bool, lang: Language
) -> int:
    """Everything that can be set otherwise, of a city or of one rule."""
    chosen = packs_of(cities, packs)
    rules = {name for pack in chosen for name in pack.rules}
    if rule is not None and rule not in rules:
        zh, en = f"没有规则 {rule}", f"There is no rule {rule}"
        raise UnknownRule(Problem("unknown-rule", rule, zh, en, nearest(rule, rules)))
    handles = [
        handle for pack in chosen for handle in changeable(pack) if rule in (None, handle.rule)
    ]
    if as_json:
        print(_written([reformed.handle_data(handle) for handle in handles]))
    else:
        reformed.show_handles(handles, lang)
    return 0


def gaps(source: Source, internal: bool, as_json: bool, lang: Language) -> int:
    """People who fail by one condition only; the exit code."""
    packs = packs_of(source.cities, source.packs)
    job = Job(tuple(packs), source.as_of)
    found = _watched(
        source, packs, lambda population, told: nearly(job, population, source.by, told), lang
    )
    if found is None:
        return 130
    rows = nearly_data(found, internal)
    if as_json:
        data = {"as_of": source.as_of.isoformat(), "invented": found.invented, "internal": internal}
        print(_written({**data, "rows": rows}))
    else:
        reformed.show_gaps(rows, found, lang)
    return 0


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _watched(
    source: Source, packs: Sequence[Pack],
    work: Callable[[Population, Callable[[int], None]], Any], lang: Language,
) -> Any:  # fmt: skip
    """The input taken in and worked on under a bar; None when it was interrupted."""
    try:
        with watched(lang) as progress, _taken(source, packs, progress, lang) as population:
            return work(population, _told(population, packs, progress, lang))
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return None


@contextmanager
def _taken(
    source: Source, packs: Sequence[Pack], progress: Progress, lang: Language
) -> Iterator[Population]:
    """The input as a population; what had to be written for it goes again."""
    with TemporaryDirectory(prefix="yanzhen-") as folder:
        taken = intake(source.place, packs, Path(folder) / "taken", source.mapping, progress)
        if taken.refused:
            zh = f"有 {taken.refused} 行退回未计；用 yanzhen population check 查看原因"
            en = f"{taken.refused} rows were rejected and not counted; see population check"
            print(zh if lang == "zh" else en, file=sys.stderr)
        yield opened(taken.files)


def _told(
    population: Population, packs: Sequence[Pack], progress: Progress, lang: Language
) -> Callable[[int], None]:
    kinds = {rule.subject for pack in packs for rule in pack.rules.values()}
    total = sum(size for kind, size in population.sizes.items() if kind in kinds)
    stage, done = ("测算" if lang == "zh" else "Evaluating"), 0

    def told(rows: int) -> None:
        nonlocal done
        done += rows
        progress(stage, done, total)

    return told
