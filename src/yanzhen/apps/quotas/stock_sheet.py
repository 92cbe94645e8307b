"""A sheet of flats: address, rooms, area, rent a month; read whole, with all that is wrong.

    read_stock("房源表.csv", "地址,房间数,面积,月租金\\n一栋101,2,58.5,1200\\n".encode())
    ->  [FlatRow(address="一栋101", rooms=2, area=Decimal("58.50"), rent_fen=120000)]

Columns are found by their heading, in any order. The rent may be left empty: nobody has set one.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

import xlsxwriter

from yanzhen.apps.quotas.errors import QuotaRefused, Refusal, refuse
from yanzhen.policy.vocabulary import Label
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import folded, is_blank
from yanzhen.population.intake.csv_tables import read_csv
from yanzhen.population.intake.tables import Row, Table
from yanzhen.population.intake.workbooks import read_workbook

LARGEST, MOST_ROWS, MOST_SAID = 10 * 1024 * 1024, 20_000, 50
MOST_RENT, MOST_AREA, MOST_ROOMS = Decimal(10_000_000), Decimal(99_999), 99
COLUMNS = {
    "address": Label("地址", "Address"), "rooms": Label("房间数", "Rooms"),
    "area": Label("面积（平方米）", "Area (m2)"),
    "rent": Label("月租金（元）", "Rent a month (yuan)"),
}  # fmt: skip
OTHER_NAMES = {"面积": "area", "月租金": "rent", "area": "area", "rent": "rent", "户型": "rooms"}
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
CENT, ZERO = Decimal("0.01"), Decimal(0)


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One flat as it was entered; a number that could not be read is zero, which is refused."""

    address: str
    rooms: int
    area: Decimal
    rent_fen: int | None = None


def read_stock(name: str, body: bytes) -> list[FlatRow]:
    """All flats of a sheet; QuotaRefused with every row that is wrong."""
    table = _table(name, body)
    places = _places(table)
    rows: list[FlatRow] = []
    refusals: list[Refusal] = []
    seen: dict[str, int] = {}
    for row in table.rows():
        if all(is_blank(cell) for cell in row.cells):
            continue
        flat, wrong = _flat(row, places)
        if flat is not None:
            wrong += check_row(flat)
            if (before := seen.setdefault(flat.address, row.number)) != row.number:
                wrong.append(_said("address", f"与第{before}行相同", f"the same as row {before}"))
            rows.append(flat)
        refusals += [_of_row(row.number, one) for one in wrong]
    if not rows and not refusals:
        raise refuse("empty", "表里没有房屋。", "The sheet has no flats.", "file")
    if refusals:
        raise QuotaRefused(_shortened(refusals))
    return rows


def check_row(flat: FlatRow) -> list[Refusal]:
    """All that is wrong with one flat."""
    found = []
    if not 0 < len(flat.address) <= 200:
        found.append(_said("address", "请填写，最多200字", "is missing, or longer than 200"))
    if not 0 < flat.rooms <= MOST_ROOMS:
        found.append(_said("rooms", f"应为1至{MOST_ROOMS}的整数", f"1 to {MOST_ROOMS}"))
    if not 0 < flat.area <= MOST_AREA:
        found.append(_said("area", "应为大于零的数", "has to be a number above zero"))
    if flat.rent_fen is not None and not 0 <= flat.rent_fen <= MOST_RENT * 100:
        found.append(_said("rent", "应为不小于零的数，或留空", "zero or more, or left empty"))
    return found


def typed_row(address: str, rooms: str, area: str, rent: str) -> FlatRow:
    """A flat out of a form, as it was typed."""
    return FlatRow(" ".join(address.split()), _whole(rooms), _decimal(area) or ZERO, _fen(rent))


def empty_sheet() -> bytes:
    """A sheet to fill in."""
    body = BytesIO()
    with xlsxwriter.Workbook(body, PLAIN) as book:
        sheet = book.add_worksheet("房源 Flats")
        for place, label in enumerate(COLUMNS.values()):
            sheet.write_string(0, place, label.zh, book.add_format({"bold": True}))
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 3, 16)
    return body.getvalue()


def _table(name: str, body: bytes) -> Table:
    if len(body) > LARGEST:
        raise refuse("too_large", "文件超过10 MB。", "The file has more than 10 MB.", "file")
    suffix = ".csv" if name.lower().endswith(".csv") else ".xlsx"
    with tempfile.NamedTemporaryFile(suffix=suffix) as kept:
        kept.write(body)
        kept.flush()
        path = Path(kept.name)
        try:
            table = read_csv(path) if suffix == ".csv" else read_workbook(path)[0]
            rows = list(table.rows())
        except PopulationRefused as refused:
            said = [Label(one.zh, one.en) for one in refused.problems]
            raise QuotaRefused([Refusal("unreadable", one, "file") for one in said]) from None
    if len(rows) > MOST_ROWS:
        raise refuse("too_many", f"超过{MOST_ROWS}行。", f"Over {MOST_ROWS} rows.", "file")
    return Table(table.name, name, table.header, lambda: iter(rows), len(rows))


def _places(table: Table) -> dict[str, int]:
    """Where each column is; QuotaRefused naming all that are missing."""
    names = {folded(text): key for key, label in COLUMNS.items() for text in (label.zh, label.en)}
    names |= {folded(text): key for text, key in OTHER_NAMES.items()}
    found: dict[str, int] = {}
    for place, head in enumerate(table.header):
        key = names.get(folded(str(head or "")))
        if key is not None:
            found.setdefault(key, place)
    missing = [COLUMNS[one] for one in ("address", "rooms", "area") if one not in found]
    if missing:
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.en for one in missing)
        raise refuse("columns", f"表头缺少：{zh}。", f"Columns are missing: {en}.", "file")
    return found


def _flat(row: Row, places: dict[str, int]) -> tuple[FlatRow | None, list[Refusal]]:
    if row.trouble is not None:
        return None, [Refusal("row", Label(row.trouble.zh, row.trouble.en), "file")]
    cells = {
        key: "" if is_blank(row.cells[place]) else str(row.cells[place]).strip()
        for key, place in places.items()
    }
    return typed_row(cells["address"], cells["rooms"], cells["area"], cells.get("rent", "")), []


def _whole(text: str) -> int:
    number = _decimal(text) or ZERO
    return int(number) if number == number.to_integral_value() else 0


def _fen(text: str) -> int | None:
    """None where nothing was entered; a rent that cannot be read is below nothing, so refused."""
    if not text.strip():
        return None
    yuan = _decimal(text)
    return -1 if yuan is None or yuan > MOST_RENT else int(yuan * 100)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().removesuffix("元").removesuffix("㎡"))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > MOST_RENT or number != number.quantize(CENT):
        return None
    return number


def _said(column: str, zh: str, en: str) -> Refusal:
    label = COLUMNS[column]
    return Refusal("bad_value", Label(f"{label.zh}：{zh}。", f"{label.en}: {en}."), column)


def _of_row(number: int, one: Refusal) -> Refusal:
    say = Label(f"第{number}行 {one.say.zh}", f"Row {number}: {one.say.en}")
    return Refusal(one.code, say, "file")


def _shortened(refusals: list[Refusal]) -> Iterator[Refusal]:
    yield from refusals[:MOST_SAID]
    if (left := len(refusals) - MOST_SAID) > 0:
        yield Refusal("more", Label(f"另有{left}处。", f"{left} more."), "file")
