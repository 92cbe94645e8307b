"""Every Python example in the documents and in the modules runs.

A block fenced as `python` is executed, the blocks of one page one after the other; `>>>` lines are
checked against what they print. A block that is no program is fenced as `text`.
"""

import doctest
import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MODULES = sorted(
    file for file in SOURCE.rglob("*.py") if ">>> " in file.read_text(encoding="utf-8")
)
EXAMPLE = re.compile(r"^```(?:python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_there_is_something_to_run() -> None:
    assert ROOT / "README.md" in PAGES
    assert SOURCE / "yanzhen" / "__init__.py" in MODULES


def test_both_readmes_give_the_same_examples() -> None:
    english, chinese = (
        EXAMPLE.findall(re.sub(r"  #.*", "", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("README.md", "README.zh-CN.md")
    )

    assert any("curl" in one for one in english)
    assert [one for one in english if "import" in one or "curl" in one] == [
        one for one in chinese if "import" in one or "curl" in one
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": "example"}
    for block in BLOCK.finditer(text):
        above = text[: block.start(1)].count("\n")
        if ">>> " in block[1]:
            parsed = doctest.DocTestParser().get_doctest(
                block[1], names, page.name, str(page), above
            )
            assert doctest.DocTestRunner().run(parsed, clear_globs=False).failed == 0
            names = parsed.globs
        else:
            exec(compile("\n" * above + block[1], str(page), "exec"), names)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_module(file: Path) -> None:
    name = ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    module: ModuleType = importlib.import_module(name)

    outcome = doctest.testmod(module)

    assert outcome.attempted > 0
    assert outcome.failed == 0
