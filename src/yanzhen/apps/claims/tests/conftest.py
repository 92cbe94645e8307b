"""What the tests of claims share: Xiangtan with money that was paid."""

import pytest

from yanzhen.apps.claims.tests.payback import Payback, build_payback


@pytest.fixture
def payback(db: None) -> Payback:
    """People, rules, a budget, undone after the test."""
    return build_payback()
