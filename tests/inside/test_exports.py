"""A long list is exported by a worker: as whoever asked, to her alone."""

from pathlib import Path
from typing import Any

import pytest
from tests.inside.conftest import Visits

from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import work_off
from yanzhen.portal.listing import feed


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(feed, "MOST_AT_ONCE", 0)
    settings.MEDIA_ROOT = tmp_path


def test_the_page_waits_for_the_sheet_and_gives_it_to_nobody_else(
    town: Town, visit: Visits
) -> None:
    town.file("wang")
    wang = visit("wang")

    work = wang.post("/my/", {"action": "export"}).headers["Location"]
    before = wang.get(work, headers={"HX-Request": "1"}).content.decode()
    work_off()
    after = wang.get(work, headers={"HX-Request": "1"}).content.decode()
    sheet = wang.get(f"{work}result/")

    assert "hx-trigger" in before
    assert "hx-trigger" not in after
    assert b"".join(sheet.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a streamed answer
    assert visit("li").get(work).status_code == 404
    assert visit("li").get(f"{work}result/").status_code == 404


def test_one_who_waits_may_cancel(town: Town, visit: Visits) -> None:
    town.file("wang")
    wang = visit("wang")
    work = wang.post("/my/", {"action": "export"}).headers["Location"]

    assert "已取消" in wang.post(work, follow=True).content.decode()
