"""A town for the tests of the interface, built once for each module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from yanzhen.apps.cases.tests.town import Town, build_town


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_town()
        transaction.set_rollback(True)


@pytest.fixture
def town(built: Town, db: None) -> Town:
    """People with posts, cases and rules; what a test changes is taken back."""
    return built
