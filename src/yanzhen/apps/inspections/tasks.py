"""Checks and samples in the background: whoever started one watches how far it is.

SEALS      every row of a book digested again, seal by seal
BALANCES   all movements added up anew
DRAW       a sample out of a book or of a city's awards
"""

from yanzhen.apps.accounts.service import current
from yanzhen.apps.inspections import actions
from yanzhen.apps.inspections.models import Check
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.policy.vocabulary import Label


def check_seals(report: Report, *, book: str, tenant: int) -> None:
    """Walk along the seals of a book, and keep what was found."""
    report.expect(ledgers.length(book))
    found = ledgers.verify_seals(book, told=report.advance)
    _say(report, actions.note_seals(acting=current(), found=found, tenant_id=tenant))


def check_balances(report: Report, *, tenant: int) -> None:
    """Add everything up anew, and keep what was found."""
    found = ledgers.recompute()
    _say(report, actions.note_balances(acting=current(), found=found, tenant_id=tenant))


def draw(report: Report, *, sample: int) -> None:
    """Draw a sample that was asked for."""
    made = actions.draw(acting=current(), sample=sample)
    report.say(f"已从{made.population}条中抽取。", f"Drawn out of {made.population}.")


def _say(report: Report, found: Check) -> None:
    said = said_of(found)
    report.say(said.zh, said.en)


def said_of(found: Check) -> Label:
    """What a check has found, in a sentence."""
    if not found.holds:
        return Label(f"不一致：{found.fault_zh}。", f"It does not hold: {found.fault_en}.")
    if found.kind == Check.Kind.BALANCES:
        return Label(
            f"余额与流水一致，共{found.movements:,}条流水。",
            f"The balances are what {found.movements:,} movements come to.",
        )
    return Label(
        f"封存一致：已封存{found.movements:,}条流水，待封存{found.unsealed:,}条。",
        f"The seals hold: {found.movements:,} movements sealed, {found.unsealed:,} to be sealed.",
    )


SEALS = Task("inspections.seals", Label("校验账本封存", "Checking seals"), check_seals, long=True)
BALANCES = Task(
    "inspections.balances", Label("重算余额", "Adding up anew"), check_balances, long=True
)
DRAW = Task("inspections.draw", Label("抽样", "Drawing a sample"), draw, (10,))
TASKS = (SEALS, BALANCES, DRAW)
