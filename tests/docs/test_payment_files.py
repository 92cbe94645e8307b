"""The page on payment files: its samples are what the code writes, and reads."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

from yanzhen.apps.payments.layouts.fixed import FIXED
from yanzhen.apps.payments.layouts.layout import Head, Layout, Line
from yanzhen.apps.payments.layouts.sheets import CSV
from yanzhen.apps.payments.receipts import RESULTS, WORDS, read_receipt

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "payment-files.md"
HEAD = Head("P-XIANGTAN-2026-000001", "租房补贴", date(2026, 6, 1), 2, 53_000_50)
LINES = (
    Line("YZ000000000000000195", "王芳", "中国建设银行湘潭分行", "6217000012345678901", 3_000_00),
    Line(
        "YZ000000000000000292", "湘潭某某科技有限公司", "中国银行湘潭分行", "6013821900001111222",
        50_000_50,
    ),
)  # fmt: skip


def samples() -> list[str]:
    found = re.findall(r"```(?:csv|text)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 3
    return found


def written(layout: Layout, encoding: str) -> str:
    file = BytesIO()
    layout.write(HEAD, LINES, file)
    return file.getvalue().decode(encoding).replace("\r\n", "\n")


def test_the_samples_are_what_is_written() -> None:
    table, fixed, _ = samples()
    assert written(CSV, "utf-8-sig") == table
    assert written(FIXED, "gb18030") == fixed


def test_the_sample_of_a_receipt_is_read() -> None:
    said = list(read_receipt("回单.csv", BytesIO(samples()[2].encode())))

    assert [(one.row, one.result, one.amount_fen, one.reason) for one in said] == [
        (2, "paid", 3_000_00, ""), (3, "failed", 50_000_50, "账号已销户")
    ]  # fmt: skip
    assert [one.reference for one in said] == [one.reference for one in LINES]


def test_every_column_and_result_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("（", "(").replace("）", ")")
    for words in WORDS.values():
        assert all(f"`{word}`" in page for word in words)
    assert all(f"`{word}`" in page for word in RESULTS)


def test_the_references_have_their_check_digits() -> None:
    assert all(int(one.reference[2:]) % 97 == 1 for one in LINES)
