"""Asking, waiting, reserving, occupying, leaving: states, order, who may, who sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.service import received
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.models import Event, Request
from yanzhen.apps.quotas.service import NoSuchQuota, QuotaRefused, Wish
from yanzhen.apps.quotas.tasks import run_lapse
from yanzhen.apps.quotas.tests.housing import COUNTY, Place, line_of, opened, publish
from yanzhen.apps.registry.service import Grade
from yanzhen.policy.vocabulary import Label


def refused(run: Any, **given: Any) -> set[str]:
    """The codes of what it refuses."""
    with pytest.raises(QuotaRefused) as caught:
        run(**given)
    return {one.code for one in caught.value.refusals}


def do(here: Place, deed: str, request: Request, who: str = "office", **given: Any) -> None:
    with acting(here.people[who]) as actor:
        getattr(service, deed)(acting=actor, request_id=request.pk, **given)


def test_a_post_is_reserved_occupied_and_left(place: Place) -> None:
    asked = place.ask("hr", place.posts)
    assert place.held(place.posts) == (2, 0, 0)

    do(place, "reserve", asked, reason="组织部门确认")
    assert place.held(place.posts) == (1, 1, 0)
    do(place, "occupy", asked)
    assert place.held(place.posts) == (1, 0, 1)
    do(place, "release", asked, reason="调离")

    assert place.held(place.posts) == (2, 0, 0)
    assert place.state(asked) == "released"
    with acting(SYSTEM):
        kinds = list(Event.objects.filter(request=asked).order_by("pk").values_list("kind"))
    assert [kind for (kind,) in kinds] == ["asked", "reserved", "occupied", "released"]


@pytest.mark.parametrize(
    ("deed", "given"),
    [("occupy", {}), ("release", {"reason": "误"})],
)  # fmt: skip
def test_nothing_happens_out_of_turn(place: Place, deed: str, given: dict[str, str]) -> None:
    asked = place.ask("hr", place.posts)

    assert refused(lambda: do(place, deed, asked, **given)) == {"wrong_state"}
    assert place.held(place.posts) == (2, 0, 0)


def test_a_step_is_done_once(place: Place) -> None:
    asked = place.ask("hr", place.posts)
    do(place, "reserve", asked)

    assert refused(lambda: do(place, "reserve", asked)) == {"wrong_state"}
    assert place.held(place.posts) == (1, 1, 0)


def test_a_form_that_is_sent_twice_is_one_request(place: Place) -> None:
    wish = Wish("来衢工作", employer_id=place.subjects["hr"])
    with acting(place.hr) as hr:
        one, two = (service.ask(acting=hr, pool_id=place.posts, key="k", wish=wish) for _ in "12")
    assert one.pk == two.pk


def test_the_line_is_by_the_time_of_asking(place: Place) -> None:
    first, second = place.ask("hr", place.posts), place.ask("hr", place.posts)

    assert refused(lambda: do(place, "reserve", second)) == {"not_first"}
    do(place, "reserve", first)
    do(place, "reserve", second)
    assert place.held(place.posts) == (0, 2, 0)


def test_the_office_moves_one_with_a_reason_that_is_logged(place: Place) -> None:
    asked = [place.ask("hr", place.posts) for _ in range(4)]

    assert refused(lambda: do(place, "move", asked[2], place=1, reason=" ")) == {"needs_reason"}
    do(place, "move", asked[2], place=1, reason="急需紧缺")

    with acting(place.office) as office:
        rows = line_of(office, place.posts)
        told = service.request(office, asked[2].pk).events[-1]
    order = [asked[2], asked[0], asked[1], asked[3]]
    assert [(one.id, one.place) for one in rows] == [
        (one.pk, n) for n, one in enumerate(order, start=1)
    ]
    assert (told.kind, told.reason, told.told) == ("moved", "急需紧缺", {"was": 3, "place": 1})


def test_more_than_is_free_is_refused(place: Place) -> None:
    asked = place.ask("hr", place.posts, number=3)

    assert refused(lambda: do(place, "reserve", asked)) == {"none_free"}
    assert (place.state(asked), place.held(place.posts)) == ("waiting", (2, 0, 0))


def test_what_is_released_is_told_to_the_next_one(place: Place) -> None:
    holders = [place.ask("hr", place.posts) for _ in range(2)]
    for one in holders:
        do(place, "reserve", one)
    place.ask("hr", place.posts)
    with acting(place.hr) as hr:
        before = [one.kind for one in received(acting=hr)]
    assert "quota_next" not in before

    do(place, "release", holders[0], reason="放弃")

    with acting(place.hr) as hr:
        assert received(acting=hr)[0].kind == "quota_next"
    with acting(place.office) as office:
        assert "quota_free" in {one.kind for one in received(acting=office)}


def test_nobody_is_told_while_too_little_is_free(place: Place) -> None:
    holder = place.ask("hr", place.posts, number=1)
    do(place, "reserve", holder)
    place.ask("hr", place.posts, number=3)

    do(place, "release", holder, reason="放弃")

    with acting(place.hr) as hr:
        assert "quota_next" not in {one.kind for one in received(acting=hr)}


def test_what_was_asked_is_taken_back_by_whoever_asked(place: Place) -> None:
    asked = place.ask("hr", place.posts)
    do(place, "reserve", asked)
    with pytest.raises(NoSuchQuota):
        do(place, "withdraw", asked, who="wang")

    do(place, "withdraw", asked, who="hr")

    assert (place.state(asked), place.held(place.posts)) == ("withdrawn", (2, 0, 0))


def test_a_reservation_lapses_after_the_days_that_are_set(place: Place) -> None:
    with acting(place.office) as office:
        service.set_terms(acting=office, pool_id=place.posts, reserve_days=30, by_draw=False)
    kept, lapsed = place.ask("hr", place.posts), place.ask("hr", place.posts)
    for one in (kept, lapsed):
        do(place, "reserve", one)
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(SYSTEM):
        Request.objects.filter(pk=lapsed.pk).update(reserved_until=yesterday)

    run_lapse(Report())
    run_lapse(Report())

    assert (place.state(kept), place.state(lapsed)) == ("reserved", "released")
    assert place.held(place.posts) == (1, 1, 0)


def test_without_days_no_reservation_lapses(place: Place) -> None:
    asked = place.ask("hr", place.posts)
    do(place, "reserve", asked)
    with acting(SYSTEM):
        assert Request.objects.get(pk=asked.pk).reserved_until is None


# ---------------------------------------------------------------- a city's post in a county


def test_a_borrowed_post_is_seen_by_both_places_and_by_no_other(place: Place) -> None:
    asked = place.ask("hr", place.posts, place=COUNTY)

    for who in ("office", "county", "hr"):
        with acting(place.people[who]) as actor:
            row = service.request(actor, asked.pk).row
        assert (row.home.zh, row.used_in.zh, row.is_borrowed) == ("衢州市", "开化县", True)
    for who in ("other_county", "elsewhere", "wang"):
        with acting(place.people[who]) as actor, pytest.raises(NoSuchQuota):
            service.request(actor, asked.pk)
        with acting(place.people[who]):
            assert not Request.objects.exists()  # the database says so as well
            assert not Event.objects.exists()


def test_the_county_that_uses_it_does_not_decide(place: Place) -> None:
    asked = place.ask("hr", place.posts, place=COUNTY)

    assert refused(lambda: do(place, "reserve", asked, who="county")) == {"not_yours"}
    do(place, "reserve", asked)


def test_a_county_sees_of_the_line_what_is_used_there(place: Place) -> None:
    here, there = place.ask("hr", place.posts, place=COUNTY), place.ask("hr", place.posts)

    with acting(place.county) as county:
        rows = line_of(county, place.posts)
        assert [one.id for one in rows] == [here.pk]
        assert service.pool(county, place.posts).waiting == 2
    with acting(place.office) as office:
        assert {one.id for one in line_of(office, place.posts)} == {
            here.pk,
            there.pk,
        }
    with acting(place.elsewhere) as elsewhere, pytest.raises(NoSuchQuota):
        line_of(elsewhere, place.posts)


def test_an_office_asks_for_its_county_only(place: Place) -> None:
    with acting(place.county) as county:
        for where, codes in ((COUNTY, set()), ("quzhou/longyou", {"not_yours"}),
                             ("xiangtan/yuhu", {"place", "not_yours"})):  # fmt: skip
            ask: dict[str, Any] = {"acting": county, "pool_id": place.posts, "key": where}
            ask["wish"] = Wish("引才", number=2, place=where)
            if codes:
                assert refused(service.ask, **ask) == codes
            else:
                assert service.ask(**ask).asker_name == "开化县"


def test_what_is_not_borrowed_stays_at_its_place(place: Place) -> None:
    with acting(SYSTEM):
        publish("hengyang")
        pool = opened(SYSTEM, "posts-account", "hengyang")
        wish = Wish("引才", place="hengyang/yanfeng")
        ask = {"acting": SYSTEM, "pool_id": pool.pk, "key": "k", "wish": wish}
        assert refused(service.ask, **ask) == {"not_borrowed"}


# ---------------------------------------------------------------- pools


def test_a_size_that_the_text_prints_comes_with_the_pool(place: Place) -> None:
    with acting(SYSTEM):
        publish("hengyang")
        pool = opened(SYSTEM, "posts-account", "hengyang")
        assert opened(SYSTEM, "posts-account", "hengyang").pk == pool.pk
        assert opened(SYSTEM, "self-recognition-seats", "hengyang").changes == 0
    assert place.held(pool.pk) == (100, 0, 0)


def test_the_office_sizes_with_a_reason_and_never_below_what_is_used(place: Place) -> None:
    asked = place.ask("hr", place.posts)
    do(place, "reserve", asked)
    with acting(place.office) as office:
        size: dict[str, Any] = {"acting": office, "pool_id": place.posts}
        assert refused(service.set_size, **size, size=5, reason="") == {"needs_reason"}
        assert refused(service.set_size, **size, size=0, reason="减") == {"in_use"}
        service.set_size(**size, size=1, reason="减")
        service.set_size(**size, size=1, reason="减")
        assert place.held(place.posts) == (0, 1, 0)
        service.set_size(**size, size=4, reason="增")
    assert place.held(place.posts) == (3, 1, 0)
    assert ledgers.recompute().first_difference is None


def test_only_the_office_of_the_place_opens_and_sizes(place: Place) -> None:
    for who in ("county", "elsewhere", "wang"):
        with acting(place.people[who]) as actor:
            given = {"acting": actor, "city": "quzhou", "pack_pool": "post-pool"}
            assert refused(service.open_from_pack, **given) == {"not_office"}
    with acting(place.county) as county:
        given = {"acting": county, "pool_id": place.posts, "size": 9, "reason": "增"}
        assert refused(service.set_size, **given) == {"not_office"}


def test_a_pool_of_ones_own_names_its_clause(place: Place) -> None:
    name = Label("学位", "School places")
    with acting(place.office) as office:
        given: dict[str, Any] = {"acting": office, "place": "quzhou", "name": name}
        codes = refused(service.open_pool, **given, slug="A B", unit="fen", clause="")
        assert codes == {"unit", "slug", "clause"}
        pool = service.open_pool(**given, slug="school-places", unit="place", clause="22")
        assert service.pool(office, pool.pk).balance.allotted == 0
    assert pool.code == "quzhou/school-places"


# ---------------------------------------------------------------- eligibility


def test_unknown_is_not_no(place: Place) -> None:
    with acting(SYSTEM):
        place.settle("zhao", young=None)
        place.settle("qian", young=False)
    place.build("一栋101", "一栋102")

    assert refused(lambda: place.ask("qian", place.flats)) == {"not_eligible"}
    asked = place.ask("zhao", place.flats)

    with acting(place.office) as office:
        look = service.request(office, asked.pk).look
    assert look is not None
    assert (look.code, set(look.missing)) == ("unknown", {"young_talent", "county_recommended"})
    assert refused(lambda: do(place, "reserve", asked)) == {"unverified"}
    do(place, "reserve", asked, reason="人才办书面确认")
    assert place.state(asked) == "reserved"


def test_what_is_only_declared_is_verified_before_a_reservation(place: Place) -> None:
    with acting(SYSTEM):
        place.settle("zhao", young=None)
    place.know("zhao", Grade.D, young_talent=True)
    place.build("一栋101")
    asked = place.ask("zhao", place.flats)

    assert refused(lambda: do(place, "reserve", asked)) == {"unverified"}
    place.know("zhao", Grade.B, young_talent=True)
    do(place, "reserve", asked)


def test_one_open_request_of_a_person_in_a_pool(place: Place) -> None:
    asked = place.ask("wang", place.flats)
    assert refused(lambda: place.ask("wang", place.flats)) == {"asked"}
    do(place, "withdraw", asked, who="wang")
    place.ask("wang", place.flats)


def test_nobody_asks_for_somebody_else(place: Place) -> None:
    other = {"subject_id": place.subjects["li"]}
    assert refused(lambda: place.ask("wang", place.flats, **other)) == {"not_yours"}
    assert refused(lambda: place.ask("hr", place.flats)) == {"no_person"}
