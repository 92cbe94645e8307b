"""Where packs and texts are read from; what cannot be read is said in a sentence."""

import sys
from pathlib import Path
from typing import NoReturn

from yanzhen.policy import packs_on_disk


def packs_folder(own: Path | None) -> Path:
    """The folder of packs that was asked for, else the product's."""
    if own is None:
        return packs_on_disk()
    if not own.is_dir():
        _end(f"没有文件夹 {own} / no such folder: {own}")
    return own


def read_texts(place: Path | None) -> dict[str, str] | None:
    """Documents' texts by file name: of a folder each .txt, or the one file that is named."""
    if place is None:
        return None
    if place.is_file():
        return {place.name: read_text(place)}
    if not place.is_dir():
        _end(f"没有文件夹 {place} / no such folder: {place}")
    return {path.name: read_text(path) for path in sorted(place.glob("*.txt"))}


def read_text(path: Path) -> str:
    """A document's text; a byte order mark is no part of it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        _end(f"读不了文件 {path} / cannot read {path}: {error}")


def _end(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)
