"""Text in columns of fixed width, as core banking systems take it: GB18030, counted in bytes.

H   run number 40, day 8, payments 8, sum in fen 18
D   reference 20, account 32, name 100, amount in fen 15
T   payments 8, sum in fen 18

Text is filled up with blanks on the right, numbers with zeros on the left.
"""

from collections.abc import Iterable
from typing import IO

from yanzhen.apps.payments.layouts.layout import Head, Layout, Line
from yanzhen.policy.vocabulary import Label

ENCODING = "gb18030"
END = b"\r\n"


class _Fixed:
    code, label, ending = "fixed", Label("银行定长文本", "Bank's fixed-width text"), "txt"

    def write(self, head: Head, lines: Iterable[Line], into: IO[bytes]) -> None:
        day = f"{head.on:%Y%m%d}"
        totals = _number(head.count, 8) + _number(head.sum_fen, 18)
        into.write(b"H" + _text(head.number, 40) + day.encode() + totals + END)
        for one in lines:
            into.write(
                b"D" + _text(one.reference, 20) + _text(one.account, 32) + _text(one.name, 100)
                + _number(one.amount_fen, 15) + END
            )  # fmt: skip
        into.write(b"T" + totals + END)


def _text(text: str, width: int) -> bytes:
    """Names are no longer than that: see the giving of accounts."""
    encoded = text.encode(ENCODING)
    if len(encoded) > width:
        raise ValueError(f"{len(encoded)} bytes do not fit into {width}")
    return encoded.ljust(width)


def _number(number: int, width: int) -> bytes:
    return f"{number:0{width}}".encode()


FIXED: Layout = _Fixed()
