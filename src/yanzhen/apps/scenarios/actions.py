"""Every change a person makes to a scenario.

`acting_user` is None until there are accounts; what one may change is then told by `owner`, the
hash of the key in the browser's cookie.
"""

import secrets
from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.scenarios.access import access_own, access_scenario
from yanzhen.apps.scenarios.errors import Refusal, ScenarioRefused
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.apps.scenarios.queries import scenarios_of, under_way
from yanzhen.policy.vocabulary import Label

MOST_KEPT = 50
MOST_WAITING = 30
LONGEST_NAME = 80
State = Scenario.State
UNDER_WAY = (State.WAITING, State.RUNNING)

NO_NAME = Label("请填写名称。", "Enter a name.")
LONG_NAME = Label(
    f"名称最多 {LONGEST_NAME} 个字。", f"A name has at most {LONGEST_NAME} characters."
)
TOO_MANY = Label(
    f"最多保留 {MOST_KEPT} 个情景；请先删除不用的。",
    f"At most {MOST_KEPT} scenarios are kept; delete some that are not needed.",
)
QUEUE_FULL = Label(
    "现在排队的太多，请过几分钟再运行；改动已保存。",
    "Too many are waiting; run it again in some minutes. The changes are kept.",
)
BUSY = Label(
    "正在计算，改动没有保存；请等它算完，或先取消。",
    "It is running, so nothing was changed; wait for its end, or cancel it first.",
)


def draft_scenario(
    *, acting_user: str | None, owner: str, name: str, city: str, content_hash: str, rule: str,
    changes: Mapping[str, str] | None = None,
) -> Scenario:  # fmt: skip
    """A new scenario that changes nothing yet."""
    with transaction.atomic():
        with connection.cursor() as cursor:  # two tabs of one browser take turns to be counted
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"scenarios:{owner}"])
        if scenarios_of(owner).count() >= MOST_KEPT:
            raise ScenarioRefused([Refusal("", TOO_MANY)])
        return Scenario.objects.create(
            public_id=secrets.token_urlsafe(16), owner=owner, name=_named(name), city=city,
            content_hash=content_hash, rule=rule, changes=dict(changes or {}),
        )  # fmt: skip


def copy_scenario(*, acting_user: str | None, owner: str, public_id: str, name: str) -> Scenario:
    """One's own copy of a scenario that one may look at, as a draft."""
    scenario = access_scenario(public_id)
    return draft_scenario(
        acting_user=acting_user, owner=owner, name=name[:LONGEST_NAME], city=scenario.city,
        content_hash=scenario.content_hash, rule=scenario.rule, changes=scenario.changes,
    )  # fmt: skip


def rename_scenario(*, acting_user: str | None, owner: str, public_id: str, name: str) -> Scenario:
    """Another name."""
    named = _named(name)
    with transaction.atomic():
        scenario = access_own(public_id, owner)
        scenario.name = named
        scenario.save(update_fields=["name", "updated_at"])
    return scenario


def change_scenario(
    *, acting_user: str | None, owner: str, public_id: str, changes: Mapping[str, str]
) -> Scenario:
    """Other changes; a result that no longer belongs to them goes."""
    with transaction.atomic():
        scenario = access_own(public_id, owner)
        if scenario.state in UNDER_WAY:
            raise ScenarioRefused([Refusal("", BUSY)])
        if scenario.changes != dict(changes):
            _back_to_draft(scenario, changes)
    return scenario


def enqueue_scenario(*, acting_user: str | None, owner: str, public_id: str) -> Scenario:
    """Let it run; what waits or runs already goes on as it is."""
    with transaction.atomic():
        scenario = access_own(public_id, owner)
        if scenario.state in UNDER_WAY:
            return scenario
        if under_way().count() >= MOST_WAITING:
            raise ScenarioRefused([Refusal("", QUEUE_FULL)])
        _back_to_draft(scenario, scenario.changes)
        scenario.state = State.WAITING
        scenario.queued_at = timezone.now()
        scenario.save(update_fields=["state", "queued_at"])
    return scenario


def cancel_scenario(*, acting_user: str | None, owner: str, public_id: str) -> Scenario:
    """Stop it; the worker notices with its next report. What is done stays done."""
    with transaction.atomic():
        scenario = access_own(public_id, owner)
        if scenario.state in UNDER_WAY:
            scenario.state = State.CANCELLED
            scenario.lease_until, scenario.worker = None, ""
            scenario.save(update_fields=["state", "lease_until", "worker", "updated_at"])
    return scenario


def delete_scenario(*, acting_user: str | None, owner: str, public_id: str) -> None:
    """Gone, with its result."""
    with transaction.atomic():
        access_own(public_id, owner).delete()


def _named(name: str) -> str:
    named = " ".join(name.split())
    if not named:
        raise ScenarioRefused([Refusal("name", NO_NAME)])
    if len(named) > LONGEST_NAME or "\x00" in named:
        raise ScenarioRefused([Refusal("name", LONG_NAME)])
    return named


def _back_to_draft(scenario: Scenario, changes: Mapping[str, str]) -> None:
    scenario.changes = dict(changes)
    scenario.state, scenario.result, scenario.failure = State.DRAFT, None, None
    scenario.rows_done = scenario.rows_total = scenario.attempts = 0
    scenario.lease_until, scenario.queued_at, scenario.worker = None, None, ""
    scenario.save()
