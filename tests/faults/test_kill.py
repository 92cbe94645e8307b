"""kill -9 of what answers and of the worker, at any moment, while cases are filed and moved on.

`make soak` kills 300 times; `SOAK_KILLS=5` fewer, `SOAK_SEED` the same ones.
"""

import json
import os
import random
import time
from typing import Any

import pytest
from tests.faults.standing import Standing, standing
from tests.faults.traffic import Traffic

KILLS = int(os.environ.get("SOAK_KILLS", "300"))
SEED = int(os.environ.get("SOAK_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
DEAD_KEYS = 150
"""Seconds after which the key of a killed request is free, and then some."""

SET_UP = """
import json, sys
from yanzhen.config.serve import prepare
prepare()
from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.clients.service import SCOPES, give_key
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.models import Residence, Subject
many = int(sys.argv[1])
key = lambda unit, role: give_key(acting=SYSTEM, name=role, organisation=f"xiangtan/{unit}",
    roles=[role], scopes=tuple(SCOPES), days=30).key
with acting(SYSTEM):
    keys = {"clerk": key("hr_bureau", "clerk"), "reviewer": key("housing_authority", "reviewer")}
    accounts = Account.objects.bulk_create(
        Account(email=f"p{i}@example.cn", name=f"p{i}", password="!") for i in range(many))
    people = Subject.objects.bulk_create(
        Subject(kind="person", name=one.name, name_key=one.name, account=one) for one in accounts)
    place = organisation("xiangtan").id
    Residence.objects.bulk_create(
        Residence(subject=one, organisation_id=place) for one in people)
print("\\n" + json.dumps({"keys": keys, "subjects": [one.pk for one in people]}))
"""
WORK_LEFT = """
import django; django.setup()
from django.db import connection
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.notices.models import Delivery
with acting(SYSTEM), connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.deliver' "
                   "AND status IN ('todo', 'doing')")
    print(cursor.fetchone()[0] + Delivery.objects.filter(state="waiting").count())
"""
FOUND = """
import json
import django; django.setup()
from django.db import connection
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import Verified, chains, verify_chain
from yanzhen.apps.cases.models import Case, Counter
from yanzhen.apps.notices.models import Delivery
with acting(SYSTEM):
    cases = [{
        "number": one.number, "subject": one.subject_id, "state": one.state,
        "steps": [step.action for step in one.steps.order_by("pk")],
        "open": [work.stage for work in one.works.filter(state="open")],
        "told": sorted(
            Delivery.objects.filter(notice__words__number=one.number)
            .filter(notice__account=one.applicant_id).values_list("notice__kind", "state")),
    } for one in Case.objects.order_by("number")]
    broken = [str(one) for one in map(verify_chain, chains()) if not isinstance(one, Verified)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        failed = cursor.fetchone()[0]
    print(json.dumps({"cases": cases, "last": [one.last for one in Counter.objects.all()],
                      "events": verify_chain("xiangtan").events, "broken": broken,
                      "failed": failed}))
"""


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_nothing_is_lost_doubled_or_stuck_whenever_a_process_is_killed() -> None:
    print(f"SOAK_SEED={SEED}")
    with standing() as place:
        told = json.loads(place.python(SET_UP, str(30 + 12 * KILLS)).splitlines()[-1])
        traffic = Traffic(place.port, told["keys"], told["subjects"])
        place.start("web")
        place.start("worker")
        place.wait_for_web()
        traffic.start()
        _kill(place, random.Random(SEED))
        traffic.finish(patience=DEAD_KEYS * 3)
        _wait_for_the_rest(place)
        found = json.loads(place.python(FOUND))
    print(f"{KILLS} kills, {len(traffic.begun)} cases, {found['events']} events")
    _hold(traffic, found)


def _kill(place: Standing, chance: random.Random) -> None:
    """Each kind at least once; between two kills the service answers again."""
    kinds = ["web", "worker", "fork"]
    names = kinds + chance.choices(kinds, (2, 3, 5), k=KILLS - len(kinds))
    for name in names:
        time.sleep(chance.uniform(0.1, 2))
        place.kill(name)
        place.wait_for_web()


def _wait_for_the_rest(place: Standing) -> None:
    """What the dead workers had in hand is done by the living one."""
    end = time.monotonic() + DEAD_KEYS
    while left := int(place.python(WORK_LEFT)):
        assert time.monotonic() < end, f"{left} deliveries are stuck: {place.said('worker')}"
        time.sleep(2)


def _hold(traffic: Traffic, found: dict[str, Any]) -> None:
    cases, many = found["cases"], len(traffic.begun)
    assert many > KILLS, "hardly anything was filed: nothing is shown by that"
    assert [one for one in traffic.begun if not one.done] == []  # none stuck
    assert {one["subject"]: one["number"] for one in cases} == {
        one.subject: one.number for one in traffic.begun
    }  # none lost, and each has the number that was answered
    assert len(cases) == many  # none double
    ends = [int(one["number"].rsplit("-", 1)[1]) for one in cases]
    assert (ends, found["last"]) == ([*range(1, many + 1)], [many])  # no gap
    for one in cases:
        assert one["state"] == "approving", one
        assert one["steps"] == ["submit", "accept", "review_agree"], one
        assert one["open"] == ["approval"], one
        assert one["told"] == [["case_accepted", "sent"], ["case_filed", "sent"]], one
    assert (found["broken"], found["failed"]) == ([], 0)
    assert found["events"] >= 3 * many
    assert traffic.faults == []
