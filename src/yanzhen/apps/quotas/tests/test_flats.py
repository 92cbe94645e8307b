"""Stock, sheets, leases that do not overlap, and who is paid rent beside a flat."""

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.actions import letting
from yanzhen.apps.quotas.eligibility import excluded_rules
from yanzhen.apps.quotas.models import Lease, Pool, Request
from yanzhen.apps.quotas.service import NoSuchQuota, QuotaRefused
from yanzhen.apps.quotas.tests.housing import Place, flats_of
from yanzhen.apps.quotas.tests.test_requests import do, refused
from yanzhen.apps.registry.service import situation

HEAD = "地址,房间数,面积（平方米）,月租金（元）\n"
DAY = timedelta(days=1)


def reserved(place: Place, name: str) -> Request:
    asked = place.ask(name, place.flats)
    do(place, "reserve", asked)
    return asked


def let(place: Place, request: Request, flat: int, since: date, until: date | None = None) -> Lease:
    with acting(place.office) as office:
        return service.let(
            acting=office, request_id=request.pk, flat_id=flat, since=since, until=until
        )


def end(place: Place, lease: Lease, on: date, reason: str = "购房") -> None:
    with acting(place.office) as office:
        service.end_lease(acting=office, lease_id=lease.pk, on=on, reason=reason)


def bring(place: Place, text: str, name: str = "a.csv") -> int:
    with acting(place.office) as office:
        return service.bring_stock(
            acting=office, pool_id=place.flats, name=name, body=text.encode()
        )


def test_a_flat_is_let_and_left(place: Place) -> None:
    (flat,) = place.build("一栋101")
    asked = reserved(place, "wang")
    assert refused(lambda: do(place, "occupy", asked)) == {"flat"}
    today = timezone.localdate()

    lease = let(place, asked, flat, today, today + 365 * DAY)
    assert place.held(place.flats) == (0, 0, 1)
    assert refused(lambda: do(place, "release", asked, reason="误")) == {"flat"}
    end(place, lease, today + 30 * DAY)

    assert (place.state(asked), place.held(place.flats)) == ("released", (1, 0, 0))
    with acting(place.wang) as wang:
        assert service.my_leases(wang)[0].reason == "购房"
    with acting(place.li) as li:
        assert service.my_leases(li) == ()
    assert refused(lambda: end(place, lease, today)) == {"ended"}


def test_two_leases_of_a_flat_do_not_overlap(place: Place) -> None:
    (flat, _other) = place.build("一栋101", "一栋102")
    first, second = reserved(place, "wang"), reserved(place, "li")
    today = timezone.localdate()
    lease = let(place, first, flat, today)
    assert refused(lambda: let(place, second, flat, today)) == {"not_free"}
    end(place, lease, today + 30 * DAY)

    assert refused(lambda: let(place, second, flat, today + 30 * DAY)) == {"overlaps"}
    assert place.state(second) == "reserved"
    let(place, second, flat, today + 31 * DAY)


def test_the_database_itself_refuses_the_overlap(place: Place) -> None:
    (flat, _other) = place.build("一栋101", "一栋102")
    asked = [reserved(place, name) for name in ("wang", "li")]
    today = timezone.localdate()
    let(place, asked[0], flat, today)
    given: dict[str, Any] = {
        "flat_id": flat, "request": asked[1], "subject_id": asked[1].subject_id,
        "tenant_id": asked[1].tenant_id, "address": "一栋101",
    }  # fmt: skip
    with acting(SYSTEM):
        with pytest.raises(IntegrityError, match="no_two_at_once"), transaction.atomic():
            Lease.objects.create(**given, since=today + 900 * DAY)
        Lease.objects.create(**given, since=today - 9 * DAY, ended_on=today - DAY, reason="x")


def test_an_agreed_end_is_put_off_with_a_reason(place: Place) -> None:
    (flat,) = place.build("一栋101")
    today = timezone.localdate()
    lease = let(place, reserved(place, "wang"), flat, today, today + DAY)
    with acting(place.office) as office:
        extend: dict[str, Any] = {"acting": office, "lease_id": lease.pk}
        assert refused(service.extend_lease, **extend, until=None, reason="") == {"needs_reason"}
        service.extend_lease(**extend, until=today + 99 * DAY, reason="续租")
        assert service.flat(office, flat).leases[0].until == today + 99 * DAY
    with acting(place.elsewhere) as elsewhere, pytest.raises(NoSuchQuota):
        service.extend_lease(acting=elsewhere, lease_id=lease.pk, until=None, reason="续租")


def test_only_a_free_flat_is_taken_out(place: Place) -> None:
    flat, other = place.build("一栋101", "一栋102")
    let(place, reserved(place, "wang"), flat, timezone.localdate())
    with acting(place.office) as office:
        out: dict[str, Any] = {"acting": office, "reason": "改作他用"}
        assert refused(service.withdraw_flat, **out, flat_id=flat) == {"not_free"}
        service.withdraw_flat(**out, flat_id=other)
    assert place.held(place.flats) == (0, 0, 1)


