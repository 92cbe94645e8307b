"""What every test may use: a PostgreSQL of its own, and in CI no way round a test.

A test that cannot run somewhere skips with a reason. With `CI=true` such a skip is a failure.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from yanzhen.apps.organisations.roles import as_owner
from yanzhen.config.embedded import throwaway
from yanzhen.config.environment import database

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Time limits are for pytest-timeout: a busy machine is no counter-example.
hypothesis_settings.register_profile("default", deadline=None, derandomize=IN_CI)
hypothesis_settings.load_profile("default")


def pytest_configure() -> None:
    # Pages of a test name the files as they are: nobody has collected and hashed them.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """A server that lives as long as this test run, unless DATABASE_URL names one.

    Django makes and migrates the test database as the owner of its tables.
    """
    with ExitStack() as stack:
        if not settings.DATABASE_URL:
            cluster = stack.enter_context(throwaway())
            settings.DATABASES["default"].update(database(cluster.url))
            settings.OWNER_DATABASE.update(database(cluster.owner_url))
        elif not settings.OWNER_URL:
            raise pytest.UsageError("With DATABASE_URL (the app's role) set YANZHEN_OWNER_URL too.")
        yield


@pytest.fixture(scope="session")
def owning(django_db_modify_db_settings: None) -> Iterator[ExitStack]:
    """The set-up and the end of the test database are the owner's."""
    with ExitStack() as stack:
        stack.enter_context(as_owner())
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(owning: ExitStack, django_db_setup: None) -> Iterator[None]:
    """Tests run as the app's role, like the service: row-level security binds them."""
    owning.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _emptied_by_the_owner)
        yield
    owning.enter_context(as_owner())


def _emptied_by_the_owner(case: TransactionTestCase) -> None:
    """Between tests that commit, tables are truncated; the app's role may not do that."""
    with as_owner():
        with connection.cursor() as cursor:  # Django empties the tables that it manages itself
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
            _lets_truncate(cursor, True)
        _emptied(case)
        with connection.cursor() as cursor:
            _lets_truncate(cursor, False)


def _lets_truncate(cursor: CursorWrapper, lets: bool) -> None:
    """What is kept for good refuses to be emptied, by the owner too, while its triggers stand."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname ~ '_whole$'"
    )
    for table, trigger in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} {'DISABLE' if lets else 'ENABLE'} TRIGGER {trigger}")


_emptied = TransactionTestCase._fixture_teardown


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _no_skips_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _no_skips_in_ci(report)
    return report


def _no_skips_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped: {reason}"
