"""One file of a pack read: its text as data, its shape checked, every part with its place.

read_sheet(Source("xiangtan/pack.yaml", text), findings).data["city"]  ->  "xiangtan"
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yanzhen.policy.errors import Finding, Place
from yanzhen.policy.read.plain import (
    UNREADABLE,
    Plain,
    composed,
    place_in,
    repeated_keys,
    trouble,
)
from yanzhen.policy.read.shape import check_shape
from yanzhen.policy.read.sources import kind_of
from yanzhen.policy.sheet import Path, Sheet

if TYPE_CHECKING:
    from yanzhen.policy.read.sources import Source

_STRAY = re.compile("[\ud800-\udfff]")
"""A lone surrogate: what is left of a byte that is no UTF-8."""


def read_sheet(source: Source, findings: list[Finding]) -> Sheet | None:
    kind = kind_of(source.name)
    if kind is None:
        message = "文件名不在政策包格式之内"
        findings.append(Finding("unknown-file", message, Place(source.name)))
        return None
    stray = _STRAY.search(source.text)
    if stray:
        before = source.text[: stray.start()]
        place = Place(source.name, before.count("\n") + 1, stray.start() - before.rfind("\n"))
        findings.append(Finding("not-utf-8", "文件须以 UTF-8 编码", place))
        return None
    plain = Plain()
    try:
        root = composed(source.text)
        data = plain.data(root)
    except (*UNREADABLE, RecursionError) as error:
        message, place = trouble(error, source.name)
        findings.append(Finding("bad-yaml", message, place))
        return None
    findings += repeated_keys(plain, source.name)

    def locate(path: Path, offset: int | None) -> Place:
        return place_in(root, source, path, offset)

    sheet = Sheet(source.name, kind, data, locate)
    return replace(sheet, unfit=frozenset(check_shape(sheet, findings)))
