"""From assignments to what an account may see and do, and who may give them."""

from datetime import date, timedelta
from typing import Any, Self

import pytest
from django.utils import timezone
from django_scopes import ScopeError

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import (
    NOBODY,
    SYSTEM,
    Actor,
    AssignmentRefused,
    NoSuchAssignment,
    Role,
    VisibleManager,
    VisibleQuerySet,
    acting,
    actor_of,
    create_account,
    current,
    end_assignment,
    give_assignment,
    posts_administered_by,
)
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.organisations.service import load_organisations, organisation, places_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    load_organisations()


@pytest.fixture
def she() -> Account:
    return create_account(email="Li@example.cn", name="李娜")


def give(account: Account, role: Role, code: str, by: Actor = SYSTEM) -> int:
    place = organisation(code).id
    given = give_assignment(acting=by, account_id=account.pk, role=role, organisation_id=place)
    return int(given.pk)


def ids(*codes: str) -> set[int]:
    return {organisation(code).id for code in codes}


def test_everybody_is_an_applicant(she: Account) -> None:
    actor = actor_of(she)

    assert actor.roles == {Role.APPLICANT}
    assert (actor.tenants, actor.departments, actor.is_staff) == (frozenset(), frozenset(), False)


def test_a_clerk_of_the_citys_bureau_reaches_the_city_and_all_below(she: Account) -> None:
    give(she, Role.CLERK, "xiangtan/hr_bureau")

    actor = actor_of(she)

    assert actor.tenants == {place.id for place in places_of("xiangtan")}
    assert actor.departments == ids("xiangtan/hr_bureau")
    assert actor.holds(Role.CLERK, organisation("xiangtan/shaoshan").id)
    assert actor.is_staff


def test_a_countys_clerk_reaches_neither_the_city_nor_a_sibling(she: Account) -> None:
    give(she, Role.CLERK, "xiangtan/yuhu")

    actor = actor_of(she)

    assert actor.tenants == ids("xiangtan/yuhu")
    assert not actor.holds(Role.CLERK, organisation("xiangtan").id)
    assert not actor.holds(Role.CLERK, organisation("xiangtan/shaoshan").id)
    assert not actor.holds(Role.APPROVER, organisation("xiangtan/yuhu").id)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.REVIEWER, "xiangtan/finance"),
        (Role.ADMINISTRATOR, "xiangtan"),
        (Role.PARTNER, "xiangtan"),
    ],
)
def test_these_reach_no_records_of_a_place(she: Account, role: Role, code: str) -> None:
    give(she, role, code)

    assert actor_of(she).tenants == frozenset()


def test_hr_acts_for_the_employer(she: Account) -> None:
    give_assignment(acting=SYSTEM, account_id=she.pk, role=Role.EMPLOYER_HR, employer_id=41)

    assert actor_of(she).employers == {41}
    assert not actor_of(she).is_staff


def test_a_post_holds_from_its_first_to_its_last_day_or_until_it_is_ended(she: Account) -> None:
    today = timezone.localdate()
    place = organisation("xiangtan").id
    for begins, ends in [(today + timedelta(1), None), (date(2020, 1, 1), today - timedelta(1))]:
        give_assignment(
            acting=SYSTEM, account_id=she.pk, role=Role.CLERK, organisation_id=place,
            valid_from=begins, valid_until=ends,
        )  # fmt: skip
    assert not actor_of(she).is_staff

    given = give(she, Role.AUDITOR, "xiangtan")
    assert actor_of(she).roles == {Role.APPLICANT, Role.AUDITOR}
    assert she.is_staff_member

    end_assignment(acting=SYSTEM, assignment_id=given)
    assert actor_of(she).roles == {Role.APPLICANT}
    assert not she.is_staff_member


def test_a_closed_account_is_nobody(she: Account) -> None:
    she.is_active = False

    assert actor_of(she) == NOBODY


