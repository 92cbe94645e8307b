"""The published holidays: the product's own, and what is found in a wrong list."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.policy.mini import as_yaml

from yanzhen.policy import Source, load_holidays, packs_on_disk, sources_on_disk
from yanzhen.policy.read import read_holidays

NAME = "vocabulary/holidays.yaml"


def test_two_years_are_published_with_all_their_days() -> None:
    holidays = load_holidays()
    assert holidays.published == {2025, 2026}
    free = {year: sum(day.year == year for day in holidays.free) for year in (2025, 2026)}
    assert free == {2025: 1 + 8 + 3 + 5 + 3 + 8, 2026: 3 + 9 + 3 + 5 + 3 + 3 + 7}
    assert date(2026, 2, 28) in holidays.worked
    assert all(year.notice and year.issued.year == year.year - 1 for year in holidays.years)


@pytest.mark.parametrize(("year", "working"), [(2025, 248), (2026, 248)])
def test_a_year_has_the_working_days_that_the_law_leaves(year: int, working: int) -> None:
    """Thirteen holidays a year since 2025: 365 less 104 Saturdays and Sundays less 13."""
    holidays = load_holidays()
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    left = [
        day
        for day in days
        if day in holidays.worked or (day.weekday() < 5 and day not in holidays.free)
    ]
    assert len(left) == working


def test_holidays_are_no_part_of_a_pack() -> None:
    names = [one.name for one in sources_on_disk(packs_on_disk(), "xiangtan", cases=True)]
    assert NAME not in names
    assert "vocabulary/lifecycles.yaml" in names


def year(*holidays: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {"year": 2026, "notice": "x", "issued": "2025-11-04", "holidays": list(holidays)}
    return {**plain, **more}


def holiday(first: str, last: str, *worked: str) -> dict[str, Any]:
    return {"zh": "节", "en": "Feast", "from": first, "until": last, "worked": list(worked)}


GOOD = holiday("2026-05-01", "2026-05-05", "2026-05-09")
SLIPS = {
    "no such day": (year(holiday("2026-02-30", "2026-03-01")), "impossible-date", "from"),
    "no such day worked": (year(holiday("2026-05-01", "2026-05-05", "2026-06-31")),
                           "impossible-date", "2026-06-31"),
    "ends before it begins": (year(holiday("2026-05-05", "2026-05-01")), "bad-range", "until"),
    "another year": (year(holiday("2025-05-01", "2025-05-05")), "bad-value", "zh"),
    "a weekday worked": (year(holiday("2026-05-01", "2026-05-05", "2026-05-08")),
                         "bad-value", "2026-05-08"),
    "a day twice": (year(GOOD, holiday("2026-05-05", "2026-05-06")), "repeated-id", "zh"),
    "the issue": (year(GOOD, issued="2025-11-31"), "impossible-date", "2025-11-31"),
    "an unknown key": (year(GOOD, isued="x"), "bad-shape", "year"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "code", "near"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_a_finding_with_its_place(entry: dict[str, Any], code: str, near: str) -> None:
    written = as_yaml({"years": [entry]})
    _, found = read_holidays([Source(NAME, written)])
    (slip,) = [one for one in found if one.code == code]
    lines = written.splitlines()
    assert slip.place.file == NAME
    assert near in "".join(lines[slip.place.line - 1 : slip.place.line + 1])


def test_a_year_twice_is_a_finding_and_a_good_list_none() -> None:
    assert read_holidays([Source(NAME, as_yaml({"years": [year(GOOD)]}))])[1] == ()
    twice = read_holidays([Source(NAME, as_yaml({"years": [year(GOOD), year(GOOD)]}))])[1]
    assert [one.code for one in twice] == ["repeated-id"]
