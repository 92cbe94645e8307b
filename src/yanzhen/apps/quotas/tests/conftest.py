"""What the tests of the quotas share: Quzhou with two posts and no flat yet."""

import pytest

from yanzhen.apps.quotas.tests.housing import Place, build_place


@pytest.fixture
def place(db: None) -> Place:
    """Pools, offices and people, undone after the test."""
    return build_place()
