"""What the tests of employers' seats share."""

import pytest

from yanzhen.apps.recognition.seats.tests.works import Works, build_works


@pytest.fixture
def works(db: None) -> Works:
    """Hengyang and its authorised employer, undone after the test."""
    return build_works()
