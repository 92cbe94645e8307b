"""From the files of a pack to a pack, or to the findings that prevent one.

result = read_pack(sources_on_disk(packs_on_disk(), "xiangtan"))
result.pack, result.findings
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from yanzhen.policy.build import (
    build_pack,
    build_tree,
    build_vocabulary,
    holidays_of,
    lifecycles_of,
)
from yanzhen.policy.errors import PackRefused, Problem
from yanzhen.policy.organisations import TreeRead
from yanzhen.policy.pack import ReadResult
from yanzhen.policy.read.sheets import read_sheet
from yanzhen.policy.read.sources import (
    BESIDE,
    holidays_on_disk,
    is_shared,
    kind_of,
    packs_on_disk,
    sources_on_disk,
    vocabulary_on_disk,
)

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from yanzhen.policy.errors import Finding
    from yanzhen.policy.holidays import Holidays
    from yanzhen.policy.lifecycle import Lifecycle
    from yanzhen.policy.organisations import Node
    from yanzhen.policy.pack import Pack
    from yanzhen.policy.read.sources import Source
    from yanzhen.policy.vocabulary import Vocabulary


def read_pack(sources: Iterable[Source]) -> ReadResult:
    """Read, check the shape of, and build a pack; every flaw is a finding, none an exception."""
    given = tuple(sorted(sources, key=lambda source: source.name))
    shared = tuple(source for source in given if is_shared(source))
    vocabulary, lifecycles, found = _shared(shared)
    findings = list(found)
    own = (source for source in given if not is_shared(source))
    sheets = [sheet for source in own if (sheet := read_sheet(source, findings))]
    pack = build_pack(sheets, vocabulary, lifecycles, content_hash(given), findings)
    return ReadResult(pack, tuple(sorted(findings, key=lambda finding: finding.place)))


@lru_cache(maxsize=4)
def _shared(
    sources: tuple[Source, ...],
) -> tuple[Vocabulary, dict[str, Lifecycle], tuple[Finding, ...]]:
    """What these files make; cities share theirs, so the last few are kept."""
    findings: list[Finding] = []
    sheets = [sheet for source in sources if (sheet := read_sheet(source, findings))]
    vocabulary, lifecycles = build_vocabulary(sheets, findings), lifecycles_of(sheets, findings)
    return vocabulary, lifecycles, tuple(findings)


def content_hash(sources: Iterable[Source]) -> str:
    """SHA-256 over the names and texts that decide answers (what lies beside decides none)."""
    digest = sha256()
    for source in sorted(sources, key=lambda source: source.name):
        if kind_of(source.name) not in BESIDE:
            digest.update(f"{source.name}\0{source.text}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def load_pack(city: str, root: pathlib.Path | None = None) -> Pack:
    """The pack of a city, from the product's or one's own folder; PackRefused on findings."""
    result = read_pack(sources_on_disk(root or packs_on_disk(), city))
    if result.pack is None:
        problems = [Problem(one.code, None, str(one), str(one)) for one in result.findings]
        raise PackRefused(*problems)
    return result.pack


def read_organisations(city: str, root: pathlib.Path | None = None) -> TreeRead:
    """The tree of a city's organisations; a city without the file has none, and no finding."""
    given = sources_on_disk(root or packs_on_disk(), city, cases=True)
    kinds = {"pack_file", "programmes_file", "plan_file", "organisations_file"}
    return _tree(tuple(source for source in given if kind_of(source.name) in kinds))


@lru_cache(maxsize=16)
def _tree(sources: tuple[Source, ...]) -> TreeRead:
    """The same files are read once."""
    findings: list[Finding] = []
    sheets = [sheet for source in sources if (sheet := read_sheet(source, findings))]
    nodes = build_tree(sheets, findings)
    return TreeRead(() if findings else nodes, tuple(sorted(findings, key=lambda one: one.place)))


def load_organisations(city: str, root: pathlib.Path | None = None) -> dict[str, Node]:
    """The tree of a city's organisations by code; PackRefused on findings."""
    read = read_organisations(city, root)
    if read.findings:
        raise PackRefused(*(Problem(one.code, None, str(one), str(one)) for one in read.findings))
    return {node.code: node for node in read.nodes}


def load_vocabulary() -> Vocabulary:
    """The shared vocabulary that ships with the product; PackRefused when it has findings."""
    vocabulary, _, findings = _shared(vocabulary_on_disk(packs_on_disk()))
    _refuse(findings)
    return vocabulary


def load_lifecycles() -> dict[str, Lifecycle]:
    """The lifecycles that ship with the product; PackRefused when they have findings."""
    _, lifecycles, findings = _shared(vocabulary_on_disk(packs_on_disk()))
    _refuse(findings)
    return lifecycles


def read_holidays(sources: Iterable[Source]) -> tuple[Holidays, tuple[Finding, ...]]:
    """The published holidays, and what is wrong with them."""
    findings: list[Finding] = []
    sheets = [sheet for source in sources if (sheet := read_sheet(source, findings))]
    holidays = holidays_of(sheets, findings)
    return holidays, tuple(sorted(findings, key=lambda finding: finding.place))


def load_holidays() -> Holidays:
    """The published holidays that ship with the product; PackRefused when they have findings."""
    holidays, findings = read_holidays(holidays_on_disk(packs_on_disk()))
    _refuse(findings)
    return holidays


def _refuse(findings: Iterable[Finding]) -> None:
    problems = [Problem(one.code, None, str(one), str(one)) for one in findings]
    if problems:
        raise PackRefused(*problems)
