"""What the tests of the inspections share: books with movements, and auditors."""

from dataclasses import dataclass

import pytest

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.tests.town import (
    COUNTY,
    YEAR,
    Treasury,
    build_books,
    employ,
    employed,
    give,
    posting,
)


@dataclass(frozen=True)
class Audit:
    """Who looks, and who has nothing to look at."""

    treasury: Treasury
    auditor: Actor
    other: Actor


@pytest.fixture
def audit(db: None) -> Audit:
    """Nine commitments of the city and one of a county, and an auditor of another city too."""
    build_books()
    treasury = employ()
    give(YEAR, 1000)
    give(COUNTY, 100)
    for _ in range(9):
        ledgers.commit(acting=treasury.finance, posting=posting(YEAR, 10))
    ledgers.commit(acting=treasury.finance, posting=posting(COUNTY, 10))
    other = employed("auditor_elsewhere", Role.AUDITOR, "hengyang")
    return Audit(treasury, treasury.auditor, other)
