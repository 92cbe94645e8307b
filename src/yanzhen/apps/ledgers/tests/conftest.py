"""What the tests of the ledgers share: books, and people who keep them."""

import pytest

from yanzhen.apps.ledgers.tests.town import Treasury, build_books, employ


@pytest.fixture
def books(db: None) -> None:
    """A fund with lines, undone after the test."""
    build_books()


@pytest.fixture
def treasury(books: None) -> Treasury:
    """The people who work with it."""
    return employ()
