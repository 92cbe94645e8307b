"""What the tests of recognition share: Xiangtan with an item that recognises."""

import pytest

from yanzhen.apps.recognition.tests.guild import Guild, build_guild


@pytest.fixture
def guild(db: None) -> Guild:
    """People, rules and offices, undone after the test."""
    return build_guild()


@pytest.fixture
def mutual_guild(db: None) -> Guild:
    """The same where counties honour each other's recognitions."""
    return build_guild(mutual=True)
