"""The bank's file: made once it was approved, the same bytes each time, and every reading noted."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.models import Event
from yanzhen.apps.payments import service
from yanzhen.apps.payments.actions import exporting
from yanzhen.apps.payments.service import PaymentRefused
from yanzhen.apps.payments.tests.test_freezing import codes
from yanzhen.apps.payments.tests.till import BANK, NUMBERS, Till


def test_a_run_is_exported_once_it_is_approved(till: Till) -> None:
    number = till.frozen()
    with pytest.raises(PaymentRefused) as refused:
        till.export(number)
    assert codes(refused) == ["wrong_state"]
    assert readings() == []
    till.approve(number)

    rows = list(csv.reader(StringIO(till.export(number).decode("utf-8-sig"))))

    assert till.run(number).row.state == "exported"
    assert till.states(number) == {"sent": 3}
    assert rows[1][1:] == ["王芳", BANK, NUMBERS["wang"], "3000.00", "租房补贴"]
    assert [row[0] for row in rows[1:]] == [one.reference for one in till.payments(number)]
    with acting(till.actor("zhou")) as zhou, pytest.raises(PaymentRefused) as refused:
        service.cancel(zhou, number, "太晚")
    assert codes(refused) == ["too_late"]


@pytest.mark.parametrize("layout", ["csv", "xlsx", "fixed"])
def test_a_file_is_the_same_each_time_and_each_reading_is_noted(till: Till, layout: str) -> None:
    number = till.frozen()
    till.approve(number)

    first, second = till.export(number, layout), till.export(number, layout, "qian")

    assert first == second
    assert len(readings()) == 2
    other = "csv" if layout != "csv" else "xlsx"
    with pytest.raises(PaymentRefused) as refused:
        till.export(number, other)
    assert codes(refused) == ["other_layout"]
    assert len(readings()) == 2
    if layout == "xlsx":
        rows = CalamineWorkbook.from_filelike(BytesIO(first)).get_sheet_by_index(0).to_python()
        assert rows[1][3] == NUMBERS["wang"]
    if layout == "fixed":
        lines = first.split(b"\r\n")
        assert {len(one) for one in lines[1:-2]} == {1 + 20 + 32 + 100 + 15}
        assert lines[-2] == b"T00000003" + b"%018d" % (3 * 3_000_00)


def test_no_file_without_the_reading_and_the_state_before_it(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = till.frozen()
    till.approve(number)

    def lost(*_given: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as during:
        during.setattr(exporting, "_lines", lost)
        with pytest.raises(OSError, match="no space"):
            till.export(number)

    assert till.run(number).row.state == "exported"  # the file might have been out
    assert len(readings()) == 1
    assert NUMBERS["wang"].encode() in till.export(number)


def readings() -> list[str]:
    with acting(SYSTEM):
        rows = Event.objects.filter(kind="reading", subject__endswith="bank accounts")
        return [one.subject for one in rows]