def test_an_approver_keeps_the_stock_and_decides_but_sizes_no_pool(place: Place) -> None:
    with acting(SYSTEM):
        place.employ("approver", Role.APPROVER, "quzhou/talent_office")
    with acting(place.approver) as approver:
        row = service.typed_row("一栋101", "2", "58.5", "")
        service.add_flat(acting=approver, pool_id=place.flats, flat=row)
        flat = service.free_flats(approver, place.flats)[0].id
        service.withdraw_flat(acting=approver, flat_id=flat, reason="改作他用")
        size = {"acting": approver, "pool_id": place.posts, "size": 9, "reason": "增"}
        assert refused(service.set_size, **size) == {"not_office"}
    assert place.held(place.flats) == (0, 0, 0)


def test_a_flat_that_is_promised_is_not_taken_out(place: Place) -> None:
    (flat,) = place.build("一栋101")
    reserved(place, "wang")
    with acting(place.office) as office:
        out = {"acting": office, "reason": "改作他用", "flat_id": flat}
        assert refused(service.withdraw_flat, **out) == {"in_use"}
    assert place.held(place.flats) == (0, 1, 0)


# ---------------------------------------------------------------- rent subsidy beside a flat


def test_the_rules_that_exclude_whoever_rents_one_come_from_the_pack(place: Place) -> None:
    pools = {one.pk: one for one in Pool.objects.all()}
    day = timezone.localdate()
    assert excluded_rules(pools[place.flats], day) == ("art-20-rent", "art-20-rent-by-institution")
    assert excluded_rules(pools[place.posts], day) == ()


def test_nobody_moves_in_while_rent_is_paid_beside(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (flat,) = place.build("一栋101")
    asked = reserved(place, "wang")
    paid = ["A-1-1"]

    def ask(subject: int, city: str, rules: Iterable[str]) -> Iterable[str]:
        assert (subject, city) == (place.subjects["wang"], "quzhou")
        return paid if "art-20-rent" in rules else ()

    monkeypatch.setattr(letting, "_askers", lambda: (ask,))
    today = timezone.localdate()

    with pytest.raises(QuotaRefused, match="A-1-1"):
        let(place, asked, flat, today)
    assert place.held(place.flats) == (0, 1, 0)
    paid.clear()
    let(place, asked, flat, today)


def test_the_registry_learns_of_the_lease(place: Place) -> None:
    (flat,) = place.build("一栋101")
    today = timezone.localdate()

    def rents(on: date) -> bool | None:
        with acting(SYSTEM):
            facts = situation(place.subjects["wang"], on, "quzhou")["facts"]
        return None if "rents_talent_flat" not in facts else bool(facts["rents_talent_flat"])

    lease = let(place, reserved(place, "wang"), flat, today)
    assert (rents(today - DAY), rents(today), rents(today + 9 * DAY)) == (None, True, True)
    end(place, lease, today + 5 * DAY)
    assert (rents(today + 5 * DAY), rents(today + 6 * DAY)) == (True, False)


# ---------------------------------------------------------------- sheets


def test_a_sheet_is_taken_in_once(place: Place) -> None:
    text = HEAD + "一栋101,2,58.5,1200\n一栋102,3,88,\n"
    assert bring(place, text) == 2
    assert bring(place, text) == 0
    assert place.held(place.flats) == (2, 0, 0)
    with acting(place.office) as office:
        flats = {one.address: one for one in flats_of(office, place.flats)}
    assert (flats["一栋101"].rent_fen, flats["一栋102"].rent_fen) == (120_000, None)


def test_a_workbook_is_taken_in_too(place: Place) -> None:
    body = BytesIO()
    with xlsxwriter.Workbook(body) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["房间数", "地址", "面积"], [2, "一栋101", 58.5]]):
            sheet.write_row(number, 0, row)
    with acting(place.office) as office:
        brought = service.bring_stock(
            acting=office, pool_id=place.flats, name="房源.xlsx", body=body.getvalue()
        )
    assert brought == 1


def test_everything_wrong_in_a_sheet_is_said_at_once_and_nothing_taken(place: Place) -> None:
    rows = (
        "一栋101,0,58,1\n,2,58,1\n一栋103,2,大,x\n一栋104,2,50,1\n一栋104,2,50,1\n一栋105,2,50,-1\n"
    )
    with pytest.raises(QuotaRefused) as caught:
        bring(place, HEAD + rows)
    said = [one.say.zh[:4] for one in caught.value.refusals]
    assert said == ["第2行 ", "第3行 ", "第4行 ", "第4行 ", "第6行 ", "第7行 "]
    assert "与第5行相同" in caught.value.refusals[4].say.zh
    assert place.held(place.flats) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "unreadable"), ("地址\n一栋\n", "columns"), (HEAD, "empty"), ("\x00\x01", "unreadable")],
)
def test_a_sheet_that_is_none_is_refused(place: Place, text: str, code: str) -> None:
    assert refused(lambda: bring(place, text)) == {code}


def test_only_the_office_brings_flats(place: Place) -> None:
    with acting(place.county) as county:
        given: dict[str, Any] = {"acting": county, "name": "a.csv", "body": HEAD.encode()}
        with pytest.raises(NoSuchQuota):
            service.bring_stock(**given, pool_id=place.flats)
        assert refused(service.bring_stock, **given, pool_id=place.posts) == {"not_yours"}
