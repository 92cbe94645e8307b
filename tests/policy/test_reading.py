"""Reading packs: YAML in its plain form, everything wrong as a finding with its place.

Whatever the files hold, reading answers with findings, never with a traceback.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.policy.mini import mini, parameter, rule, sources

from yanzhen.policy import (
    Finding,
    Source,
    UnknownCity,
    cities_on_disk,
    packs_on_disk,
    read_data,
    read_pack,
    sources_on_disk,
)

FILES = [source.name for source in sources(rule())]
LAUGHS = "a: &a [x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

PLAIN = [
    ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
    ("no", "no"), ("No", "No"), ("on", "on"), ("off", "off"), ("yes", "yes"), ("True", "True"),
    ("TRUE", "TRUE"), ("y", "y"), ("Null", "Null"),
    ("12", 12), ("-12", -12), ("0", 0), ("012", "012"), ("1_000", "1_000"), ("0x1F", "0x1F"),
    ("0o17", "0o17"), ("1e3", "1e3"), (".5", ".5"), ("5.", "5."), ("+5", "+5"), (".inf", ".inf"),
    (".nan", ".nan"), ("12:30:45", "12:30:45"), ("2026-01-31", "2026-01-31"),
    ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"), ("50%", "50%"), ("20万元", "20万元"),
    ("'12'", "12"), ('"true"', "true"), ("'null'", "null"), ("!!str 12", 12), ("9" * 50, "9" * 50),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), PLAIN)
def test_yaml_is_read_in_its_plain_form(written: str, value: Any) -> None:
    found = read_data(f"a: {written}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_decimals_are_exact() -> None:
    assert str(read_data("a: 0.1000000000000000000001")["a"]) == "0.1000000000000000000001"
    assert str(read_data('{"a": 0.3}')["a"]) == "0.3"


REFUSED = ["a: [", "a: &a [*a]", LAUGHS, "a:\n\t- b", "a: 1\n---\nb: 2", "[" * 5000 + "]" * 5000,
           "a: \x00", "a: b: c", "- a\nb: c", "%YAML 9.9\n---\na", "a: *b", "'"]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_plain_yaml_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="YAML"):
        read_data(text)


def replaced(name: str, text: str) -> tuple[Finding, ...]:
    given = [one if one.name != name else Source(name, text) for one in sources(rule())]
    return read_pack(given).findings


STRANGE = {
    "empty": "", "null": "null", "list": "[1]", "text": "x", "number": "12", "tabs": "a:\n\t- b",
    "numbers as keys": "1: 2\ntrue: x\n", "a list as key": "? [a]\n: b\n", "unfinished": "a: [",
    "no lists": "benefits:\nclasses:\nfacts:\nsubjects:\nawards:\ndocuments:\nunits:\n",
    "recursive": "&a [*a]", "billion laughs": LAUGHS, "two documents": "a: 1\n---\nb: 2",
    "deep": "[" * 3000 + "]" * 3000, "long number": "a: " + "9" * 5000, "null byte": "a: \x00",
    "not UTF-8": "a: \udcff", "a tag": "!!python/object:os.system x", "repeated": "a: 1\na: 2",
    "lists of lists": "benefits: [[]]\nfacts: [[]]\nsubjects: [[]]\nclasses: [[]]\nawards: [[]]",
    "numbers for entries": "benefits: [1]\nfacts: [1]\nsubjects: [1]\nclasses: [1]\nawards: [1]",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_file_is_a_finding_in_that_file(name: str, text: str) -> None:
    found = replaced(name, text)
    assert name in {one.place.file for one in found}
    assert all(one.place.line >= 1 and one.place.column >= 1 for one in found)


PLACES = [
    ("benefits:\n  - id: a\n    id: b\n", "repeated-key", (3, 5)),
    ("benefits:\n  - {id: a, naturre: fixed}\n", "bad-shape", (2, 5)),
    ("benefits:\n  - id: a\n    nature: fxed\n", "bad-shape", (3, 13)),
    ("benefits:\n  - id: [\n", "bad-yaml", (3, 1)),
    ("benefits: []\n# 中文\nx: \udcff\n", "not-utf-8", (3, 4)),
    ("benefits: 3\n", "bad-shape", (1, 11)),
]


@pytest.mark.parametrize(("text", "code", "place"), PLACES)
def test_a_finding_points_at_its_place(text: str, code: str, place: tuple[int, int]) -> None:
    found = [one for one in replaced("mini/benefits/all.yaml", text) if one.code == code]
    assert place in [(one.place.line, one.place.column) for one in found]


def test_a_wrong_key_and_a_wrong_word_get_a_suggestion() -> None:
    text = 'benefits:\n  - {id: a, clause: "1", naturre: fixed}\n'
    assert "nature" in {one.suggestion for one in replaced("mini/benefits/all.yaml", text)}
    text = 'benefits:\n  - {id: a, clause: "1", nature: fixd}\n'
    assert "fixed" in {one.suggestion for one in replaced("mini/benefits/all.yaml", text)}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    given = [Source(one.name, "\ufeff" + one.text) for one in sources(rule())]
    assert read_pack(given).pack is not None


def test_windows_line_ends_say_the_same() -> None:
    given = [Source(one.name, one.text.replace("\n", "\r\n")) for one in sources(rule())]
    assert read_pack(given).pack is not None


def test_one_slip_does_not_hide_the_others() -> None:
    found = read_pack(sources(
        rule("a", when=["wroks"]), rule("b", amount="1.005元"), rule("c", nature="fixd"),
        rule("d", subject="nobody"), parameters=[parameter("p", "integer", value="x")],
    )).findings  # fmt: skip
    codes = {"unknown-name", "bad-syntax", "bad-shape", "unknown-subject", "bad-value"}
    assert codes <= {one.code for one in found}


def test_a_file_nobody_expects_is_a_finding() -> None:
    found = read_pack([*sources(rule()), Source("mini/notes.yaml", "")]).findings
    assert [one.code for one in found] == ["unknown-file"]


def test_no_files_at_all_make_no_pack() -> None:
    assert read_pack([]).pack is None


REPEATED = [
    ("mini/benefits/all.yaml", "benefits"), ("mini/documents.yaml", "documents"),
    ("vocabulary/facts/all.yaml", "facts"), ("vocabulary/subjects.yaml", "subjects"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key"), REPEATED)
def test_an_id_is_used_once(name: str, key: str) -> None:
    twice = [Source("mini/benefits/more.yaml" if key == "benefits" else name, one.text)
             for one in sources(rule()) if one.name == name]  # fmt: skip
    if key != "benefits":
        twice = [Source(name.replace("all", "more"), one.text) for one in twice]
    if name == twice[0].name:
        twice = [Source(f"{name.split('/')[0]}/{key}2.yaml", twice[0].text)]
    found = read_pack([*sources(rule()), *twice]).findings
    assert found
    assert {one.code for one in found} & {"repeated-id", "unknown-file"}


# -- on disk


def laid_out(root: Path, change: Callable[[str], bytes | None] = lambda name: None) -> Path:
    for one in sources(rule()):
        path = root / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change(one.name) or one.text.encode())
    return root


def test_a_pack_is_read_from_disk(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    assert cities_on_disk(root) == ("mini",)
    assert read_pack(sources_on_disk(root, "mini")).pack is not None


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf8_is_a_finding(tmp_path: Path, name: str) -> None:
    text = next(one.text for one in sources(rule()) if one.name == name)
    root = laid_out(tmp_path, lambda one: text.encode("gb18030") if one == name else None)
    found = read_pack(sources_on_disk(root, "mini")).findings
    assert ("not-utf-8", name) in {(one.code, one.place.file) for one in found}


def test_an_unknown_city_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownCity) as caught:
        sources_on_disk(laid_out(tmp_path), "mni")
    assert caught.value.problems[0].suggestion == "mini"


# -- the law's own files, damaged

XIANGTAN = sources_on_disk(packs_on_disk(), "xiangtan")
SMALL = [one for one in XIANGTAN if len(one.text) < 40_000]
JUNK = [
    "",
    "null",
    "[]",
    "{}",
    "3",
    "-1",
    "true",
    "x",
    "'",
    "[",
    ": ",
    "&a",
    "*a",
    "2026-02-30",
    "50万元",
    "wan(",
    "\t",
    "!!int x",
    "\udcff",
    "\x00",
    "- ",
    "? ",
    "|",
    ">-",
    "999999999999999999999",
]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Source, ...]:
    """The Xiangtan pack with one file damaged: a line gone, a value changed, an end torn off."""
    victim = draw(st.sampled_from(SMALL))
    lines = victim.text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["delete", "value", "truncate", "twice", "indent", "swap"]))
    if how == "delete":
        del lines[at : at + draw(st.integers(1, 3))]
    elif how == "value" and ":" in lines[at]:
        lines[at] = lines[at].rsplit(":", 1)[0] + ": " + draw(st.sampled_from(JUNK))
    elif how == "truncate":
        lines = [*lines[:at], lines[at][: draw(st.integers(0, 60))]]
    elif how == "twice":
        lines.insert(at, lines[at])
    elif how == "indent":
        lines[at] = draw(st.sampled_from(["  ", " ", "    "])) + lines[at]
    else:
        other = draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    changed = Source(victim.name, "\n".join(lines))
    return tuple(changed if one is victim else one for one in XIANGTAN)


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(damaged())
@settings(derandomize=True, deadline=None, max_examples=30, suppress_health_check=QUIET)
def test_a_damaged_pack_is_read_without_a_traceback(files: tuple[Source, ...]) -> None:
    result = read_pack(files)
    assert result.pack is not None or result.findings


@pytest.mark.slow
@given(damaged())
@settings(deadline=None, max_examples=2_000, suppress_health_check=QUIET)
def test_a_damaged_pack_is_read_without_a_traceback_at_length(files: tuple[Source, ...]) -> None:
    result = read_pack(files)
    assert result.pack is not None or result.findings


def test_what_is_mini_is_sound() -> None:
    assert mini(rule()).city == "mini"


def test_cities_share_one_vocabulary_as_long_as_its_files_say_the_same() -> None:
    here, there = read_pack(sources(rule())).pack, read_pack(sources(rule("other"))).pack
    assert here is not None
    assert there is not None
    assert here.vocabulary is there.vocabulary

    others = [one for one in sources(rule()) if one.name != "vocabulary/facts/all.yaml"]
    facts = next(one for one in sources(rule()) if one.name == "vocabulary/facts/all.yaml")
    renamed = read_pack([*others, Source(facts.name, facts.text.replace("带动就业", "新增岗位"))])
    assert renamed.pack is not None
    assert renamed.pack.vocabulary.facts["jobs"].label.zh == "新增岗位"
    assert here.vocabulary.facts["jobs"].label.zh == "带动就业"


def test_a_slip_in_the_vocabulary_is_found_again_in_every_city() -> None:
    others = [one for one in sources(rule()) if one.name != "vocabulary/catalogue.yaml"]
    broken = Source("vocabulary/catalogue.yaml", "awards: [}\n")
    codes = [{one.code for one in read_pack([*others, broken]).findings} for _ in range(2)]
    assert codes[0] == codes[1]
    assert "bad-yaml" in codes[0]
