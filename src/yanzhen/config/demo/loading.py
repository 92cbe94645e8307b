"""Loading the demo once: who is there already stays as she is.

    load_demo(say=print)     ->  Loaded(people=44, employers=9, cases=31)

All of it or nothing: a start that is broken off in the middle begins anew the next time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, account_id_of, acting
from yanzhen.config.demo.accounts import SHOWN
from yanzhen.config.demo.behind import open_gates
from yanzhen.config.demo.cards import hand_out
from yanzhen.config.demo.cases import carry, promise
from yanzhen.config.demo.counted import open_pools
from yanzhen.config.demo.crosswalks import honour
from yanzhen.config.demo.money import freeze_a_month, grant, open_budgets, read_money
from yanzhen.config.demo.panels import REVIEWED, open_panel
from yanzhen.config.demo.people import read_demo, settle
from yanzhen.config.demo.seats import open_seats

WHOLE, REVIEW = 15, 5  # working days that the demo's city promises
CITIES = ("xiangtan", "hengyang")


@dataclass(frozen=True)
class Loaded:
    """What was brought in."""

    people: int
    employers: int
    cases: int


def load_demo(say: Callable[[int, int], None] = lambda done, total: None) -> Loaded | None:
    """Bring the demo in; None when it is there. `say` is told how far it is."""
    if account_id_of(SHOWN[0].email) is not None:
        return None
    demo, money = read_demo(), read_money()
    situations, grants = demo["situations"], money["grants"]
    employers = len(demo["employers"]) + len(demo["agencies"])
    settled = len(demo["people"]) + employers
    steps = settled + len(situations) + len(grants)
    with transaction.atomic(), acting(SYSTEM):
        town = settle(demo, lambda done: say(done, steps))
        for city in CITIES:
            promise(city, "", "", WHOLE)
            promise(city, "", "review", REVIEW)
        open_budgets(town, money)
        # First what was decided long ago: a term that a later case is given is none of theirs.
        for done, one in enumerate(grants, settled):
            say(done, steps)
            grant(town, one)
        for done, situation in enumerate(situations, settled + len(grants)):
            say(done, steps)
            number = carry(town, situation)
            if (situation["person"], situation.get("rule")) == REVIEWED:
                open_panel(town, number)
        freeze_a_month(town, money)
        open_pools(town)
        open_seats(town)
        carded = hand_out(town)
        open_gates(town)
        honour()
    return Loaded(len(demo["people"]), employers, len(situations) + len(grants) + carded)
