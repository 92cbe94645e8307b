"""What every test may use: a PostgreSQL of its own, and in CI no way round a test.

A test that cannot run somewhere skips with a reason. With `CI=true` such a skip is a failure.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as hypothesis_settings

from yanzhen.config.embedded import throwaway
from yanzhen.config.settings import database

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
    """A server that lives as long as this test run, unless DATABASE_URL names one."""
    with ExitStack() as stack:
        if not settings.DATABASE_URL:
            url = stack.enter_context(throwaway()).url
            settings.DATABASES["default"].update(database(url))
        yield


@pytest.fixture(autouse=True)
def _an_empty_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, Django empties the tables that it manages, not the queue's."""
    mark = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (mark and mark.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


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
