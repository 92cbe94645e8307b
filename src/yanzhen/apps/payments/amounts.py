"""Sums as banks write them: yuan with two decimals.

>>> yuan(1234567), yuan(5)
('12345.67', '0.05')
>>> read_yuan("1,234.50"), read_yuan("￥80"), read_yuan("1.005"), read_yuan("-3")
(123450, 8000, None, None)
"""

import re
import unicodedata
from typing import Any

from yanzhen.population.intake.cells import shown

_YUAN = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,2})0*)?元?\Z")


def yuan(fen: int) -> str:
    """So many fen in yuan."""
    return f"{fen // 100}.{fen % 100:02}"


def read_yuan(cell: Any) -> int | None:
    """A cell in fen; None where it is no sum to the fen."""
    found = _YUAN.match("".join(unicodedata.normalize("NFKC", shown(cell)).split()))
    if found is None:
        return None
    whole, parts = found.group(1).replace(",", ""), (found.group(2) or "").ljust(2, "0")
    return int(whole) * 100 + int(parts)
