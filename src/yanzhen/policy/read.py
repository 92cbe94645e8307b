"""From the files of a pack to a pack, or to the findings that prevent one.

YAML is read in its plain form (only `true` and `false` are booleans, a date is text), each
file's shape is checked against `packs/schema`, and everything keeps its place, so that a
finding can point at file, line and column.

    result = read_pack(sources_on_disk(packs_on_disk(), "xiangtan"))
    result.pack, result.findings
"""

from __future__ import annotations

import json
import pathlib
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import yaml

from yanzhen.policy.build import build_pack, build_vocabulary
from yanzhen.policy.errors import Finding, PackRefused, Place, Problem, UnknownCity, nearest
from yanzhen.policy.pack import ReadResult
from yanzhen.policy.sheet import Path, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Vocabulary

VOCABULARY = "vocabulary"
MOST_DIGITS = 40
"""A longer run of digits is no number of a policy: it stays text, and is refused as such."""
_STRAY = re.compile("[\ud800-\udfff]")
"""A lone surrogate: what is left of a byte that is no UTF-8."""
_INTEGER = re.compile(r"^-?(0|[1-9]\d*)$")
_NUMBER = re.compile(r"^-?(0|[1-9]\d*)\.\d+$")
_PLAIN_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_KINDS = (
    (re.compile(r"^vocabulary/subjects\.yaml$"), "subjects_file"),
    (re.compile(r"^vocabulary/catalogue\.yaml$"), "catalogue_file"),
    (re.compile(r"^vocabulary/families\.yaml$"), "families_file"),
    (re.compile(r"^vocabulary/facts/[^/]+\.yaml$"), "facts_file"),
    (re.compile(r"^[^/]+/pack\.yaml$"), "pack_file"),
    (re.compile(r"^[^/]+/readings[^/]*\.yaml$"), "readings_file"),
    (re.compile(r"^[^/]+/documents\.yaml$"), "documents_file"),
    (re.compile(r"^[^/]+/figures[^/]*\.yaml$"), "figures_file"),
    (re.compile(r"^[^/]+/tiers\.yaml$"), "tiers_file"),
    (re.compile(r"^[^/]+/benefits/[^/]+\.yaml$"), "benefits_file"),
    (re.compile(r"^[^/]+/programmes\.yaml$"), "programmes_file"),
    (re.compile(r"^[^/]+/plan\.yaml$"), "plan_file"),
    (re.compile(r"^[^/]+/cases(/[^/]+)?\.yaml$"), "cases_file"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a pack: its path relative to the folder of packs, and its text."""

    name: str
    text: str


def packs_on_disk() -> pathlib.Path:
    """The folder of packs: beside the sources in a checkout, inside the package otherwise."""
    here = pathlib.Path(__file__).resolve()
    installed = here.parents[1] / "packs"
    return installed if installed.is_dir() else here.parents[3] / "packs"


def cities_on_disk(root: pathlib.Path) -> tuple[str, ...]:
    """The cities that have a pack under `root`."""
    return tuple(sorted(path.parent.name for path in root.glob("*/pack.yaml")))


def sources_on_disk(root: pathlib.Path, city: str, cases: bool = False) -> tuple[Source, ...]:
    """The city's files and the shared vocabulary's, in a fixed order; worked cases when asked.

    A folder of packs without a vocabulary of its own uses the one that ships with the product.
    """
    if city not in cities_on_disk(root):
        known = cities_on_disk(root)
        zh = f"没有城市 {city} 的政策包；现有：{'、'.join(known) or '无'}"
        en = f"There is no pack for {city}; there are: {', '.join(known) or 'none'}"
        raise UnknownCity(Problem("unknown-city", None, zh, en, nearest(city, known)))
    own = sorted(path.relative_to(root).as_posix() for path in (root / city).rglob("*.yaml"))
    files = [_on_disk(root, name) for name in own if cases or _kind(name) != "cases_file"]
    found = [*files, *_vocabulary_on_disk(root)]
    return tuple(sorted(found, key=lambda source: source.name))


def _vocabulary_on_disk(root: pathlib.Path) -> tuple[Source, ...]:
    """The vocabulary under `root`, else the installed one."""
    root = root if (root / VOCABULARY).is_dir() else packs_on_disk()
    files = sorted((root / VOCABULARY).rglob("*.yaml"))
    return tuple(_on_disk(root, path.relative_to(root).as_posix()) for path in files)


def _on_disk(root: pathlib.Path, name: str) -> Source:
    """A file as text; bytes that are no UTF-8 stay visible, so that reading can report them."""
    return Source(name, (root / name).read_text(encoding="utf-8", errors="surrogateescape"))


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
    sources = _vocabulary_on_disk(packs_on_disk())
    vocabulary = build_vocabulary(
        [sheet for source in sources if (sheet := _read_sheet(source, findings))], findings
    )
    if findings:
        raise PackRefused(*(Problem(one.code, None, str(one), str(one)) for one in findings))
    return vocabulary


def read_data(text: str, name: str = "") -> Any:
    """Plain data from YAML or JSON text, decimals exact. ValueError says what is wrong where."""
    try:
        plain = _Plain()
        data = plain.data(yaml.compose(text, Loader=_PlainLoader))
    except (yaml.YAMLError, Aliased, UnicodeError, RecursionError) as error:
        raise ValueError(_yaml_trouble(error, name)[0]) from error
    repeated: list[Finding] = []
    _report_repeated(plain.repeated, name, repeated)
    for one in repeated:
        raise ValueError(f"第{one.place.line}行第{one.place.column}列：{one.message}")
    return data


def _read_sheet(source: Source, findings: list[Finding]) -> Sheet | None:
    kind = _kind(source.name)
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
    plain = _Plain()
    try:
        root = yaml.compose(source.text, Loader=_PlainLoader)
        data = plain.data(root)
    except (yaml.YAMLError, Aliased, RecursionError) as error:
        message, place = _yaml_trouble(error, source.name)
        findings.append(Finding("bad-yaml", message, place))
        return None
    _report_repeated(plain.repeated, source.name, findings)

    def locate(path: Path, offset: int | None) -> Place:
        return _place(root, source, path, offset)

    sheet = Sheet(source.name, kind, data, locate)
    return replace(sheet, unfit=frozenset(_check_shape(sheet, findings)))


def _place(root: yaml.Node | None, source: Source, path: Path, offset: int | None) -> Place:
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


def _kind(name: str) -> str | None:
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), None)


class _PlainLoader(yaml.CBaseLoader):
    """Parses without guessing types: what a plain word means is decided here, not by YAML."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


class Aliased(ValueError):
    """An alias stands where data were expected; packs and subjects say things once."""


class _Plain:
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


def _yaml_trouble(error: Exception, name: str) -> tuple[str, Place]:
    mark = getattr(error, "problem_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    problem = getattr(error, "problem", None) or str(error)
    where = "" if name else f"第{place.line}行第{place.column}列："
    return f"{where}不是合格的 YAML：{problem}", place


def _report_repeated(nodes: list[yaml.MappingNode], name: str, findings: list[Finding]) -> None:
    for node in nodes:
        seen: set[str] = set()
        for key, _ in node.value:
            if _key(key) in seen:
                place = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
                findings.append(Finding("repeated-key", f"键 {_key(key)} 写了两次", place))
            seen.add(_key(key))


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
