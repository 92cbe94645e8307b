"""What an office writes into a cell, as the value of a fact.

A cell is read generously in how a thing is written (是 or true, 20万元 or 200000, an option's
label or id) and strictly in what it says: after reading, the value is admitted exactly as
`yanzhen assess` admits it. A blank cell is unknown.

    Reader().value(degree, "博士")  ->  "doctor"
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import nearest
from yanzhen.policy.subject import Misfit, admit_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yanzhen.policy.vocabulary import Fact

YES = frozenset({"是", "true", "yes", "1"})
NO = frozenset({"否", "false", "no", "0"})
NONE = frozenset({"无", "none", "没有"})
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
FIRST_SERIAL, LAST_SERIAL = 61, 2_958_465
"""Excel's days from 1900-03-01 on; before, it counts a day that never was."""
MOST_SEEN = 10_000
"""Offices write the same few words again and again: what a text meant is kept, within limits."""
SERIAL_ZERO = date(1899, 12, 30)
MOST_DIGITS_OF_EXCEL = 15
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\Z")
_STRONG = re.compile(r"[;；\n|]")
_WEAK = re.compile(r"[、,，]")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?\Z")


class ErrorCell(str):
    """A cell whose formula ended in an error, such as #N/A, or was never computed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is to be read: the fact, and what the office's mapping says of it."""

    fact: Fact
    unit: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


class Reader:
    """Reads cells; `serials` collects the columns in which numbers were taken for days."""

    def __init__(self) -> None:
        self.serials: set[str] = set()
        self._seen: dict[int, tuple[Column, dict[str, Any]]] = {}
        self._options: dict[int, tuple[Fact, dict[str, str]]] = {}

    def value(self, column: Column, raw: Any) -> Any:
        """The admitted value; None where the cell is blank; Misfit says what is wrong."""
        if is_blank(raw):
            return None
        if type(raw) is not str:  # an ErrorCell is no text, whatever it equals
            return self._read(column, raw)
        seen = self._seen.setdefault(id(column), (column, {}))[1]
        if raw not in seen:
            if len(seen) >= MOST_SEEN:
                seen.clear()
            seen[raw] = self._read(column, raw)
        return seen[raw]

    def _read(self, column: Column, raw: Any) -> Any:
        if isinstance(raw, ErrorCell) or (isinstance(raw, str) and raw in ERRORS):
            raise Misfit(f"单元格里是 {raw}，没有值", f"the cell holds {raw}, not a value")
        said = column.values.get(shown(raw))
        plain = _READERS[column.fact.type](self, column, raw if said is None else said)
        return admit_value(column.fact, plain)

    def option(self, fact: Fact, text: str) -> str | None:
        """The option that goes by this id or label."""
        kept = self._options.get(id(fact))
        if kept is None:
            known: dict[str, str] = {}
            for one in fact.options.values():
                for name in (one.label.en, one.label.zh, one.id):
                    known[folded(name)] = one.id
            kept = self._options[id(fact)] = (fact, known)
        return kept[1].get(folded(text))


def is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def shown(raw: Any) -> str:
    """A cell as its reader sees it: whole numbers without a decimal point."""
    if isinstance(raw, Decimal) and _is_whole(raw):
        return str(int(raw))
    return str(raw).strip()


def _is_whole(number: int | Decimal) -> bool:
    return number == int(number)


def folded(text: str) -> str:
    """Text for comparing names: full and half width, upper and lower case alike."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def identity(raw: Any) -> str | None:
    """A subject's id; None where there is none. Misfit when Excel has lost its last digits."""
    if is_blank(raw):
        return None
    _whole_code(raw)
    return shown(raw)


def _whole_code(raw: Any) -> None:
    if isinstance(raw, Decimal) and abs(raw) >= 10**MOST_DIGITS_OF_EXCEL:
        raise Misfit(
            "Excel 把长号码存成了数字，末几位已丢失；把这一列设为文本后重新填写",
            "Excel kept this long code as a number and lost its last digits; make the column text",
        )


def _bool(reader: Reader, column: Column, raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    word = folded(shown(raw))
    if word in YES:
        return True
    if word in NO:
        return False
    raise Misfit("须是 是 或 否", "must be yes or no")


def _integer(reader: Reader, column: Column, raw: Any) -> Any:
    return _number(raw)


def _number(raw: Any) -> Any:
    """A number where the text is one; other text as it is, for `admit_value` to refuse."""
    if not isinstance(raw, str):
        return raw
    text = _narrow(raw)
    return Decimal(text.replace(",", "")) if _NUMBER.match(text) else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _money(reader: Reader, column: Column, raw: Any) -> Any:
    number = _number(raw.strip().lstrip("¥￥") if isinstance(raw, str) else raw)
    if column.unit in (None, "元") or not _is_number(number):
        return number
    return f"{Decimal(number):f}{column.unit}"


def _decimal(reader: Reader, column: Column, raw: Any) -> Any:
    number = _number(raw)
    return Decimal(number) / 100 if column.unit == "%" and _is_number(number) else number


def _date(reader: Reader, column: Column, raw: Any) -> Any:
    if isinstance(raw, datetime):
        if raw.time().isoformat() != "00:00:00":
            raise Misfit("须是日期，不带钟点", "must be a day without a time")
        return raw.date()
    number = _number(raw)
    if not _is_number(number):
        return _MIDNIGHT.sub("", number) if isinstance(number, str) else number
    if _is_whole(number) and FIRST_SERIAL <= number <= LAST_SERIAL:
        reader.serials.add(column.fact.id)
        return SERIAL_ZERO + timedelta(days=int(number))
    digits = shown(number)
    if len(digits) == 8:  # 20260131
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return digits


def _text(reader: Reader, column: Column, raw: Any) -> Any:
    _whole_code(raw)
    return shown(raw) if isinstance(raw, str) or _is_number(raw) else raw


def _one_of(reader: Reader, column: Column, raw: Any) -> Any:
    return _option(reader, column, shown(raw))


def _option(reader: Reader, column: Column, text: str) -> str:
    text = column.values.get(text, text)
    found = reader.option(column.fact, text)
    if found is not None:
        return found
    labels = [one.label.zh for one in column.fact.options.values()]
    names = "、".join(labels[:12]) + ("…" if len(labels) > 12 else "")
    ids = [*labels, *(one.label.en for one in column.fact.options.values()), *column.fact.options]
    zh, en = f"没有 {text} 这个选项；可选：{names}", f"has no option {text}: {names}"
    raise Misfit(zh, en, nearest(text, ids))


def _many_of(reader: Reader, column: Column, raw: Any) -> Any:
    if isinstance(raw, list):
        return [_option(reader, column, shown(item)) for item in raw]
    text = shown(raw)
    if reader.option(column.fact, column.values.get(text, text)) is None and folded(text) in NONE:
        return []
    return [_option(reader, column, part) for part in _parts(reader, column, text)]


def _parts(reader: Reader, column: Column, text: str) -> list[str]:
    """Several options in one cell; a label may itself hold a comma, so wholes are tried first."""
    found: list[str] = []
    for part in _STRONG.split(text):
        whole = column.values.get(part.strip(), part)
        if reader.option(column.fact, whole) is not None:
            found.append(whole)
        else:
            found.extend(_WEAK.split(part))
    return [part.strip() for part in found if part.strip()]


_READERS: dict[str, Callable[[Reader, Column, Any], Any]] = {
    "bool": _bool,
    "integer": _integer,
    "money": _money,
    "decimal": _decimal,
    "date": _date,
    "text": _text,
    "one_of": _one_of,
    "many_of": _many_of,
}
