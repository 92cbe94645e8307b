"""YAML and JSON as plain data: only `true` and `false` are booleans, a date is text.

Every value keeps its place, so that a finding can point at file, line and column; a key that
stands twice and an alias are refused.

    read_data("share: 0.3")  ->  {"share": Decimal("0.3")}
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from yanzhen.policy.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.read.sources import Source
    from yanzhen.policy.sheet import Path

MOST_DIGITS = 40
"""A longer run of digits is no number of a policy: it stays text, and is refused as such."""
_INTEGER = re.compile(r"^-?(0|[1-9]\d*)$")
_NUMBER = re.compile(r"^-?(0|[1-9]\d*)\.\d+$")
_PLAIN_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_data(text: str, name: str = "") -> Any:
    """Plain data from YAML or JSON text, decimals exact. ValueError says what is wrong where."""
    try:
        plain = Plain()
        data = plain.data(composed(text))
    except (*UNREADABLE, UnicodeError, RecursionError) as error:
        raise ValueError(trouble(error, name)[0]) from error
    for one in repeated_keys(plain, name):
        raise ValueError(f"第{one.place.line}行第{one.place.column}列：{one.message}")
    return data


def composed(text: str) -> yaml.Node | None:
    """The nodes of a text; one of UNREADABLE when it is no YAML."""
    root: yaml.Node | None = yaml.compose(text, Loader=_PlainLoader)
    return root


def place_in(root: yaml.Node | None, source: Source, path: Path, offset: int | None) -> Place:
    """Where the part at `path`, or the character at `offset` of its text, stands."""
    node = root
    for step in path:
        below = _below(node, step)
        if below is None:
            break
        node = below
    if node is None:
        return Place(source.name)
    line, column = node.start_mark.line, node.start_mark.column
    if offset is not None and isinstance(node, yaml.ScalarNode):
        line, column = _inside(node, source.text, offset)
    return Place(source.name, line + 1, column + 1)


def _inside(node: yaml.ScalarNode, text: str, offset: int) -> tuple[int, int]:
    """Where a character of a scalar stands in the file: quotes, folds and indents undone."""
    ink = sum(not char.isspace() for char in node.value[:offset])
    first, start = node.start_mark.line, node.start_mark.column
    if node.style in ("|", ">"):
        first, start = first + 1, 0
    elif node.style:
        start += 1
    escape, escaped = {"'": "'", '"': "\\"}.get(node.style or ""), False
    for number, line in enumerate(text.split("\n")[first:], first):
        for column, char in enumerate(line):
            if char.isspace() or (number == first and column < start):
                continue
            if char == escape and not escaped:
                escaped = True
            elif ink:
                ink, escaped = ink - 1, False
            else:
                return number, column
    return node.start_mark.line, node.start_mark.column


class _PlainLoader(yaml.CBaseLoader):
    """Parses without guessing types: what a plain word means is decided here, not by YAML."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


class Aliased(ValueError):
    """An alias stands where data were expected; packs and subjects say things once."""


UNREADABLE = (yaml.YAMLError, Aliased)


class Plain:
    """Nodes as plain data; `repeated` collects the mappings that hold a key twice."""

    def __init__(self) -> None:
        self.repeated: list[yaml.MappingNode] = []
        self._seen: set[int] = set()

    def data(self, node: yaml.Node | None) -> Any:
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else _scalar(node.value)
        if id(node) in self._seen:
            raise Aliased("YAML 的别名（*）不能用：一处只写一次")
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.data(item) for item in node.value]
        assert isinstance(node, yaml.MappingNode)
        data = {_key(key): self.data(value) for key, value in node.value}
        if len(data) < len(node.value):
            self.repeated.append(node)
        return data


def _key(node: yaml.Node) -> str:
    """A mapping's key: always text."""
    return node.value if isinstance(node, yaml.ScalarNode) else str(node.value)


def _scalar(text: str) -> Any:
    if text in _PLAIN_WORDS:
        return _PLAIN_WORDS[text]
    if not text[-1].isdigit() or len(text) > MOST_DIGITS:
        return text
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _NUMBER.match(text) else text


def _below(node: yaml.Node | None, step: Any) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def trouble(error: Exception, name: str) -> tuple[str, Place]:
    """What makes a text unreadable, and where."""
    mark = getattr(error, "problem_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    problem = getattr(error, "problem", None) or str(error)
    where = "" if name else f"第{place.line}行第{place.column}列："
    return f"{where}不是合格的 YAML：{problem}", place


def repeated_keys(plain: Plain, name: str) -> Iterator[Finding]:
    """A finding for every key that a mapping holds twice."""
    for node in plain.repeated:
        seen: set[str] = set()
        for key, _ in node.value:
            if _key(key) in seen:
                place = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
                yield Finding("repeated-key", f"键 {_key(key)} 写了两次", place)
            seen.add(_key(key))
