"""A whole population through all rules of the four packs: time, floor, memory, growth.

report(1_000_000, large=False)
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from beside import report as beside_report
from populations import CITIES, instalments, population
from twenty import AS_OF
from workload import TIMES, Taken, five, line, title

from yanzhen.policy import changed_pack, load_pack, parse_change
from yanzhen.population.outputs import Outputs
from yanzhen.population.reform import compare_reform
from yanzhen.population.report.evaluating import Streams
from yanzhen.population.run import Job, run

if TYPE_CHECKING:
    from yanzhen.policy import Pack
    from yanzhen.population.chunks import Population
    from yanzhen.population.run import Result

TOTALS_BAR_S, TIMES_FLOOR, REFORM_BAR, SCHEDULES_BAR_S = 3, 4, 1.2, 3
GROWTH = (10_000, 100_000, 1_000_000)
LARGE = 10_000_000
REFORM = "xiangtan.rule.art-19-rent.amount.A=12000元"
RENT = {"xiangtan": ("art-19-rent",)}
HERE = Path(__file__).parent


def report(size: int, peers: bool = True, large: bool = False) -> None:
    """The whole of it."""
    if peers:
        beside_report(size)
    packs = tuple(load_pack(city) for city in CITIES)
    everybody = population(size)
    rules = sum(len(pack.rules) for pack in packs)
    title(f"All {rules} rules of four cities, {size:,} people and {_others(everybody):,} others")
    job = Job(packs, AS_OF, flows=False)
    whole = _totals(job, everybody)
    _outcomes(packs, everybody)
    _reform(job, everybody, whole)
    _schedules(size)
    _threads(job, everybody)
    _growth([*(one for one in GROWTH if one <= size), *([LARGE] if large else [])])


def _others(everybody: Population) -> int:
    return everybody.size() - everybody.sizes["person"]


def _totals(job: Job, everybody: Population) -> Taken:
    """Statuses, reason codes and totals; the floor reads the same columns and writes totals."""
    found: list[Result] = []
    whole = five(lambda: found.append(run(job, everybody)))
    floor = five(lambda: _read_and_write(job, everybody, found[-1]))
    line("statuses, reasons, totals", whole, TOTALS_BAR_S)
    ratio = f"ours / floor: {whole.wall / floor.wall:.2f} (bar {TIMES_FLOOR})"
    line("  floor: the columns read into Arrow, the totals written", floor, note=ratio)
    return whole


def _read_and_write(job: Job, everybody: Population, result: Result) -> None:
    for kind in job.kinds():
        asked = job.asks(kind)
        names = [name for name in everybody.names[kind] if name in asked]
        pq.read_table(everybody.files[kind], columns=names)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "totals.json").write_text(json.dumps(_plain(result)), encoding="utf-8")


def _plain(result: Result) -> dict[str, object]:
    return {
        f"{city}/{kind}/{name}": [rule.statuses.tolist(), rule.measures.tolist(), {**rule.reasons}]
        for city, kinds in result.tallies.items()
        for kind, tally in kinds.items()
        for name, rule in tally.rules.items()
    }


def _outcomes(packs: tuple[Pack, ...], everybody: Population) -> None:
    """The long table written; the floor writes the same tables again from memory."""
    job = Job(packs, AS_OF, flows=False, outcomes=True)
    with tempfile.TemporaryDirectory() as folder:

        def write() -> None:
            with (
                Outputs(Path(folder)) as outputs,
                Streams(outputs, job, False, everybody) as streams,
            ):
                run(job, everybody, keep=streams.keep)

        taken = five(write)
        files = sorted(Path(folder).glob("outcomes-*.parquet"))
        rows = sum(pq.read_metadata(file).num_rows for file in files)
        floors = [_again(file) for file in files]
    floor = Taken(sum(one.wall for one in floors), sum(one.cpu or 0 for one in floors))
    line("the same, long outcomes written", taken, note=f"{rows:,} outcomes")
    ratio = f"ours / floor: {taken.wall / floor.wall:.2f}"
    line("  floor: the same tables written again from memory", floor, note=ratio)


def _again(file: Path) -> Taken:
    table = pq.read_table(file)
    again = file.with_suffix(".again")
    return five(lambda: pq.write_table(table, again, compression="zstd"))


def _reform(job: Job, everybody: Population, whole: Taken) -> None:
    reform = [
        changed_pack(pack, [parse_change(REFORM)] if pack.city == "xiangtan" else [])
        for pack in job.packs
    ]
    taken = five(lambda: compare_reform(job, job.packs, reform, everybody))
    ratio = f"ours / one run: {taken.wall / whole.wall:.2f}"
    line("baseline and a reform of one rule", taken, REFORM_BAR * whole.wall, ratio)


def _threads(job: Job, everybody: Population) -> None:
    """Two first: what this process works out itself, the workers of later runs start with."""
    two = five(lambda: run(job, everybody, workers=2))
    alone = five(lambda: run(job, everybody, workers=1))
    line("one process", alone)
    line("two processes", two, note=f"one / two: {alone.wall / two.wall:.2f}")


def _schedules(size: int) -> None:
    """Everybody draws 36 months of the rent subsidy, in fifteen funds."""
    people = instalments(size)
    job = Job((load_pack("xiangtan"),), AS_OF, by=("fund",), only=RENT)
    found: list[Result] = []
    taken = five(lambda: found.append(run(job, people)))
    tally = found[-1].tallies["xiangtan"]["person"]
    funds, rent = tally.flows["fund"], tally.rules["art-19-rent"]
    laid = sum(int(flow.sum()) for flow in funds.values())
    assert laid == rent.measure("sure"), "the months do not add up to the totals"
    note = f"{rent.measure('eligible'):,} people, {len(funds)} funds"
    line("36-month schedules by month and fund", taken, SCHEDULES_BAR_S, note)


def _growth(sizes: list[int]) -> None:
    title("Growth: all rules, totals, each size in a process of its own")
    for size in sizes:
        population(size)
        command = [sys.executable, __file__, str(size)]
        done = subprocess.run(command, cwd=HERE, check=True, text=True, stdout=subprocess.PIPE)
        told = json.loads(done.stdout)
        note = (
            f"{told['wall'] / size * 1e6:.2f} s a million; at most {told['own_mib']:.0f} MiB, "
            f"and {told['worker_mib']:.0f} MiB in each worker"
        )
        line(f"{size:,} people", Taken(told["wall"], told["cpu"]), note=note)


def grown(size: int) -> None:
    """One size in this process: its time and its memory, as JSON."""
    job = Job(tuple(load_pack(city) for city in CITIES), AS_OF, flows=False)
    everybody = population(size)
    taken = five(lambda: run(job, everybody), 1 if size > GROWTH[-1] else TIMES)
    told = {
        "wall": taken.wall, "cpu": taken.cpu,
        "own_mib": _own_mib(),
        "worker_mib": getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024,
    }  # fmt: skip
    print(json.dumps(told))


def _own_mib() -> float:
    """The most memory of this process: `getrusage` would tell that of the one who started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) / 1024 for one in lines if one.startswith("VmHWM"))


if __name__ == "__main__":
    grown(int(sys.argv[1]))
