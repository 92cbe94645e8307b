"""From the files of a pack to a pack, or to the findings that prevent one.

result = read_pack(sources_on_disk(packs_on_disk(), "xiangtan"))
result.pack, result.findings
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from yanzhen.policy.build import build_pack, build_vocabulary
from yanzhen.policy.errors import Finding, PackRefused, Problem
from yanzhen.policy.pack import ReadResult
from yanzhen.policy.read.sheets import read_sheet
from yanzhen.policy.read.sources import (
    kind_of,
    packs_on_disk,
    sources_on_disk,
    vocabulary_on_disk,
)

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.read.sources import Source
    from yanzhen.policy.vocabulary import Vocabulary


def read_pack(sources: Iterable[Source]) -> ReadResult:
    """Read, check the shape of, and build a pack; every flaw is a finding, none an exception."""
    findings: list[Finding] = []
    given = tuple(sorted(sources, key=lambda source: source.name))
    sheets = [sheet for source in given if (sheet := read_sheet(source, findings))]
    pack = build_pack(sheets, content_hash(given), findings)
    return ReadResult(pack, tuple(sorted(findings, key=lambda finding: finding.place)))


def content_hash(sources: Iterable[Source]) -> str:
    """SHA-256 over the names and texts that decide answers (worked cases do not)."""
    digest = sha256()
    for source in sorted(sources, key=lambda source: source.name):
        if kind_of(source.name) != "cases_file":
            digest.update(f"{source.name}\0{source.text}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def load_pack(city: str, root: pathlib.Path | None = None) -> Pack:
    """The pack of a city, from the product's or one's own folder; PackRefused on findings."""
    result = read_pack(sources_on_disk(root or packs_on_disk(), city))
    if result.pack is None:
        problems = [Problem(one.code, None, str(one), str(one)) for one in result.findings]
        raise PackRefused(*problems)
    return result.pack


def load_vocabulary() -> Vocabulary:
    """The shared vocabulary that ships with the product; PackRefused when it has findings."""
    findings: list[Finding] = []
    sources = vocabulary_on_disk(packs_on_disk())
    vocabulary = build_vocabulary(
        [sheet for source in sources if (sheet := read_sheet(source, findings))], findings
    )
    if findings:
        raise PackRefused(*(Problem(one.code, None, str(one), str(one)) for one in findings))
    return vocabulary
