"""Row-level security holds for the role that serves, and a role it does not bind is refused."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.state import ProjectState

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Actor, acting
from yanzhen.apps.organisations import checks
from yanzhen.apps.organisations.rows import ACCOUNT, DEPARTMENTS, EMPLOYERS, TENANTS, row_security
from yanzhen.apps.organisations.service import as_owner

USING = (
    f"account = {ACCOUNT} OR tenant = ANY({TENANTS}) OR department = ANY({DEPARTMENTS}) "
    f"OR employer = ANY({EMPLOYERS})"
)
HERS = Actor(7, "她")
COUNTY = Actor(8, "县", tenants=frozenset({3, 4}))
BUREAU = Actor(9, "局", departments=frozenset({5}))
EMPLOYER = Actor(10, "人事", employers=frozenset({6}))


@pytest.fixture
def table(transactional_db: None) -> Iterator[None]:
    """A table of the owner's with a policy, as a migration makes it."""
    operation = row_security("belongings", using=USING)
    state = ProjectState()
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE belongings "
                "(account bigint, tenant bigint, department bigint, employer bigint)"
            )
        with connection.schema_editor() as editor:
            operation.database_forwards("organisations", editor, state, state)
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO belongings VALUES (7, 3, 5, NULL), (8, 4, NULL, 6), (1, 9, 5, 2)"
        )
    yield
    with as_owner():
        with connection.schema_editor() as editor:
            operation.database_backwards("organisations", editor, state, state)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE belongings")


def seen() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account FROM belongings ORDER BY account")
        return [row[0] for row in cursor.fetchall()]


def fail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


@pytest.mark.usefixtures("table")
class TestRows:
    def test_each_sees_her_own(self) -> None:
        found = {}
        for actor in (SYSTEM, HERS, COUNTY, BUREAU, EMPLOYER, NOBODY):
            with acting(actor):
                found[actor.name] = seen()

        assert found == {
            "系统": [1, 7, 8],
            "她": [7],
            "县": [7, 8],
            "局": [1, 7],
            "人事": [8],
            "": [],
        }

    def test_outside_of_every_block_there_is_nothing(self) -> None:
        with acting(SYSTEM):
            pass

        assert seen() == []

    def test_what_is_not_hers_she_can_neither_write_nor_change_nor_delete(self) -> None:
        with acting(HERS), connection.cursor() as cursor:
            cursor.execute("UPDATE belongings SET employer = 1")
            assert cursor.rowcount == 1
            cursor.execute("DELETE FROM belongings WHERE account = 8")
            assert cursor.rowcount == 0
            with pytest.raises(DatabaseError):
                cursor.execute("INSERT INTO belongings VALUES (8, 3, NULL, NULL)")

    def test_blocks_are_nested(self) -> None:
        with acting(HERS):
            with acting(COUNTY):
                assert seen() == [7, 8]
            assert seen() == [7]
        assert seen() == []

    def test_a_block_in_a_transaction_that_fails_leaves_nothing(self) -> None:
        with acting(HERS):
            with pytest.raises(DatabaseError), transaction.atomic(), acting(COUNTY):
                fail()
            assert seen() == [7]

    def test_a_block_around_a_transaction_that_fails_goes_on(self) -> None:
        with acting(HERS):
            with pytest.raises(DatabaseError), transaction.atomic():
                fail()
            assert seen() == [7]
        assert seen() == []

    def test_a_connection_that_breaks_and_comes_back_knows_who_is_acting(self) -> None:
        with acting(HERS):
            assert seen() == [7]
            connection.close()
            assert seen() == [7]
        assert seen() == []


@pytest.mark.django_db(transaction=True)
class TestTheServingRole:
    def test_the_apps_role_is_fit(self) -> None:
        assert checks.serving_role(None, databases=["default"]) == []

    def test_the_owner_is_refused(self) -> None:
        with as_owner():
            found = checks.serving_role(None, databases=["default"])

        assert [one.id for one in found] == ["organisations.E003"]
        assert "YANZHEN_OWNER_URL" in str(found[0].hint)

    def test_a_superuser_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(settings.OWNER_DATABASE, "USER", "postgres")

        with as_owner():
            found = checks.serving_role(None, databases=["default"])

        assert [one.id for one in found] == ["organisations.E001"]

    def test_a_role_that_bypasses_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(settings.OWNER_DATABASE, "USER", "postgres")
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("CREATE ROLE bypassing LOGIN BYPASSRLS")
        try:
            monkeypatch.setitem(settings.OWNER_DATABASE, "USER", "bypassing")
            with as_owner():
                found = checks.serving_role(None, databases=["default"])
        finally:
            monkeypatch.setitem(settings.OWNER_DATABASE, "USER", "postgres")
            with as_owner(), connection.cursor() as cursor:
                cursor.execute("DROP ROLE bypassing")

        assert [one.id for one in found] == ["organisations.E002"]
