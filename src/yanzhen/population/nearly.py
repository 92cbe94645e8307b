"""People who fail by one condition only, counted by rule and condition over a population.

found = nearly(job, population)
found.counts["xiangtan"]["art-19-rent", 4].alone     ->  how many lack the fifth condition alone
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.near import near_misses
from yanzhen.policy.columnar.program import program_for
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.vocabulary import Label
from yanzhen.population.chunks import check_dimensions
from yanzhen.population.discreet import few, left_out
from yanzhen.population.run import Part, chunks
from yanzhen.population.spread import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yanzhen.policy.columnar.near import Near
    from yanzhen.policy.pack import Pack, Rule
    from yanzhen.population.chunks import Chunk, Population
    from yanzhen.population.run import Job
    from yanzhen.population.tally import Groups

Key = tuple[str, int]
"""A rule and the number of its condition, from 0."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many fail there with all else certain (also by group), with something else unknown."""

    alone: int
    others: int
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __add__(self, other: Count) -> Count:
        groups = {name: dict(table) for name, table in self.groups.items()}
        for name, table in other.groups.items():
            own = groups.setdefault(name, {})
            for group, count in table.items():
                own[group] = own.get(group, 0) + count
        return Count(self.alone + other.alone, self.others + other.others, groups)


@dataclass(frozen=True, slots=True)
class Nearly:
    """The counts by city."""

    job: Job
    counts: Mapping[str, Mapping[Key, Count]]
    invented: bool = False


def nearly(
    job: Job, population: Population, by: Sequence[str] = (),
    progress: Callable[[int], None] = lambda rows: None, workers: int | None = None,
) -> Nearly:  # fmt: skip
    """All chunks through every condition of every rule."""
    check_dimensions(population, by)
    job = replace(job, by=tuple(by), outcomes=False, missing=False)
    for pack in job.packs:
        program_for(pack)
    found: dict[str, dict[Key, Count]] = {pack.city: {} for pack in job.packs}
    tasks = [
        Part(kind, group)
        for kind in job.kinds() if kind in population.files
        for group in population.groups(kind)
    ]  # fmt: skip
    for rows, pieces in spread(partial(counts_of, job, population), tasks, workers):
        for city, counts in pieces.items():
            _gather(found[city], counts)
        progress(rows)
    return Nearly(job, found, population.invented)


def counts_of(
    job: Job, population: Population, part: Part
) -> tuple[int, dict[str, dict[Key, Count]]]:
    """A row group's counts by city, and how many rows it has."""
    rows = 0
    found: dict[str, dict[Key, Count]] = {pack.city: {} for pack in job.packs}
    for chunk in chunks(job, population, part):
        rows += len(chunk)
        taken_in: dict[str, Any] = {}
        for pack in job.packs:
            near = near_misses(
                program_for(pack), chunk.kind, chunk.columns, len(chunk), job.as_of,
                job.only.get(pack.city), taken_in,
            )  # fmt: skip
            _gather(found[pack.city], dict(_counted(near, chunk)))
    return rows, found


def _gather(found: dict[Key, Count], more: Mapping[Key, Count]) -> None:
    for key, count in more.items():
        found[key] = found[key] + count if key in found else count


def _counted(near: Mapping[str, tuple[Near, ...]], chunk: Chunk) -> Iterator[tuple[Key, Count]]:
    for rule, conditions in near.items():
        for number, one in enumerate(conditions):
            if len(one.alone) or len(one.others):
                groups = {name: _of(each, one.alone) for name, each in chunk.groups.items()}
                yield (rule, number), Count(len(one.alone), len(one.others), groups)


def _of(groups: Groups, rows: Any) -> dict[str, int]:
    found = np.bincount(groups.codes[rows], minlength=len(groups.names))
    return {name: int(count) for name, count in zip(groups.names, found, strict=True) if count}


def nearly_data(found: Nearly, internal: bool = False) -> list[dict[str, Any]]:
    """A row per rule and condition, the most first; None where fewer than ten are not told of."""
    rows = [
        _row(pack, rule, number, count, internal)
        for pack in found.job.packs
        for (rule, number), count in found.counts[pack.city].items()
    ]
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


def _row(
    pack: Pack, name: str, number: int, count: Count, internal: bool
) -> tuple[tuple[int, str, str, int], dict[str, Any]]:
    rule = pack.rules[name]
    row = {
        "city": pack.city, "rule": name, "title": _both(rule.title), "clause": rule.clause,
        "number": number + 1, "of": len(rule.when) + (rule.for_each is not None),
        "condition": _said(pack, rule, number),
        "alone": _told(count.alone, internal), "others_unknown": _told(count.others, internal),
        "groups": {
            dimension: _groups(table, few(count.alone), internal)
            for dimension, table in count.groups.items()
        },
    }  # fmt: skip
    return (-count.alone, pack.city, name, number), row


def _told(count: int, internal: bool) -> int | None:
    return count if internal or not few(count) else None


def _groups(table: Mapping[str, int], small: bool, internal: bool) -> dict[str, int | None]:
    names = sorted(table, key=lambda name: (-table[name], name))
    out = set[int]() if internal else left_out([[table[name]] for name in names])
    if small and not internal:
        out = set(range(len(names)))
    return {name: None if place in out else table[name] for place, name in enumerate(names)}


def _said(pack: Pack, rule: Rule, number: int) -> dict[str, str]:
    if number == len(rule.when):
        return _both(NO_RECORD)
    condition = rule.when[number]
    return {
        "zh": explainer_for("zh", pack).condition(condition),
        "en": explainer_for("en", pack).condition(condition),
    }


NO_RECORD = Label("至少有一条符合条件的记录", "at least one record that counts")


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}
