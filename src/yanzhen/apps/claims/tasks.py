"""The work on claims of every night.

LOOK     what the registry knows against awards that were paid: proposed, never claimed by itself
REMIND   parts of plans whose day has come and that nobody paid
"""

from collections.abc import Iterator

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.service import AwardRow, Filters, awards
from yanzhen.apps.claims.actions.opening import propose
from yanzhen.apps.claims.actions.repaying import remind_due
from yanzhen.apps.claims.looking import watched
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.policies.service import published_cities, published_pack
from yanzhen.apps.registry.service import Grade, facts_of_many
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label

PORTION = 500


def run_look(report: Report) -> None:
    """Award by award, but with one question to the registry for a portion of them."""
    for city in published_cities():
        with being(SYSTEM):
            pack = published_pack(city.city)
        for rule in sorted(watched(pack)):
            for portion in _portions(city.city, rule):
                for number in _told_of(portion, city.city, pack):
                    propose(number)
                report.advance(len(portion))


def _portions(city: str, rule: str) -> Iterator[tuple[AwardRow, ...]]:
    page = 1
    while True:
        with being(SYSTEM):
            rows = awards(SYSTEM, Filters(city=city, rule=rule, nature="money"), page, PORTION).rows
        if not rows:
            return
        yield rows
        page += 1


def _told_of(rows: tuple[AwardRow, ...], city: str, pack: Pack) -> list[str]:
    """The awards of people of whom the registry knows one of the facts."""
    wanted = {one.fact for one in pack.funding.clawbacks if one.fact is not None}
    with being(SYSTEM):
        people = {one.subject_id for one in rows}
        facts = facts_of_many(people, timezone.localdate(), city, at_least=Grade.B)
    return [one.number for one in rows if wanted & facts.get(one.subject_id, {}).keys()]


def run_remind(report: Report) -> None:
    while True:
        with being(SYSTEM):
            count = remind_due(timezone.localdate(), PORTION)
        if not count:
            return
        report.advance(count)


LOOK = Task("claims.look", Label("核查退回情形", "Looking for reasons to pay back"), run_look,
            (60,), every="0 17 * * *", long=True)  # fmt: skip
REMIND = Task("claims.remind", Label("追回提醒", "Reminders of repayments"), run_remind, (60,),
              every="0 1 * * *", long=True)  # fmt: skip
TASKS = (LOOK, REMIND)
