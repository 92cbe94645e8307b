"""Subjects in files: reading one, its own date of assessment, writing an answer."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from yanzhen.policy import Problem, SubjectRefused, read_data


def read_subject(file: str) -> Any:
    """The data of a JSON or YAML file, `-` for standard input."""
    return _data(_text(file), file)


def written(answer: Any, **form: Any) -> str:
    """JSON as people read it; with escapes where the text holds what no encoding can write."""
    text = json.dumps(answer, ensure_ascii=False, **form)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(answer, **form)
    return text


def with_id(raw: Any, answer: dict[str, Any]) -> dict[str, Any]:
    return {"id": raw["id"], **answer} if isinstance(raw, dict) and "id" in raw else answer


def own_date(raw: Any, as_of: date) -> date:
    """The subject's own `as_of`, where the input gives one."""
    own = raw.get("as_of") if isinstance(raw, dict) else None
    if own is None:
        return as_of
    try:
        return date.fromisoformat(str(own))
    except ValueError:
        zh, en = f"as_of 须是日期，如 2026-01-31，而不是 {own}", f"as_of is not a date: {own}"
        raise SubjectRefused(Problem("bad-value", "as_of", zh, en)) from None


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        zh, en = f"读不了文件 {file}：{error}", f"Cannot read {file}: {error}"
        raise SubjectRefused(Problem("unreadable", None, zh, en)) from None


def _data(text: str, file: str) -> Any:
    try:
        return read_data(text)
    except ValueError as error:
        zh, en = f"{file}:{error}", f"{file} is neither JSON nor YAML: {error}"
        raise SubjectRefused(Problem("unreadable", None, zh, en)) from None
