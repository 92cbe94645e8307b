"""The publicity period: what is shown, who may object, and what an objection stops."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, acting
from yanzhen.apps.cases import service
from yanzhen.apps.cases.errors import CaseRefused
from yanzhen.apps.cases.public_list import FIELDS, entry_for
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests.test_way import refused
from yanzhen.apps.cases.tests.town import Town, numbered
from yanzhen.apps.cases.timing import calendar
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.models import Subject

LATER = timedelta(days=8)


def published(town: Town) -> str:
    number = town.file("wang", "rent-published")
    town.act("clerk", number, "accept")
    until = timezone.localdate() + timedelta(days=7)
    town.act("office", number, "publish", until=until)
    return number


def object_to(town: Town, name: str | None = None, key: str = "k") -> str:
    actor = town.people[name] if name else NOBODY
    with acting(actor):
        (entry,) = service.publicity(actor, "xiangtan")
        return service.raise_objection(
            actor, entry.id, "赵六", "13800001234", "他在本地有住房", key
        )


def dismissed(town: Town, number: str) -> None:
    town.act("clerk", number, "accept")
    town.act("approver", number, "dismiss", reason="经核查没有住房登记")


def test_anybody_reads_the_list_and_nothing_more(town: Town) -> None:
    number = published(town)

    with acting(NOBODY) as visitor:
        (entry,) = service.publicity(visitor, "xiangtan")
        with pytest.raises(service.NoSuchCase):
            service.one(visitor, number)

    assert set(entry.entry) == set(FIELDS)
    assert entry.entry["name"] == "wang"
    assert (entry.days_left, entry.open) == (7, True)


def test_a_list_that_gives_a_number_away_is_refused(town: Town) -> None:
    with acting(SYSTEM):
        Subject.objects.filter(pk=town.subjects["wang"]).update(name="王芳13812345678")
    number = town.file("wang", "rent-published")
    town.act("clerk", number, "accept")
    until = timezone.localdate() + timedelta(days=7)

    assert refused(town.act, "office", number, "publish", until=until) == ["reveals_phone"]
    assert town.see("office", number).publicities == ()
    with pytest.raises(CaseRefused):
        entry_for({"name": "430302199001011234"})
    with pytest.raises(ValueError, match="not for publication: phone"):
        entry_for({"phone": "12"})


def test_nobody_ends_the_period_before_its_last_day(town: Town) -> None:
    number = published(town)

    assert refused(town.act, "office", number, "end_publicity") == ["still_public"]
    assert service.settle() == (0, 0)
    assert service.settle(now=timezone.now() + LATER) == (1, 0)
    assert town.see("wang", number).row.state == "approving"
    with acting(NOBODY) as visitor:
        assert service.publicity(visitor, "xiangtan") == ()


def test_an_objection_stops_the_approval_until_it_is_closed(town: Town) -> None:
    number = published(town)
    objection = object_to(town)

    assert service.settle(now=timezone.now() + LATER) == (0, 0)
    assert town.see("wang", number).row.state == "publicity"
    assert town.see("approver", number).objections == (objection,)
    dismissed(town, objection)
    assert service.settle(now=timezone.now() + LATER) == (1, 0)
    town.act("approver", number, "approve", decision=Wanted())
    assert service.settle() == (0, 1)
    assert town.see("wang", number).row.state == "effective"


def test_an_objection_has_a_number_once_and_hides_who_raised_it(town: Town) -> None:
    number = published(town)
    first, again = object_to(town), object_to(town)
    by_li = object_to(town, "li")

    assert first == again == numbered(2)
    assert by_li == numbered(3)
    seen = town.see("wang", number)
    assert seen.objections == ()
    assert "objection" not in [step.action for step in seen.steps]
    assert town.see("li", by_li).words == {"text": "他在本地有住房"}
    with acting(town.wang) as wang, pytest.raises(service.NoSuchCase):
        service.one(wang, by_li)


def test_an_objection_says_who_how_and_why(town: Town) -> None:
    published(town)
    with acting(NOBODY) as visitor:
        (entry,) = service.publicity(visitor, "xiangtan")

        codes = refused(service.raise_objection, visitor, entry.id, "", " ", "", "k")

    assert codes == ["missing", "missing", "missing"]


def test_a_place_that_promises_a_publicity_period_has_one(town: Town) -> None:
    place = organisation("xiangtan").id
    with acting(SYSTEM) as system:
        service.set_term(
            acting=system, tenant_id=place, item="rent", stage="publicity", days=5, basis="示例"
        )
    number = town.file("wang", "rent")
    town.act("clerk", number, "accept")
    town.act("housing", number, "review_agree")
    town.act("finance", number, "review_agree")

    assert town.see("office", number).row.state == "publishing"
    town.act("office", number, "publish")
    (entry,) = town.see("office", number).publicities
    assert entry.ends_on == calendar().after(timezone.localdate(), 5)
