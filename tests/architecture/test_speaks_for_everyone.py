"""The repository says nothing about the machine it was written on: no registry's host, no path."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT_OUT = {
    ".git",
    ".venv",
    ".tools",
    ".yanzhen",
    ".benchmarks",
    ".hypothesis",
    "__pycache__",
    "node_modules",
    "dist",
}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".html",
    ".css",
    ".txt",
    ".cfg",
    ".lock",
    ".sh",
    "",
}
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}
LOCAL = re.compile(r"(?<![\w.])(?:/home/\w+/|/root/\w|/Users/\w+/|file:///)")


def texts() -> list[Path]:
    return [
        file
        for file in sorted(ROOT.rglob("*"))
        if file.suffix in TEXT
        and not any(p in LEFT_OUT or p.endswith("_cache") for p in file.relative_to(ROOT).parts)
        and file.is_file()
        and file != Path(__file__)
    ]


def test_the_lock_names_only_public_hosts() -> None:
    lock = (ROOT / "uv.lock").read_text()
    hosts = set(re.findall(r"\w+://([^/\"]+)", lock))

    assert tomllib.loads(lock)["package"]
    assert hosts == PUBLIC_HOSTS


def test_no_path_of_one_machine() -> None:
    files = texts()
    assert ROOT / "pyproject.toml" in files

    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in files
        for match in LOCAL.finditer(file.read_text(encoding="utf-8"))
    ]

    assert found == []
