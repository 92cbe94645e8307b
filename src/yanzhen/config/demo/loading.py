"""Loading the demo once: who is there already stays as she is.

    load_demo(say=print)     ->  Loaded(people=44, employers=8, cases=18)

All of it or nothing: a start that is broken off in the middle begins anew the next time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, account_id_of, acting
from yanzhen.config.demo.accounts import SHOWN
from yanzhen.config.demo.cases import carry, promise
from yanzhen.config.demo.people import read_demo, settle

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
    demo = read_demo()
    situations = demo["situations"]
    steps = len(demo["people"]) + len(demo["employers"]) + len(situations)
    with transaction.atomic(), acting(SYSTEM):
        town = settle(demo, lambda done: say(done, steps))
        for city in CITIES:
            promise(city, "", "", WHOLE)
            promise(city, "", "review", REVIEW)
        for done, situation in enumerate(situations):
            say(steps - len(situations) + done, steps)
            carry(town, situation)
    return Loaded(len(demo["people"]), len(demo["employers"]), len(situations))
