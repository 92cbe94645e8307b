"""The populations that are measured: invented by `yanzhen population synthesise`, always the same.

They are kept under `.benchmarks/`, as they take longer to make than to evaluate. The people whom
the peers are given have only the columns that the twenty-five rules ask for; what does not apply
to somebody is filled with no, none or zero, so that they are fully known. With gaps they are the
same people, a tenth of the answers missing (their tier apart: the peers have no catalogue).

    population(1_000_000)                   ->  a Population of all kinds of subjects
    for_peers(1_000_000, names, gaps=True)  ->  a Population of people
    instalments(1_000_000)                  ->  people who all draw 36 months of rent
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from peers.environment import HOMES
from twenty import AS_OF

from yanzhen.policy import load_pack
from yanzhen.population.chunks import opened
from yanzhen.population.format import ID, ROWS, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from yanzhen.policy.vocabulary import Fact
    from yanzhen.population.chunks import Population

CITIES = ("changsha", "hengyang", "quzhou", "xiangtan")
SEED = 20260101
GAPS = "0.1"
ALWAYS_KNOWN = ("recognised_tier", ID)
FUNDS = 15
NEUTRAL = ("none", "other", "elsewhere", "not_recognised")
PROGRAM = "from yanzhen.cli import main; main()"


def population(size: int) -> Population:
    """Everybody, with the gaps that the distributions say."""
    return _opened(_made(size, None))


def for_peers(size: int, names: Collection[str], gaps: bool = False) -> Population:
    """People of whom only the named facts are told; made anew where those have changed."""
    wanted = sorted({ID, *names})
    path = HOMES / "populations" / f"peers-{size}{'-gaps' if gaps else ''}" / "person.parquet"
    if not path.exists() or sorted(pq.read_schema(path).names) != wanted:
        _write(path, _with_gaps(size, wanted) if gaps else _known(size, wanted))
    return opened({"person": path})


def instalments(size: int) -> Population:
    """People who all draw Xiangtan's rent subsidy for 36 months, hired over five years."""
    path = HOMES / "populations" / f"instalments-{size}" / "person.parquet"
    if not path.exists():
        _write(path, _drawing(size))
    return opened({"person": path})


def _drawing(size: int) -> pa.Table:
    rows = np.arange(size)
    first = np.datetime64("2021-01-01")
    same = {
        "introduction": "new", "employment_mode": "full_time", "host_kind": "enterprise",
        "contract_years": 3, "months_worked_locally_per_year": 12,
        "housing_benefit_enjoyed": False, "local_home_purchase": "none",
        "rent_subsidy_months": 36,
    }  # fmt: skip
    columns = {name: pa.repeat(value, size) for name, value in same.items()}
    columns[ID] = pa.array(rows).cast(pa.string())
    columns["recognised_tier"] = _in_turn(rows, "ABCD")
    columns["hired_on"] = pa.array((first + rows % 1826).astype("datetime64[D]"))
    columns["by.fund"] = _in_turn(rows // 4, [f"fund {number:02}" for number in range(FUNDS)])
    return pa.table(columns)


def _in_turn(rows: Any, words: Sequence[str]) -> pa.Array:
    codes = pa.array((rows % len(words)).astype(np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array(list(words)))


def _made(size: int, missing: str | None) -> Path:
    folder = HOMES / "populations" / f"{size}{'' if missing is None else f'-missing-{missing}'}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        (HOMES / ".gitignore").write_text("*\n")
        print(f"  (inventing {size:,} people, kept in .benchmarks/)", flush=True)
        unfinished = folder.with_name(f"{folder.name}.part{os.getpid()}")
        command = [sys.executable, "-c", PROGRAM, "population", "synthesise", "--city",
                   ",".join(CITIES), "--size", str(size), "--seed", str(SEED),
                   "--out", str(unfinished), "--as-of", AS_OF.isoformat()]  # fmt: skip
        command += [] if missing is None else ["--missing", missing]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.move(unfinished, folder)
    return folder


def _opened(folder: Path) -> Population:
    return opened({path.stem: path for path in sorted(folder.glob("*.parquet"))})


def _known(size: int, names: list[str]) -> pa.Table:
    facts = load_pack("xiangtan").vocabulary.facts
    table = pq.read_table(_made(size, "0") / "person.parquet", columns=names)
    for number, name in enumerate(table.column_names):
        if table.column(name).null_count:
            filled = _filled(table.column(name), facts[name])
            table = table.set_column(number, name, filled)
    return table


def _filled(column: pa.ChunkedArray, fact: Fact) -> pa.ChunkedArray:
    plain = column.cast(pa.string()) if fact.type == "one_of" else column
    filled = pc.fill_null(plain, pa.scalar(_nothing(fact), plain.type))
    return filled.dictionary_encode() if fact.type == "one_of" else filled


def _nothing(fact: Fact) -> Any:
    """The answer that gives a person nothing: no, none, zero."""
    if fact.type == "one_of":
        return next((one for one in NEUTRAL if one in fact.options), list(fact.options)[-1])
    return {"bool": False, "integer": 0, "date": AS_OF}.get(fact.type, Decimal(0))


def _with_gaps(size: int, names: list[str]) -> pa.Table:
    """The known people, an answer left out where it is missing in the same people with gaps."""
    known = for_peers(size, set(names) - {ID}).files["person"]
    whole = pq.read_table(known)
    before = pq.read_table(_made(size, "0") / "person.parquet", columns=names)
    after = pq.read_table(_made(size, GAPS) / "person.parquet", columns=names)
    for number, name in enumerate(whole.column_names):
        if name not in ALWAYS_KNOWN:
            lost = pc.and_(pc.is_null(after.column(name)), pc.is_valid(before.column(name)))
            whole = whole.set_column(number, name, _without(whole.column(name), lost))
    return whole


def _without(column: pa.ChunkedArray, lost: pa.ChunkedArray) -> pa.Array:
    kept, lost = column.combine_chunks(), pc.invert(lost).combine_chunks()
    places = pc.if_else(lost, pa.array(range(len(kept)), pa.int64()), None)
    return kept.take(places)


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, row_group_size=ROWS, **WRITTEN)
