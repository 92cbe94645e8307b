"""From the files of a pack to a pack, or to the findings that prevent one.

YAML is read in its plain form (only `true` and `false` are booleans, a date is text), each
file's shape is checked against `packs/schema`, and everything keeps its place, so that a
finding can point at file, line and column.

    result = read_pack(sources_on_disk(packs_on_disk(), "xiangtan"))
    result.pack, result.findings
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import yaml

from yanzhen.policy.build import build_pack, build_vocabulary
from yanzhen.policy.errors import Finding, PackRefused, Place, Problem, UnknownCity, nearest
from yanzhen.policy.pack import ReadResult

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Vocabulary

VOCABULARY = "vocabulary"
_INTEGER = re.compile(r"^-?(0|[1-9]\d*)$")
_NUMBER = re.compile(r"^-?(0|[1-9]\d*)\.\d+$")
_PLAIN_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_KINDS = (
    (re.compile(r"^vocabulary/subjects\.yaml$"), "subjects_file"),
    (re.compile(r"^vocabulary/catalogue\.yaml$"), "catalogue_file"),
    (re.compile(r"^vocabulary/facts/[^/]+\.yaml$"), "facts_file"),
    (re.compile(r"^[^/]+/pack\.yaml$"), "pack_file"),
    (re.compile(r"^[^/]+/readings[^/]*\.yaml$"), "readings_file"),
    (re.compile(r"^[^/]+/documents\.yaml$"), "documents_file"),
    (re.compile(r"^[^/]+/figures[^/]*\.yaml$"), "figures_file"),
    (re.compile(r"^[^/]+/tiers\.yaml$"), "tiers_file"),
    (re.compile(r"^[^/]+/benefits/[^/]+\.yaml$"), "benefits_file"),
    (re.compile(r"^[^/]+/programmes\.yaml$"), "programmes_file"),
    (re.compile(r"^[^/]+/cases(/[^/]+)?\.yaml$"), "cases_file"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a pack: its path relative to the folder of packs, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's data, of which kind it is, where each part stands, and which parts are unfit."""

    name: str
    kind: str
    data: Any
    root: yaml.Node | None
    unfit: frozenset[tuple[Any, ...]] = field(default_factory=frozenset)

    def place(self, *path: Any) -> Place:
        """Where the part at `path` (keys and positions) stands in the file."""
        node = self.root
        for step in path:
            below = _below(node, step)
            if below is None:
                break
            node = below
        if node is None:
            return Place(self.name)
        return Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def fit(self, *path: Any) -> bool:
        """Whether the part at `path` has the right shape."""
        return not any(tuple(path[: len(bad)]) == bad for bad in self.unfit)


def packs_on_disk() -> Path:
    """The folder of packs: beside the sources in a checkout, inside the package otherwise."""
    here = Path(__file__).resolve()
    installed = here.parents[1] / "packs"
    return installed if installed.is_dir() else here.parents[3] / "packs"


def cities_on_disk(root: Path) -> tuple[str, ...]:
    """The cities that have a pack under `root`."""
    return tuple(sorted(path.parent.name for path in root.glob("*/pack.yaml")))


def sources_on_disk(root: Path, city: str) -> tuple[Source, ...]:
    """The city's files and the shared vocabulary's, in a fixed order."""
    if city not in cities_on_disk(root):
        known = cities_on_disk(root)
        zh = f"没有城市 {city} 的政策包；现有：{'、'.join(known) or '无'}"
        en = f"There is no pack for {city}; there are: {', '.join(known) or 'none'}"
        raise UnknownCity(Problem("unknown-city", None, zh, en, nearest(city, known)))
    files = [*(root / VOCABULARY).rglob("*.yaml"), *(root / city).rglob("*.yaml")]
    names = sorted(path.relative_to(root).as_posix() for path in files)
    return tuple(Source(name, (root / name).read_text(encoding="utf-8")) for name in names)


def read_pack(sources: Iterable[Source]) -> ReadResult:
    """Read, check the shape of, and build a pack; every flaw is a finding, none an exception."""
    findings: list[Finding] = []
    given = tuple(sorted(sources, key=lambda source: source.name))
    sheets = [sheet for source in given if (sheet := _read_sheet(source, findings))]
    pack = build_pack(sheets, content_hash(given), findings)
    return ReadResult(pack, tuple(sorted(findings, key=lambda finding: finding.place)))


def content_hash(sources: Iterable[Source]) -> str:
    """SHA-256 over the names and texts that decide answers (worked cases do not)."""
    digest = sha256()
    for source in sorted(sources, key=lambda source: source.name):
        if _kind(source.name) != "cases_file":
            digest.update(f"{source.name}\0{source.text}\0".encode())
    return digest.hexdigest()


def load_pack(city: str) -> Pack:
    """The pack of a city that ships with the product; PackRefused when it has findings."""
    result = read_pack(sources_on_disk(packs_on_disk(), city))
    if result.pack is None:
        problems = [Problem(one.code, None, str(one), str(one)) for one in result.findings]
        raise PackRefused(*problems)
    return result.pack


def load_vocabulary() -> Vocabulary:
    """The shared vocabulary that ships with the product; PackRefused when it has findings."""
    root, findings = packs_on_disk(), list[Finding]()
    files = sorted((root / VOCABULARY).rglob("*.yaml"))
    sources = [Source(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in files]
    vocabulary = build_vocabulary(
        [sheet for source in sources if (sheet := _read_sheet(source, findings))], findings
    )
    if findings:
        raise PackRefused(*(Problem(one.code, None, str(one), str(one)) for one in findings))
    return vocabulary


def read_data(text: str, name: str = "") -> Any:
    """Plain data from YAML or JSON text, decimals exact. ValueError says what is wrong where."""
    try:
        return _plain(yaml.compose(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise ValueError(_yaml_trouble(error, name)[0]) from error


def _read_sheet(source: Source, findings: list[Finding]) -> Sheet | None:
    kind = _kind(source.name)
    if kind is None:
        message = "文件名不在政策包格式之内"
        findings.append(Finding("unknown-file", message, Place(source.name)))
        return None
    try:
        root = yaml.compose(source.text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        message, place = _yaml_trouble(error, source.name)
        findings.append(Finding("bad-yaml", message, place))
        return None
    sheet = Sheet(source.name, kind, _plain(root), root)
    _find_repeated_keys(root, source.name, findings)
    unfit = frozenset(_check_shape(sheet, findings))
    return Sheet(source.name, kind, sheet.data, root, unfit)


def _kind(name: str) -> str | None:
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), None)


def _plain(node: yaml.Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    text: str = node.value
    if getattr(node, "style", None):
        return text
    if text in _PLAIN_WORDS:
        return _PLAIN_WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _NUMBER.match(text) else text


def _below(node: yaml.Node | None, step: Any) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if _plain(key) == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _yaml_trouble(error: Exception, name: str) -> tuple[str, Place]:
    mark = getattr(error, "problem_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    problem = getattr(error, "problem", None) or str(error)
    where = "" if name else f"第{place.line}行第{place.column}列："
    return f"{where}不是合格的 YAML：{problem}", place


def _find_repeated_keys(node: yaml.Node | None, name: str, findings: list[Finding]) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _find_repeated_keys(item, name, findings)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            place = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
            findings.append(Finding("repeated-key", f"键 {key.value} 写了两次", place))
        seen.add(str(key.value))
        _find_repeated_keys(value, name, findings)


def _check_shape(sheet: Sheet, findings: list[Finding]) -> Iterable[tuple[Any, ...]]:
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
