"""`packs new`: the skeleton of a pack from a document's text, written where nothing stands yet."""

import os
import sys
from pathlib import Path

from rich.console import Console

from yanzhen.cli.places import read_text
from yanzhen.policy import packs_on_disk
from yanzhen.policy.skeleton import CITY, Skeleton, skeleton
from yanzhen.policy.vocabulary import Label, Language

OUT = Console()
RESERVED = ("vocabulary", "schema")


def new(city: str, text: Path, packs: Path, lang: Language) -> int:
    """Write the skeleton to `packs`/`city`; the exit code: 1 when nothing was written."""
    folder = packs / city
    if not CITY.match(city) or city in RESERVED:
        return _refused(
            f"城市标识只用小写字母、数字和下划线，且不能是 {'、'.join(RESERVED)}：{city}",
            f"a city's id is lower_snake_case and none of {', '.join(RESERVED)}: {city}",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _refused(f"{folder} 已有内容，不覆盖", f"{folder} is not empty and stays as it is")
    made = skeleton(city, text.stem, read_text(text), _schemas(packs, folder))
    try:
        for name, content in made.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        return _refused(f"写不了 {folder}：{error}", f"cannot write {folder}: {error}")
    _print(made, city, folder, text, lang)
    return 0


def _refused(zh: str, en: str) -> int:
    print(f"{zh} / {en}", file=sys.stderr)
    return 1


def _schemas(packs: Path, folder: Path) -> str:
    """Where the schemas are, seen from the pack: beside it, else the installed ones."""
    if (packs / "schema").is_dir():
        return "../schema"
    installed = packs_on_disk() / "schema"
    try:
        return Path(os.path.relpath(installed, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return installed.as_uri()


def _print(made: Skeleton, city: str, folder: Path, text: Path, lang: Language) -> None:
    clauses, figures = len(made.clauses), len(made.figures)
    own = "" if folder.parent.resolve() == packs_on_disk() else f" --packs {folder.parent}"
    check = f"yanzhen packs check {city}{own} --text {text}"
    zh = f"{folder}：找到 {clauses} 个条款、{figures} 个数字，都还没有去处。下一步：\n  {check}"
    en = f"{folder}: {clauses} clauses, {figures} figures, none accounted for. Next:\n  {check}"
    OUT.print(Label(zh, en).say(lang), highlight=False, markup=False, soft_wrap=True)
