"""Lots: the promise before, the secret after, and what anybody computes again."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, acting
from yanzhen.apps.notices.service import received
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.lots import commitment, order_of_lots
from yanzhen.apps.quotas.models import Draw, Entry, Request
from yanzhen.apps.quotas.service import DrawShown, NoSuchQuota
from yanzhen.apps.quotas.tests.housing import Place, line_of
from yanzhen.apps.quotas.tests.test_requests import do, refused

NAMES = ("wang", "li", "zhao", "qian", "sun")


@pytest.fixture
def crowd(place: Place) -> Place:
    """Five who wait for two flats that go by lots."""
    with acting(SYSTEM):
        for name in NAMES[2:]:
            place.settle(name)
    place.build("一栋101", "一栋102")
    with acting(place.office) as office:
        service.set_terms(acting=office, pool_id=place.flats, reserve_days=None, by_draw=True)
    return place


def prepare(crowd: Place, **more: Any) -> int:
    given: dict[str, Any] = {
        "title": "第一批", "flats": 2, "draws_on": timezone.localdate(), **more
    }  # fmt: skip
    with acting(crowd.office) as office:
        return service.prepare_draw(acting=office, pool_id=crowd.flats, **given).pk


def step(crowd: Place, name: str, draw: int, who: str = "office", **given: Any) -> None:
    with acting(crowd.people[who]) as actor:
        getattr(service, name)(acting=actor, draw_id=draw, **given)


def seen(draw: int) -> DrawShown:
    with acting(NOBODY):
        return service.draw(NOBODY, draw)


def by_hand(shown: DrawShown) -> list[str]:
    """The order as docs/guide/draw.md has it, written anew."""
    lots = {
        sha256(f"{shown.seed}\n{shown.witness}\n{one}".encode()).hexdigest(): one
        for one in shown.participants
    }
    return [lots[key] for key in sorted(lots)]


def test_a_draw_that_everybody_can_check(crowd: Place) -> None:
    asked = [crowd.ask(name, crowd.flats) for name in NAMES]
    draw = prepare(crowd, witness_source="当日福彩3D")
    with acting(NOBODY), pytest.raises(NoSuchQuota):
        service.draw(NOBODY, draw)  # not before it is published

    step(crowd, "publish_draw", draw)
    before = seen(draw)
    assert (len(before.participants), before.seed, before.outcome) == (5, "", ())
    step(crowd, "draw_lots", draw, witness="123")
    after = seen(draw)

    assert (after.participants, after.commitment) == (before.participants, before.commitment)
    text = "\n".join(["yanzhen-draw-1", after.seed, "2", *sorted(after.participants)])
    assert sha256(text.encode()).hexdigest() == before.commitment
    assert (
        list(after.outcome)
        == by_hand(after)
        == list(order_of_lots(after.seed, "123", after.participants))
    )
    with acting(SYSTEM):
        numbers = {one.number: one.request_id for one in Entry.objects.filter(draw=draw)}
        states = dict(Request.objects.values_list("pk", "state"))
    winners = [numbers[one] for one in after.outcome[:2]]
    assert {pk for pk, state in states.items() if state == "reserved"} == set(winners)
    assert crowd.held(crowd.flats) == (0, 2, 0)
    with acting(crowd.office) as office:
        line = [one.id for one in line_of(office, crowd.flats) if one.state == "waiting"]
    assert line == [numbers[one] for one in after.outcome[2:]]
    assert set(line) | set(winners) == {one.pk for one in asked}


def test_nobody_reads_the_secret_before(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    draw = prepare(crowd, flats=1)
    step(crowd, "publish_draw", draw)
    with acting(SYSTEM):
        kept = Draw.objects.get(pk=draw)
        assert kept.secret is not None
        secret = kept.secret.open()
        row = Draw.objects.filter(pk=draw).values().get()
    assert len(secret) == 64
    assert secret not in repr(row)
    with acting(crowd.office) as office:
        assert secret not in repr(service.draw_at_desk(office, draw))


@pytest.mark.parametrize("changed", ["participant", "flats", "seed"])
def test_with_one_thing_changed_the_promise_is_another(changed: str) -> None:
    people, seed, flats = ["P-22", "P-33", "P-44"], "5eed", 2
    promise = commitment(seed, flats, people)
    if changed == "participant":
        people = ["P-22", "P-33", "P-45"]
    seed = "5eee" if changed == "seed" else seed
    flats = 3 if changed == "flats" else flats
    assert commitment(seed, flats, people) != promise


def test_another_witness_is_another_order() -> None:
    people = [f"P-{number}" for number in range(50)]
    assert order_of_lots("5eed", "123", people) != order_of_lots("5eed", "124", people)
    assert set(order_of_lots("5eed", "123", people)) == set(people)


def test_everybody_is_told_her_own_number(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    crowd.ask("li", crowd.flats)
    draw = prepare(crowd, flats=1)
    with acting(crowd.wang) as wang:
        assert service.my_tickets(wang) == ()
    step(crowd, "publish_draw", draw)

    with acting(crowd.wang) as wang:
        (ticket,) = service.my_tickets(wang)
        assert ticket.number in received(acting=wang)[0].body.zh
        assert list(Entry.objects.values_list("number", flat=True)) == [ticket.number]
    step(crowd, "draw_lots", draw)
    with acting(crowd.wang) as wang:
        (ticket,) = service.my_tickets(wang)
    assert ticket.won is (seen(draw).outcome[0] == ticket.number)


def test_whoever_took_it_back_leaves_the_flat_to_the_next(crowd: Place) -> None:
    asked = {name: crowd.ask(name, crowd.flats) for name in NAMES}
    draw = prepare(crowd, flats=2)
    step(crowd, "publish_draw", draw)
    for name in NAMES[:3]:
        do(crowd, "withdraw", asked[name], who=name)

    step(crowd, "draw_lots", draw)

    assert len(seen(draw).outcome) == 5
    assert [crowd.state(asked[name]) for name in NAMES] == ["withdrawn"] * 3 + ["reserved"] * 2


def test_whoever_is_known_to_fail_the_conditions_takes_no_part(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    crowd.ask("li", crowd.flats)
    crowd.know("li", young_talent=False)
    draw = prepare(crowd, flats=1)
    with acting(crowd.office) as office:
        entries = service.draw_at_desk(office, draw).entries
    assert len(entries) == 1


def test_flats_by_lots_are_reserved_by_lots_only(crowd: Place) -> None:
    asked = crowd.ask("wang", crowd.flats)
    assert refused(lambda: do(crowd, "reserve", asked)) == {"by_lots"}
    crowd.ask("li", crowd.flats)
    draw = prepare(crowd, flats=1)
    step(crowd, "publish_draw", draw)
    step(crowd, "draw_lots", draw)
    with acting(crowd.office) as office:
        (left,) = [one for one in line_of(office, crowd.flats) if one.state == "waiting"]
        service.reserve(acting=office, request_id=left.id)  # the second flat, by her lot


def test_a_draw_goes_its_way(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    draw = prepare(crowd, draws_on=timezone.localdate() + timedelta(days=3), flats=1)
    assert refused(lambda: prepare(crowd, flats=1)) == {"another"}
    assert refused(lambda: step(crowd, "draw_lots", draw)) == {"wrong_state"}
    step(crowd, "publish_draw", draw)
    assert refused(lambda: step(crowd, "publish_draw", draw)) == {"wrong_state"}
    assert refused(lambda: step(crowd, "draw_lots", draw)) == {"early"}
    assert refused(lambda: step(crowd, "cancel_draw", draw, reason="")) == {"needs_reason"}
    step(crowd, "cancel_draw", draw, reason="房源有变")
    with acting(NOBODY), pytest.raises(NoSuchQuota):
        service.draw(NOBODY, draw)
    with acting(SYSTEM):
        kept = Draw.objects.get(pk=draw)
    assert (kept.secret, kept.seed) == (None, "")
    prepare(crowd, flats=1)


def test_what_is_wrong_with_a_draw_is_said_at_once(crowd: Place) -> None:
    past = date(2020, 1, 1)
    codes = refused(lambda: prepare(crowd, title=" ", flats=3, draws_on=past))
    assert codes == {"title", "flats", "past"}
    draw = prepare(crowd)
    assert refused(lambda: step(crowd, "publish_draw", draw)) == {"nobody"}


def test_a_witness_is_given_where_one_was_named(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    draw = prepare(crowd, flats=1, witness_source="当日福彩3D")
    step(crowd, "publish_draw", draw)
    assert refused(lambda: step(crowd, "draw_lots", draw)) == {"witness"}
    assert seen(draw).seed == ""
    step(crowd, "draw_lots", draw, witness="007")


def test_other_offices_draw_nothing(crowd: Place) -> None:
    crowd.ask("wang", crowd.flats)
    draw = prepare(crowd, flats=1)
    for who in ("county", "elsewhere", "wang"):
        with pytest.raises(NoSuchQuota):
            step(crowd, "publish_draw", draw, who=who)
    step(crowd, "publish_draw", draw)
    assert refused(lambda: step(crowd, "draw_lots", draw, who="elsewhere")) == {"not_yours"}
