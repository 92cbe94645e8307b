"""Whether a file of a pack has the shape that `packs/schema` asks for.

list(check_shape(sheet, findings))  ->  [("benefits", 3)], the parts that are unfit
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from yanzhen.policy.errors import Finding, nearest
from yanzhen.policy.read.sources import packs_on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yanzhen.policy.sheet import Sheet


def check_shape(sheet: Sheet, findings: list[Finding]) -> Iterable[tuple[Any, ...]]:
    """The paths of the parts that are unfit, each with a finding."""
    for error in _validator(sheet.kind).iter_errors(sheet.data):
        path = tuple(error.instance_path)
        findings.append(_shape_finding(sheet, path, error))
        yield path[:2]


def _shape_finding(sheet: Sheet, path: tuple[Any, ...], error: Any) -> Finding:
    where = ".".join(str(step) for step in path) or sheet.name
    kind, hint = error.kind, None
    if kind.name == "required":
        message = f"{where} 缺少必填项 {kind.property}"
    elif kind.name == "additionalProperties":
        unexpected = "、".join(kind.unexpected)
        known = _known_keys(error)
        hint = nearest(kind.unexpected[0], known)
        message = f"{where} 里没有名为 {unexpected} 的项"
    elif kind.name == "enum":
        hint = nearest(str(error.instance), [str(option) for option in kind.options])
        message = f"{where} 的值 {error.instance!r} 不在允许之列"
    else:
        message = f"{where} 的形式不对：{_short(error.message)}"
    return Finding("bad-shape", message, sheet.place(*path), hint)


def _known_keys(error: Any) -> list[str]:
    part: Any = _schema()
    for step in error.schema_path:
        if isinstance(part, dict) and "$ref" in part and step not in part:
            part = _schema()["$defs"][part["$ref"].rsplit("/", 1)[1]]
        if step == "additionalProperties" and isinstance(part, dict):
            return list(part.get("properties", {}))
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            return []
    return []


def _short(message: str) -> str:
    return message if len(message) <= 160 else message[:157] + "..."


@cache
def _schema() -> Any:
    return json.loads((packs_on_disk() / "schema" / "format.schema.json").read_text("utf-8"))


@cache
def _validator(kind: str) -> Any:
    return jsonschema_rs.validator_for({**_schema(), "$ref": f"#/$defs/{kind}"})
