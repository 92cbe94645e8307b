"""An employer's officer: the look at a sheet before anything is filed, the filing, the list."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.tests.test_people import employer, roster
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import Report
from yanzhen.portal.employer import filing

SHEET = {"city": "xiangtan", "item": "rent", "place": "xiangtan/yuhu", "action": "look"}


@pytest.fixture(autouse=True)
def _files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def hr(town: Town, visit: Visits) -> Client:
    employer(town)
    return visit("hr")


def look(hr: Client) -> str:
    file = SimpleUploadedFile("名单.xlsx", roster())
    answer = hr.post("/employer/file/", {**SHEET, "sheet": file})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_look_files_nothing_and_says_which_rows_are_bad(town: Town, hr: Client) -> None:
    page = look(hr)

    assert "3行不能提交" in page
    assert "2人可以提交" in page
    assert "第4行" in page
    with acting(town.hr) as officer:
        assert cases.how_many(officer) == 0


def test_then_the_good_rows_are_filed_and_followed(town: Town, hr: Client) -> None:
    look(hr)
    result = hr.post("/employer/file/", {"action": "file"}, follow=True).content.decode()
    listed = hr.get("/employer/").content.decode()

    assert "已提交2件，未受理3行" in result
    assert "XIANGTAN-" in listed
    assert "张一" in listed
    assert "张三" not in listed


def test_a_long_sheet_is_filed_by_a_worker(
    town: Town, hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "MOST_AT_ONCE", 1)
    look(hr)

    answer = hr.post("/employer/file/", {"action": "file"})

    assert answer.headers["Location"].startswith("/work/")
    page = hr.get(answer.headers["Location"]).content.decode()
    assert "批量申报" in page
    assert "progress" in page


def test_the_rows_not_taken_come_as_a_sheet(town: Town, hr: Client) -> None:
    look(hr)
    to = hr.post("/employer/file/", {"action": "file"}).headers["Location"]

    sheet = hr.get(f"{to}refused.xlsx")

    assert sheet.content.startswith(b"PK")


def test_a_sheet_that_cannot_be_read_is_refused_in_words(town: Town, hr: Client) -> None:
    file = SimpleUploadedFile("名单.xlsx", b"PK\x03\x04")
    answer = hr.post("/employer/file/", {**SHEET, "sheet": file})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_filing_without_a_look_does_nothing(town: Town, hr: Client) -> None:
    answer = hr.post("/employer/file/", {"action": "file"})

    assert answer.status_code == 400
    assert "重新上传" in answer.content.decode()


def test_a_sheet_that_was_never_filed_is_dropped_after_a_day(
    town: Town, hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(hr)
    folder = filing.default_storage.path(filing.FOLDER)

    filing.drop_old_sheets(Report())
    assert len(list(Path(folder).iterdir())) == 1
    monkeypatch.setattr(filing, "KEPT_FOR", timedelta(days=-1))
    filing.drop_old_sheets(Report())

    assert list(Path(folder).iterdir()) == []


def test_the_template_has_the_columns(town: Town, hr: Client) -> None:
    assert hr.get("/employer/file/xiangtan/rent.xlsx").content.startswith(b"PK")
    assert hr.get("/employer/file/xiangtan/home.xlsx").status_code == 404


def test_who_acts_for_no_employer_finds_nothing(town: Town, visit: Visits, hr: Client) -> None:
    look(hr)
    filed = hr.post("/employer/file/", {"action": "file"}).headers["Location"]
    wang = visit("wang")

    for path in ("/employer/", "/employer/file/", filed, f"{filed}refused.xlsx"):
        assert wang.get(path).status_code == 404
