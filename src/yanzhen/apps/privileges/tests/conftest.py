"""What the tests of privileges share: two gates in Xiangtan."""

import pytest

from yanzhen.apps.privileges.tests.gates import Gates, build_gates


@pytest.fixture
def gates(db: None, monkeypatch: pytest.MonkeyPatch) -> Gates:
    """An office, a hospital and a museum, undone after the test."""
    return build_gates(monkeypatch)
