"""What import-linter cannot see: imports hidden in functions, and what importing the core loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "yanzhen"

# file: why its functions import
ALLOWED: dict[str, str] = {}


def test_no_import_hides_in_a_function() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    assert files

    found = [
        f"{name}:{line}"
        for file in files
        if (name := str(file.relative_to(SOURCE))) not in ALLOWED
        for line in hidden_imports(ast.parse(file.read_text(encoding="utf-8")))
    ]

    assert found == []


def hidden_imports(tree: ast.AST) -> Iterator[int]:
    """Lines of our own modules' imports inside functions."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                if any(name.split(".")[0] == "yanzhen" for name in names):
                    yield node.lineno


def test_the_alarm_rings() -> None:
    hidden = "def f():\n    from yanzhen.policy import Pack\n"

    assert list(hidden_imports(ast.parse(hidden))) == [2]


def test_importing_the_core_loads_neither_django_nor_a_database_nor_arrays() -> None:
    unwanted = "{'django', 'psycopg', 'gunicorn', 'yanzhen.config', 'numpy', 'pyarrow'}"
    program = f"import sys, yanzhen.policy; print(sorted({unwanted} & set(sys.modules)))"

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "[]"
