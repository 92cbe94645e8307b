"""What the tests of cards share: Xiangtan with two card programmes, its office, a few people."""

import pytest

from yanzhen.apps.cards.tests.town import Town, build_town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Offices and people, undone after the test."""
    return build_town(monkeypatch)