class TestAdministrators:
    @pytest.fixture
    def administrator(self) -> Actor:
        account = create_account(email="admin@example.cn", name="管理员")
        give(account, Role.ADMINISTRATOR, "xiangtan/yuhu")
        return actor_of(account)

    def test_give_posts_in_their_place_and_below(self, she: Account, administrator: Actor) -> None:
        given = give(she, Role.REVIEWER, "xiangtan/yuhu/finance", by=administrator)
        end_assignment(acting=administrator, assignment_id=given)

        assert actor_of(she).roles == {Role.APPLICANT}

    @pytest.mark.parametrize("code", ["xiangtan", "xiangtan/shaoshan", "xiangtan/finance"])
    def test_give_none_elsewhere(self, she: Account, administrator: Actor, code: str) -> None:
        with pytest.raises(AssignmentRefused) as refused:
            give(she, Role.AUDITOR, code, by=administrator)

        assert [one.field for one in refused.value.refusals] == ["organisation"]

    def test_end_none_elsewhere_and_it_looks_like_none(
        self, she: Account, administrator: Actor
    ) -> None:
        elsewhere = give(she, Role.AUDITOR, "xiangtan")

        with pytest.raises(NoSuchAssignment):
            end_assignment(acting=administrator, assignment_id=elsewhere)

    def test_give_none_to_themselves(self, administrator: Actor) -> None:
        assert administrator.account_id is not None
        place = organisation("xiangtan/yuhu").id

        with pytest.raises(AssignmentRefused):
            give_assignment(
                acting=administrator, account_id=administrator.account_id, role=Role.APPROVER,
                organisation_id=place,
            )  # fmt: skip

    def test_neither_give_nor_see_posts_for_an_employer(
        self, she: Account, administrator: Actor
    ) -> None:
        given = give_assignment(
            acting=SYSTEM, account_id=she.pk, role=Role.EMPLOYER_HR, employer_id=41
        )

        with pytest.raises(AssignmentRefused):
            give_assignment(
                acting=administrator, account_id=she.pk, role=Role.EMPLOYER_HR, employer_id=42
            )
        with pytest.raises(NoSuchAssignment):
            end_assignment(acting=administrator, assignment_id=given.pk)
        assert [one.role for one in posts_administered_by(administrator)] == [Role.ADMINISTRATOR]

    def test_leave_a_record_in_the_chain_of_the_city(
        self, she: Account, administrator: Actor
    ) -> None:
        given = give(she, Role.CLERK, "xiangtan/yuhu", by=administrator)
        end_assignment(acting=administrator, assignment_id=given)

        with acting(SYSTEM):
            events = [one for one in events_of(f"account/{she.pk}") if one.chain == "xiangtan"]
        kinds = {one.kind: one.account_id for one in events}
        assert kinds == dict.fromkeys(
            ("accounts.post_given", "accounts.post_ended"), administrator.account_id
        )

    def test_hear_every_reason_at_once(self, she: Account) -> None:
        with pytest.raises(AssignmentRefused) as refused:
            give_assignment(
                acting=SYSTEM, account_id=0, role=Role.REVIEWER,
                organisation_id=organisation("xiangtan").id, valid_from=date(2026, 2, 1),
                valid_until=date(2026, 1, 1),
            )  # fmt: skip

        fields = {one.field for one in refused.value.refusals}
        assert fields == {"account", "organisation", "valid_until"}

    def test_a_post_that_is_held_is_not_given_twice(self, she: Account) -> None:
        give(she, Role.CLERK, "xiangtan")

        with pytest.raises(AssignmentRefused):
            give(she, Role.CLERK, "xiangtan")


class TestActing:
    def test_current_is_nobody_outside(self, she: Account) -> None:
        actor = actor_of(she)
        with acting(actor):
            assert current() == actor
        assert current() == NOBODY

    def test_a_query_without_an_actor_is_an_error(self) -> None:
        with pytest.raises(ScopeError):
            OwnedQuerySet.as_owned().filter(email="")
        with pytest.raises(ScopeError):
            OwnedQuerySet.as_owned().visible_to(SYSTEM)
        with acting(SYSTEM):
            assert list(OwnedQuerySet.as_owned().visible_to(SYSTEM)) == []


class OwnedQuerySet(VisibleQuerySet[Account]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.is_system else self.filter(pk=actor.account_id)

    @classmethod
    def as_owned(cls) -> Any:
        """A manager as a model would have it."""
        manager = VisibleManager.from_queryset(cls)()
        manager.model = Account
        return manager
