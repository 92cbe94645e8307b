"""What the tests of the cases share: a town with people in it."""

import pytest

from yanzhen.apps.cases.tests.town import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    """A town with people, undone after the test."""
    return build_town()
