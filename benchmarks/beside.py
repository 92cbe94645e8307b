"""Twenty-five rules and a whole population: ours beside DuckDB, OpenFisca and PolicyEngine.

The answers are compared first, on people who are fully known; then the same people with a tenth
of their answers missing show what silent defaults and two-valued logic lose.

    report(1_000_000)
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq
from peers.environment import PACKAGES, NotAvailable, ask
from populations import for_peers
from twentyfive import NAMES, NOT_KNOWN, NOT_MET, answers, facts, job, packs
from workload import TIMES, Taken, five, line, of_seconds, ratio, title

from yanzhen.population.run import run

if TYPE_CHECKING:
    from yanzhen.policy import Pack
    from yanzhen.population.chunks import Population


@dataclass(frozen=True, slots=True)
class Peer:
    """Whom to ask, through which worker, and the share of its time that ours may take."""

    name: str
    worker: str
    bar: float | None


PEERS = (
    Peer("duckdb", "duckdb", 1.0),
    Peer("openfisca", "crowd", 0.25),
    Peer("policyengine", "crowd", None),
)
Answers = dict[str, Any]


def report(size: int) -> None:
    """Prints times and ratios, then the differing answers, then what gaps cost whom."""
    packs_ = packs()
    asked = facts(packs_)
    known, gaps = for_peers(size, asked), for_peers(size, asked, gaps=True)
    title(f"{len(NAMES)} rules, {size:,} people fully known, Parquet in, totals out")
    ours = _ours(packs_, known)
    truth, left = answers(packs_, known), answers(packs_, gaps)
    for peer in PEERS:
        _beside(peer, known, ours, truth)
    title("The same people, a tenth of the answers missing (never the tier)")
    _ours(packs_, gaps)
    entitled = sum(int((truth[name] > NOT_MET).sum()) for name in NAMES)
    print(f"  {entitled:,} entitlements, were everything known; of these")
    _told("yanzhen", truth, left)
    for peer in PEERS:
        _losing(peer, gaps, truth)


def _ours(packs_: tuple[Pack, ...], population: Population) -> Taken:
    ours = five(lambda: run(job(packs_), population))
    line("yanzhen", ours)
    return ours


def _beside(peer: Peer, known: Population, ours: Taken, truth: Answers) -> None:
    try:
        found, theirs = _asked(peer, known, TIMES)
    except NotAvailable as why:
        print(f"  {PACKAGES[peer.name][0]}: not measured  ({why})")
        return
    taken = of_seconds(found["seconds"], found["cpu_seconds"])
    name = f"{peer.name} {found['version']}"
    bar = "" if peer.bar is None else f" (bar {peer.bar:g})"
    line(name, taken, note=f"{ratio(ours, taken)}{bar}")
    if "inner_seconds" in found:
        inner = of_seconds(found["inner_seconds"])
        note = f"ours with reading / theirs without: {ours.wall / inner.wall:.2f}"
        line("  the simulation by itself", inner, note=note)
    differing = {rule: int((truth[rule] != theirs[rule]).sum()) for rule in NAMES}
    compared = sum(map(len, truth.values()))
    print(f"    {sum(differing.values())} of {compared:,} answers differ from ours")
    for rule, count in differing.items():
        if count:
            print(f"      {rule}: {count}")


def _losing(peer: Peer, gaps: Population, truth: Answers) -> None:
    try:
        found, theirs = _asked(peer, gaps, 0)
    except NotAvailable:
        return
    _told(f"{peer.name} {found['version']}", truth, theirs)


def _told(name: str, truth: Answers, told: Answers) -> None:
    """What becomes of entitlements, and of people who have none, when answers are missing."""
    both = [(truth[rule], told[rule]) for rule in NAMES]
    due = sum(int((one > NOT_MET).sum()) for one, _ in both)
    lost = sum(int(((one > NOT_MET) & (other == NOT_MET)).sum()) for one, other in both)
    still = sum(int(((one > NOT_MET) & (other == NOT_KNOWN)).sum()) for one, other in both)
    wrong = sum(int(((other > NOT_MET) & (other != one)).sum()) for one, other in both)
    print(
        f"    {name:<24} loses {lost:,} without a word ({lost / due:.1%}), "
        f"leaves {still:,} open with what is missing, gives a wrong sum {wrong:,} times"
    )


def _asked(peer: Peer, population: Population, times: int) -> tuple[dict[str, Any], Answers]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answers.parquet")
        request = {
            "people": str(population.files["person"]), "answers": str(path), "times": times,
            "threads": len(os.sched_getaffinity(0)),
        }  # fmt: skip
        found = ask(peer.name, request, peer.worker)
        return found, _answers(path)


def _answers(path: Path) -> Answers:
    """A peer's answers under our names."""
    table = pq.read_table(path)
    columns = {name.replace("_", "-"): table.column(name) for name in table.column_names}
    return {
        name: columns[name.split("/")[1]].fill_null(NOT_MET).to_numpy().astype(np.int64)
        for name in NAMES
    }
