"""The published holidays, with a finding for a day that cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import label
from yanzhen.policy.holidays import Holiday, Holidays, HolidayYear

if TYPE_CHECKING:
    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.sheet import Sheet

SATURDAY = 5


def build_holidays(bench: Bench) -> Holidays:
    """All years, in order."""
    years: dict[str, HolidayYear] = {}
    for sheet, path, entry in bench.entries("holidays_file", "years"):
        year = entry["year"]
        if not bench.once(years, str(year), "年份", sheet.place(*path)):
            continue
        taken: dict[date, str] = {}
        listed = (
            _holiday(bench, sheet, (*path, "holidays", number), part, taken)
            for number, part in enumerate(entry["holidays"])
        )
        holidays = tuple(one for one in listed if one)
        issued = _day(bench, sheet, (*path, "issued"), entry["issued"])
        for number, one in enumerate(holidays):
            if year not in (one.first.year, one.last.year):
                message = f"{one.label.zh}不在 {year} 年"
                bench.report("bad-value", message, sheet.place(*path, "holidays", number))
        if issued:
            years[str(year)] = HolidayYear(year, entry["notice"], issued, holidays)
    return Holidays(tuple(sorted(years.values(), key=lambda one: one.year)))


def _holiday(
    bench: Bench, sheet: Sheet, path: Path, part: dict[str, Any], taken: dict[date, str]
) -> Holiday | None:
    first = _day(bench, sheet, (*path, "from"), part["from"])
    last = _day(bench, sheet, (*path, "until"), part["until"])
    worked = [
        _day(bench, sheet, (*path, "worked", number), text)
        for number, text in enumerate(part.get("worked", ()))
    ]
    if first is None or last is None:
        return None
    if last < first:
        bench.report("bad-range", f"{part['zh']}的最后一天早于第一天", sheet.place(*path, "until"))
        return None
    holiday = Holiday(label(part), first, last, tuple(day for day in worked if day))
    for day in (*holiday.days, *holiday.worked):
        if day in taken:
            message = f"{day} 又是{taken[day]}又是{part['zh']}的日子"
            bench.report("repeated-id", message, sheet.place(*path))
        taken[day] = part["zh"]
    for number, worked_day in enumerate(worked):
        if worked_day and worked_day.weekday() < SATURDAY:
            message = f"{worked_day} 不是周末，不会是调休上班日"
            bench.report("bad-value", message, sheet.place(*path, "worked", number))
    return holiday


def _day(bench: Bench, sheet: Sheet, path: Path, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        bench.report("impossible-date", f"没有 {text} 这一天", sheet.place(*path))
        return None
