"""The figures as JSON: the same run gives the same bytes, whichever machine worked it out.

Sums are whole fen. A hidden group has null where something is hidden.

    as_json(report)["cities"]["xiangtan"]["total"]["sure"]   ->  12345600
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from yanzhen.policy.columnar.found import STATUSES
from yanzhen.population.report.figures import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.population.flow import Flow
    from yanzhen.population.report.asked import Report
    from yanzhen.population.report.figures import CityFigures, GroupRow, Line, Money

FORMAT = 1


def text(report: Report) -> str:
    """Keys sorted, so that two runs can be compared byte by byte."""
    return json.dumps(as_json(report), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    job = report.result.job
    return {
        "format": FORMAT,
        "as_of": job.as_of.isoformat(),
        "invented": report.invented,
        "internal": report.internal,
        "subjects": dict(report.result.sizes),
        "tables": {
            name: {"rows": one.rows, "taken": one.taken, "rejected": one.refused}
            for name, one in report.taken.items()
        },
        "cities": {city.pack.city: _city(report, city) for city in report.cities},
    }


def _city(report: Report, city: CityFigures) -> dict[str, Any]:
    return {
        "pack": city.pack.content_hash,
        "total": asdict(city.total()),
        "kinds": {
            kind: {"subjects": tally.subjects, "served": tally.served}
            for kind, tally in city.tallies.items()
        },
        "rules": {line.rule.id: _line(line) for line in city.lines()},
        "flow": _flow(city.flow()),
        "gaps": [asdict(gap) for gap in city.gaps()],
        "groups": {
            dimension: [_group(row) for row in report.rows(city, dimension)]
            for dimension in city.dimensions()
        },
    }


def _line(line: Line) -> dict[str, Any]:
    rule, tally = line.rule, line.tally
    return {
        "clause": rule.clause,
        "nature": rule.nature,
        "payer": rule.payer,
        "subject": rule.subject,
        "units": list(rule.units),
        "statuses": dict(zip(STATUSES, map(int, tally.statuses), strict=True)),
        "reasons": {str(number): int(count) for number, count in tally.reasons.items()},
        "cost": asdict(line.cost),
        "flow": None if tally.flow is None else _flow(tally.flow),
        "gaps": {name: list(pair) for name, pair in tally.gaps.items()},
    }


def _flow(flow: Flow) -> dict[str, Any]:
    sure, up_to = map(int, flow.undated)
    return {
        "earliest": _periods(by_period(flow.earliest, 1)),
        "latest": _periods(by_period(flow.latest, 1)),
        "undated": {"sure": sure, "up_to": up_to},
    }


def _periods(found: Mapping[int, Money]) -> dict[str, Any]:
    """By month, as 2026-01."""
    return {f"{at // 12:04d}-{at % 12 + 1:02d}": asdict(money) for at, money in found.items()}


def _group(row: GroupRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "group": row.group,
        "people": row.people,
        "cost": None if row.cost is None else asdict(row.cost),
        "years": None if row.years is None
        else {str(year): asdict(money) for year, money in row.years.items()},
    }  # fmt: skip
