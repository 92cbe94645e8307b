"""The product's own words: complete in both languages, none missing, none left over."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from yanzhen.portal import words

PORTAL = Path(words.__file__).parents[1]
TEMPLATES = sorted((PORTAL / "templates").rglob("*.*"))
CODE = [*sorted(PORTAL.rglob("*.py")), *sorted((PORTAL.parent / "config").rglob("*.py"))]
MODULES = [file for file in CODE if file.parent.name != "words"]
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
LATIN = re.compile(r"[A-Za-z]{2,}")
SAID = re.compile(r'(?:\{% say |(?:label|title|note|hint)=)"(\w+)"')
OTHER_LANGUAGE = {"html_lang", "other_html_lang", "other_language", "other_language_query"}


def used_keys() -> tuple[set[str], set[str]]:
    """Keys written out in templates and modules, and the beginnings of computed ones."""
    said = [text for file in TEMPLATES for text in SAID.findall(file.read_text())]
    code = "\n".join(file.read_text() for file in MODULES)
    computed = re.findall(r'(?:say\(\s*|WORDS\.get\()f"(\w+_)\{', code)
    return {*said, *re.findall(r'"(\w+)"', code)}, set(computed)


def test_every_word_that_is_said_exists() -> None:
    assert TEMPLATES
    said = {text for file in TEMPLATES for text in re.findall(r'\{% say "(\w+)"', file.read_text())}

    assert said - words.WORDS.keys() == set()


def test_no_word_is_said_twice() -> None:
    """Of two words of one name the later would silently take the place of the other."""
    files = (import_module(f"{words.__name__}.{one.name}") for one in iter_modules(words.__path__))
    keys = Counter(key for file in files for key in file.WORDS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_word_is_left_over() -> None:
    keys, beginnings = used_keys()

    unused = {
        key
        for key in words.WORDS
        if key not in keys and not any(key.startswith(one) for one in beginnings)
    }

    assert unused == set()


@pytest.mark.parametrize("key", [key for key in words.WORDS if key not in OTHER_LANGUAGE])
def test_each_language_speaks_for_itself(key: str) -> None:
    zh, en = words.WORDS[key]
    bare = re.sub(r"\{\w+\}", "", zh)

    assert zh
    assert en
    assert not LATIN.search(bare)
    assert not re.search(r"[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]", bare)
    assert not CHINESE.search(en)
    assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en))
