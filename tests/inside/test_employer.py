"""An employer's officer: the look at a sheet before anything is filed, the filing, the list."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases import sheets
from yanzhen.apps.cases.tests.test_people import employer, roster
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import Report, work_off
from yanzhen.portal.employer import waiting

SHEET = {"city": "xiangtan", "item": "rent", "place": "xiangtan/yuhu", "action": "look"}


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hr(town: Town, visit: Visits) -> Client:
    employer(town)
    return visit("hr")


def look(hr: Client) -> str:
    file = SimpleUploadedFile("名单.xlsx", roster())
    answer = hr.post("/employer/file/", {**SHEET, "sheet": file}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def kept() -> list[str]:
    """What lies in the folder of sheets."""
    there = default_storage.exists(waiting.FOLDER)
    return default_storage.listdir(waiting.FOLDER)[1] if there else []


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


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows are a long sheet."""
    monkeypatch.setattr(waiting, "MOST_AT_ONCE", 1)


@pytest.mark.usefixtures("long")
def test_a_long_sheet_is_looked_at_and_filed_by_a_worker(town: Town, hr: Client) -> None:
    waits = look(hr)
    assert "正在逐行预审" in waits
    assert 'hx-get="/employer/file/look/"' in waits
    asked = hr.get("/employer/file/look/", headers={"HX-Request": "true"})
    assert "<progress" in asked.content.decode()
    assert hr.post("/employer/file/", {"action": "file"}).status_code == 400

    work_off()

    asked = hr.get("/employer/file/look/", headers={"HX-Request": "true"})
    assert asked.headers["HX-Refresh"] == "true"
    assert "2人可以提交" in hr.get("/employer/file/look/").content.decode()
    with acting(town.hr) as officer:
        assert cases.how_many(officer) == 0
    to = hr.post("/employer/file/", {"action": "file"}).headers["Location"]
    assert "<progress" in hr.get(to).content.decode()

    work_off()

    done = hr.get(to).content.decode()
    assert "已提交2件，未受理3行" in done
    assert b"".join(hr.get(f"{to}result/").streaming_content).startswith(b"PK")
    with acting(town.hr) as officer:
        assert cases.how_many(officer) == 2


@pytest.mark.usefixtures("long")
def test_a_worker_that_is_killed_files_nobody_twice(
    town: Town, hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(hr)
    work_off()
    (path,) = (f"{waiting.FOLDER}/{one}" for one in kept() if "." not in one)
    hr.post("/employer/file/", {"action": "file"})

    class Killed(Report):
        def advance(self, count: int = 1) -> None:
            raise KeyboardInterrupt  # behind the first row

    with acting(town.hr) as officer:
        with pytest.raises(KeyboardInterrupt):
            waiting.file_sheet(Killed(), path=path)
        assert cases.how_many(officer) == 1
        (first,) = cases.cases(officer).rows
    work_off()
    with acting(town.hr) as officer:
        rows = cases.cases(officer).rows
        waiting.file_sheet(again := Report(), path=path)  # it was killed behind the last row

    assert {one.subject_name for one in rows} == {"张一", "张二"}
    assert first.number in {one.number for one in rows}
    assert kept() == []
    assert again.said is not None


def test_the_rows_that_would_be_refused_come_as_a_sheet(town: Town, hr: Client) -> None:
    assert hr.get("/employer/file/look/refused.xlsx").status_code == 404
    look(hr)

    assert hr.get("/employer/file/look/refused.xlsx").content.startswith(b"PK")


def test_a_sheet_that_is_too_long_is_refused_in_words(
    town: Town, hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    file = SimpleUploadedFile("名单.xlsx", roster())
    answer = hr.post("/employer/file/", {**SHEET, "sheet": file})

    assert answer.status_code == 400
    assert "5,000 行" in answer.content.decode()
    assert kept() == []


def test_without_a_sheet_there_is_nothing_to_look_at(town: Town, hr: Client) -> None:
    assert hr.get("/employer/file/look/").headers["Location"] == "/employer/file/"


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

    waiting.drop_old_sheets(Report())
    assert len(kept()) == 3
    monkeypatch.setattr(waiting, "KEPT_FOR", timedelta(days=-1))
    waiting.drop_old_sheets(Report())

    assert kept() == []


def test_the_template_has_the_columns(town: Town, hr: Client) -> None:
    assert hr.get("/employer/file/xiangtan/rent.xlsx").content.startswith(b"PK")
    assert hr.get("/employer/file/xiangtan/home.xlsx").status_code == 404


def test_who_acts_for_no_employer_finds_nothing(town: Town, visit: Visits, hr: Client) -> None:
    look(hr)
    filed = hr.post("/employer/file/", {"action": "file"}).headers["Location"]
    wang = visit("wang")

    for path in (
        "/employer/",
        "/employer/file/",
        "/employer/file/look/",
        filed,
        f"{filed}refused.xlsx",
    ):
        assert wang.get(path).status_code == 404
