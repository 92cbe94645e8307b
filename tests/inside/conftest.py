"""Pages behind the sign-in, in the town of the cases' tests: its people open pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.cases.tests.town import Town, build_town

Visits = Callable[[str], Client]


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def visit(town: Town) -> Visits:
    """A browser in which somebody of the town has signed in, with her second factor."""

    def browser(name: str) -> Client:
        client = Client()
        sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
        return client

    return browser
