"""`make bench`: every speed the project has set itself a bound for, measured in one run.

Prints medians and ratios and asserts nothing: on a shared machine a time is no test. Compare
numbers of one run only.

    uv run python benchmarks/run.py [--no-peers] [--no-single] [--no-population]
                                    [--size 1000000] [--large]
                                    [--service [--people 200000] [--cases 1000000]
                                     [--seconds 60] [--rate 100]]
                                    [--money [--awards 10000 600000] [--rounds 100]
                                     [--postings 600000]]
                                    [--paying [--awards 10000 600000]]
                                    [--importing [--rows 100000]]
                                    [--recognition [--recognised 400000]]
"""

from __future__ import annotations

import argparse
import platform
from functools import partial
from typing import TYPE_CHECKING

import cities
import crowd
import startup
from compare import Comparison
from measure import Row, median_ms, show
from money.paying import report as report_paying
from money.report import report as report_money
from people import typical
from recognition import report as report_recognition
from service.report import Sizes, report_importing
from service.report import report as report_service
from twenty import AS_OF

from yanzhen.policy import Engine, admit, as_json, load_pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yanzhen.policy import Outcome, Pack, Subject

CITY = "xiangtan"
PLAIN_BAR_MS = 1
NEAR_BAR_MS = 5


def main() -> None:
    """The whole report."""
    wish = _wish()
    print(f"Python {platform.python_version()} on {platform.machine()}")
    if wish.service:
        report_service(Sizes(wish.people, wish.cases, wish.seconds, wish.rate))
        return
    if wish.money:
        report_money(wish.awards, wish.rounds, wish.postings)
        return
    if wish.paying:
        report_paying(wish.awards)
        return
    if wish.importing:
        report_importing(wish.rows)
        return
    if wish.recognition:
        report_recognition(wish.recognised)
        return
    if wish.single:
        _single(wish.peers)
    if wish.population:
        crowd.report(wish.size, wish.peers, wish.large)


def _wish() -> argparse.Namespace:
    told = argparse.ArgumentParser(description="Every speed with a bound, in one run.")
    told.add_argument("--no-peers", dest="peers", action="store_false")
    told.add_argument("--no-single", dest="single", action="store_false")
    told.add_argument("--no-population", dest="population", action="store_false")
    told.add_argument("--size", type=int, default=1_000_000, help="people of the population")
    told.add_argument("--large", action="store_true", help="ten million people too")
    told.add_argument("--service", action="store_true", help="only the service under load")
    told.add_argument("--money", action="store_true", help="only what money takes")
    told.add_argument("--paying", action="store_true", help="only one month's run of payments")
    told.add_argument("--awards", type=int, nargs="+", default=[10_000, 600_000], help="sizes")
    told.add_argument("--rounds", type=int, default=100, help="of each race of 64 workers")
    told.add_argument("--postings", type=int, default=600_000, help="movements in one call")
    told.add_argument("--people", type=int, default=Sizes().people, help="people it knows")
    told.add_argument("--cases", type=int, default=Sizes().cases, help="cases it holds")
    told.add_argument("--seconds", type=float, default=Sizes().seconds, help="of each part")
    told.add_argument("--rate", type=float, default=Sizes().rate, help="submissions a second")
    told.add_argument("--importing", action="store_true", help="only a sheet of people taken in")
    told.add_argument("--rows", type=int, default=100_000, help="rows of that sheet")
    told.add_argument("--recognition", action="store_true", help="only a new catalogue tried")
    told.add_argument("--recognised", type=int, default=400_000, help="people it is tried on")
    return told.parse_args()


def _single(peers: bool) -> None:
    """Starting, and one person at a time."""
    pack = load_pack(CITY)
    asked = sum(rule.subject == "person" for rule in pack.rules.values())
    print(f"{CITY}: {len(pack.rules)} rules, {asked} of them about a person")
    show("Starting", startup.rows(CITY, pack))
    show("One person through the whole pack, traced, with what is missing", _assessing(pack))
    show("Four cities", cities.rows())
    if peers:
        Comparison(pack).report()


def _assessing(pack: Pack) -> list[Row]:
    engine, rows = Engine(pack), []
    for name, facts in typical(pack).items():
        take_in = partial(admit, {"subject": "person", "facts": facts}, pack.vocabulary)
        rows += _of_one(name, engine, take_in())
        rows.append(Row("  taking the facts in", median_ms(take_in)))
    return rows


def _of_one(name: str, engine: Engine, subject: Subject) -> list[Row]:
    whole = engine.assess(subject, AS_OF)
    return [
        Row(
            name, median_ms(lambda: engine.assess(subject, AS_OF, near_misses=False)),
            PLAIN_BAR_MS, _statuses(whole.outcomes),
        ),
        Row("  with near misses", median_ms(lambda: engine.assess(subject, AS_OF)), NEAR_BAR_MS),
        Row("  then as JSON", median_ms(lambda: as_json(whole))),
    ]  # fmt: skip


def _statuses(outcomes: Sequence[Outcome]) -> str:
    listed = [one.status for one in outcomes]
    return ", ".join(f"{listed.count(status)} {status}" for status in dict.fromkeys(listed))


if __name__ == "__main__":
    main()
