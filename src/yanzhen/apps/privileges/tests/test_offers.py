"""Providers and offers: what the office enters, what everybody reads, how the numbers change."""

from dataclasses import replace
from datetime import date

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.privileges import pooling, service
from yanzhen.apps.privileges.service import Limits, Told
from yanzhen.apps.privileges.tests.gates import CITY, Gates, offer_row, offered, refused, today


def test_everything_that_is_wrong_is_said_at_once(gates: Gates) -> None:
    bad = replace(
        offered(Limits(per_day=0)), group="shopping", title_en=" ", way="fly",
        valid_until=date(2025, 1, 1),
    )  # fmt: skip
    with acting(gates.office) as office:
        codes = refused(
            lambda: service.draft(acting=office, provider_id=gates.providers["museum"], told=bad)
        )
        spots = refused(
            lambda: service.add_provider(
                acting=office, place=CITY, told=Told("", "x", "协议", latitude="91", longitude="3")
            )
        )
        twice = refused(
            lambda: service.add_provider(
                acting=office, place=CITY, told=Told("museum（虚构）", "x", "协议")
            )
        )

    assert codes == ["no_group", "missing", "no_way", "order", "number"]
    assert spots == ["missing", "no_spot"]
    assert twice == ["there"]


def test_the_directory_shows_what_is_offered_today_for_a_level(gates: Gates) -> None:
    gates.offer("hospital", levels=("A", "B"))
    gates.offer("museum", title_zh="夜场")
    gates.offer("museum", title_zh="明年", valid_from=date(2099, 1, 1))
    with acting(gates.office) as office:
        service.draft(acting=office, provider_id=gates.providers["museum"], told=offered())

    assert len(service.directory(CITY)) == 2
    assert [one.title.zh for one in service.directory(CITY, "D")] == ["夜场"]
    assert len(service.directory(CITY, "A")) == 2
    assert service.directory("hengyang") == ()


def test_the_years_number_grows_and_shrinks_by_what_is_free(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(yearly=3))
    gates.use("hospital", "code-1", offer)

    def size(count: int | None) -> None:
        with acting(gates.office) as office:
            service.limit(
                acting=office, privilege_id=offer, limits=Limits(yearly=count), valid_until=None,
                reason="补充协议",
            )  # fmt: skip

    def held() -> tuple[int, int]:
        balance = ledgers.balance(pooling.line_of(offer_row(offer), today().year))
        return balance.available, balance.spent

    size(10)
    assert held() == (9, 1)
    size(2)
    assert held() == (1, 1)
    gates.use("hospital", "code-1", offer)
    assert refused(lambda: size(1)) == ["in_use"]
    assert held() == (0, 2)
    size(None)
    assert gates.use("hospital", "code-1", offer).fresh
    size(4)
    assert held() == (2, 2)


def test_a_number_that_is_set_after_uses_has_its_line_at_the_first_use(gates: Gates) -> None:
    offer = gates.offer("hospital")
    gates.use("hospital", "code-1", offer)
    with acting(gates.office) as office:
        service.limit(
            acting=office, privilege_id=offer, limits=Limits(yearly=1), valid_until=None,
            reason="补充协议",
        )  # fmt: skip

    gates.use("hospital", "code-1", offer)

    assert refused(lambda: gates.use("hospital", "code-1", offer)) == ["none_left"]


def test_a_provider_that_ended_offers_nothing_and_records_nothing(gates: Gates) -> None:
    offer = gates.offer("museum")
    with acting(gates.office) as office:
        service.end_provider(
            acting=office, provider_id=gates.providers["museum"], reason="协议到期"
        )
        assert refused(lambda: service.offer(acting=office, privilege_id=offer)) == ["wrong_state"]

    assert service.directory(CITY) == ()
    with acting(SYSTEM):
        assert offer_row(offer).state == "withdrawn"
