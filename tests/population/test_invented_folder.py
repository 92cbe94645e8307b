"""A folder is written whole or not at all, and takes the place of an invented population only."""

import errno
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.population.invented import population

from yanzhen.population.errors import PopulationRefused
from yanzhen.population.synthesise import Population, write

SMALL = ("xiangtan",)


def small(seed: int = 1) -> Population:
    return population(SMALL, size=50, seed=seed)


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_earlier_invented_population_is_replaced(tmp_path: Path) -> None:
    write(small(1), tmp_path / "out")
    before = state(tmp_path / "out")

    write(small(2), tmp_path / "out")

    assert state(tmp_path / "out") != before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def a_note(folder: Path) -> None:
    (folder / "note.txt").write_text("mine")


def a_note_beside(folder: Path) -> None:
    write(small(), folder)
    a_note(folder)


def real_people(folder: Path) -> None:
    real = pa.table({"id": ["a"]}).replace_schema_metadata({"yanzhen": '{"invented": false}'})
    pq.write_table(real, folder / "person.parquet")


def something_called_so(folder: Path) -> None:
    (folder / "person.parquet").write_bytes(b"mine")


@pytest.mark.parametrize("fill", [a_note, a_note_beside, real_people, something_called_so])
def test_anything_else_stays(tmp_path: Path, fill: object) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert callable(fill)
    fill(folder)
    before = state(folder)

    with pytest.raises(PopulationRefused, match="不覆盖"):
        write(small(), folder)

    assert state(folder) == before


@pytest.mark.parametrize(
    "trouble", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")]
)
def test_an_interruption_leaves_what_was_there(tmp_path: Path, trouble: BaseException) -> None:
    write(small(1), tmp_path / "out")
    before = state(tmp_path / "out")

    def interrupt(rows: int) -> None:
        raise trouble

    with pytest.raises((KeyboardInterrupt, PopulationRefused)):
        write(small(2), tmp_path / "out", interrupt)

    assert state(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from yanzhen.cli import main
sys.argv = ["yanzhen", "population", "synthesise", "--city", "xiangtan", "--size", "5000",
            "--out", sys.argv[1]]
main()
"""


def test_a_disk_that_takes_no_more_is_one_sentence(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "out")], capture_output=True, text=True
    )

    assert said.returncode == 1
    assert len(said.stderr.splitlines()) == 1
    assert "写不了" in said.stderr
    assert list(tmp_path.iterdir()) == []
