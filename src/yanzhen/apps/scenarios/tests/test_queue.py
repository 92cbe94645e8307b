"""The queue: in order, one worker each, nothing lost after a kill, nothing kept after a cancel."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from yanzhen.apps.scenarios import actions, queue
from yanzhen.apps.scenarios.errors import RunLost, ScenarioRefused
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.policy.vocabulary import Label

GONE = timedelta(seconds=-1)
OWNER = "a" * 64


def wait(name: str = "one", owner: str = OWNER) -> Scenario:
    """A scenario that waits."""
    made = actions.draft_scenario(
        acting_user=None, owner=owner, name=name, city="lake", content_hash="hash", rule="rule"
    )
    return actions.enqueue_scenario(acting_user=None, owner=owner, public_id=made.public_id)


def state(scenario: Scenario) -> str:
    scenario.refresh_from_db()
    return scenario.state


@pytest.mark.django_db
def test_the_one_that_waits_longest_is_taken_first() -> None:
    wait("first")
    wait("second")

    taken = [queue.take_next("worker"), queue.take_next("worker")]

    assert [one.name for one in taken if one] == ["first", "second"]
    assert queue.take_next("worker") is None


@pytest.mark.django_db
def test_a_dead_workers_run_is_taken_up_again_and_the_dead_can_write_no_more() -> None:
    wait()
    dead = queue.take_next("dead", lease=GONE)
    assert dead is not None

    heir = queue.take_next("heir")

    assert heir is not None
    assert (heir.pk, heir.attempts) == (dead.pk, 2)
    with pytest.raises(RunLost):
        queue.report(dead, 1, 2)
    with pytest.raises(RunLost):
        queue.finish(dead, {"of": "the dead"})
    with pytest.raises(RunLost):
        queue.fail(dead, Label("坏", "bad"))
    queue.finish(heir, {"of": "the heir"})
    heir.refresh_from_db()
    assert (heir.state, heir.result) == ("done", {"of": "the heir"})


@pytest.mark.django_db
def test_a_run_that_ends_its_worker_three_times_fails_with_a_reason() -> None:
    scenario = wait()
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take_next("worker", lease=GONE) is not None

    assert queue.take_next("worker") is None
    assert state(scenario) == "failed"
    assert scenario.failure == {"zh": queue.STOPPED.zh, "en": queue.STOPPED.en}


@pytest.mark.django_db
def test_a_report_renews_the_lease_and_shows_how_far_it_is() -> None:
    wait()
    taken = queue.take_next("worker", lease=timedelta(seconds=1))
    assert taken is not None
    first = taken.lease_until

    queue.report(taken, 70, 100)

    taken.refresh_from_db()
    assert (taken.rows_done, taken.rows_total) == (70, 100)
    assert taken.lease_until is not None
    assert first is not None
    assert taken.lease_until > first


@pytest.mark.django_db
def test_cancelling_stops_the_run_at_its_next_report() -> None:
    scenario = wait()
    taken = queue.take_next("worker")
    assert taken is not None
    actions.cancel_scenario(acting_user=None, owner=OWNER, public_id=scenario.public_id)

    with pytest.raises(RunLost):
        queue.report(taken, 1, 2)
    assert state(scenario) == "cancelled"
    assert queue.take_next("worker") is None


@pytest.mark.django_db
def test_a_leaving_worker_puts_its_run_back_without_counting_an_attempt() -> None:
    scenario = wait()
    taken = queue.take_next("worker")
    assert taken is not None

    queue.hand_back(taken)

    assert state(scenario) == "waiting"
    again = queue.take_next("other")
    assert again is not None
    assert again.attempts == 1


@pytest.mark.django_db
def test_too_many_that_wait_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    wait("one")
    wait("two")

    with pytest.raises(ScenarioRefused, match="排队"):
        wait("three")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"state": "running"}, {"state": "done"}, {"state": "lost"}, {"rows_done": 5, "rows_total": 4}],
)
def test_the_table_refuses_states_that_cannot_be(wrong: dict[str, object]) -> None:
    scenario = wait()

    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.filter(pk=scenario.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_never_take_the_same() -> None:
    for number in range(12):
        wait(str(number))
    taken: list[int] = []
    ready = Barrier(4)

    def work(name: str) -> None:
        ready.wait()
        while (one := queue.take_next(name)) is not None:
            taken.append(one.pk)
        connection.close()

    threads = [Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken)) == 12
