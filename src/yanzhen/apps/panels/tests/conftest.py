"""What the tests of panels share: Xiangtan with a register of five experts."""

import pytest

from yanzhen.apps.panels.tests.court import Court, build_court


@pytest.fixture
def court(db: None) -> Court:
    """People, rules and experts, undone after the test; nobody is tied to lin."""
    court = build_court()
    for name in ("jia", "yi", "bing", "ding", "wu"):
        court.expert(name, ties=[])
        court.relate(name, "works_for", "韶山大学")
    return court
