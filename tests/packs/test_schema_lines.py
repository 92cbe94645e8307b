"""Each file of a pack names its schema for editors, the right one, and fits it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from yanzhen.policy import packs_on_disk, read_data

EXAMPLE = Path(__file__).parents[2] / "docs/guide/example/packs"
ROOTS = (packs_on_disk(), EXAMPLE)
FILES = [(root, path) for root in ROOTS for path in sorted(root.rglob("*.yaml"))]
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
SCHEMAS = packs_on_disk() / "schema"


def schema_of(name: str) -> str:
    """facts/*.yaml, benefits/*.yaml and cases/*.yaml go by folder, all others by their own name."""
    parts = name.split("/")[1:]
    kind = parts[0] if len(parts) > 1 else re.split(r"[-.]", parts[0])[0]
    return f"{kind}.schema.json"


@cache
def validator(name: str) -> Any:
    kind = f"{name.split('.')[0]}_file"
    whole = read_data((SCHEMAS / "format.schema.json").read_text(encoding="utf-8"))
    own = read_data((SCHEMAS / name).read_text(encoding="utf-8"))
    assert own["$ref"] == f"format.schema.json#/$defs/{kind}"
    return jsonschema_rs.validator_for({**whole, "$ref": f"#/$defs/{kind}"})


def test_there_are_files() -> None:
    assert len(FILES) > 40


@pytest.mark.parametrize(("root", "path"), FILES, ids=lambda one: one.name)
def test_it_names_its_schema_and_fits(root: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    line = LINE.match(text)
    assert line, f"{path}: the first line names no schema"
    name = schema_of(path.relative_to(root).as_posix())
    assert (path.parent / line[1]).resolve() == (SCHEMAS / name).resolve()
    assert not [error.message for error in validator(name).iter_errors(read_data(text))]
