"""What the tests of the awards share: Xiangtan with money."""

import pytest

from yanzhen.apps.awards.tests.purse import Purse, build_purse


@pytest.fixture
def purse(db: None) -> Purse:
    """People, rules and finance, undone after the test."""
    return build_purse()
