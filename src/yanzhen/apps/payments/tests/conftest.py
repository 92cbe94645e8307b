"""What the tests of payments share: Xiangtan with money that is due."""

import pytest

from yanzhen.apps.payments.tests.till import Till, build_till


@pytest.fixture
def till(db: None) -> Till:
    """People, a budget, an award with months that are due; undone after the test."""
    return build_till()
