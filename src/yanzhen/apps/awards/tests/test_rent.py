"""A monthly rent subsidy from submission to the end: 36 months, paid, suspended, resumed."""

from datetime import date

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.awards.tests.purse import Purse
from yanzhen.apps.cases.tests.town import RENT_FEN
from yanzhen.apps.ledgers import service as ledgers

A_YEAR = 12 * 3_000_00


def test_a_case_in_effect_becomes_36_months(purse: Purse) -> None:
    purse.budget(2026, 100_0000_00)

    number = purse.grant("wang")

    award = purse.award("wang", number)
    assert (award.row.computed_fen, award.row.granted_fen) == (RENT_FEN, RENT_FEN)
    assert award.row.state == "running"
    assert [one.fen for one in award.instalments] == [3_000_00] * 36
    first, last = award.instalments[0], award.instalments[-1]
    assert (first.due_on, first.until_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (last.due_on, last.until_on) == (date(2029, 2, 1), date(2029, 2, 28))
    assert award.decision_hash
    assert award.clause_label.zh
