"""A town for the tests of the ledgers: its tree, a fund with a year, and people with posts."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.ledgers import service
from yanzhen.apps.ledgers.service import Posting
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.policy.vocabulary import Label

FUND = "xiangtan/talent-fund"
YEAR = f"{FUND}/2026"
COUNTY = f"{FUND}/2026/xiangtan.yuhu"
_KEYS = count(1)


@dataclass(frozen=True)
class Treasury:
    """Who works with the books."""

    finance: Actor
    county: Actor
    auditor: Actor
    clerk: Actor
    elsewhere: Actor


def build_books() -> None:
    """The tree, and a fund with lines for a year and a county."""
    with acting(SYSTEM):
        load_organisations()
    open_fund()


def open_fund(code: str = FUND) -> None:
    """A fund of the city with lines for a year and a county."""
    service.open_book(
        acting=SYSTEM, code=code, kind="fund", unit="fen", place="xiangtan",
        name=Label("人才发展专项资金", "Talent development fund"),
    )  # fmt: skip
    service.open_line(acting=SYSTEM, book=code, year=2026)
    service.open_line(acting=SYSTEM, book=code, year=2026, place="xiangtan/yuhu")


def employ() -> Treasury:
    """Finance of the city and of a county, an auditor, a clerk, and finance of another city."""
    return Treasury(
        employed("finance", Role.FINANCE, "xiangtan/finance"),
        employed("county", Role.FINANCE, "xiangtan/yuhu"),
        employed("auditor", Role.AUDITOR, "xiangtan"),
        employed("clerk", Role.CLERK, "xiangtan/hr_bureau"),
        employed("elsewhere", Role.FINANCE, "hengyang"),
    )


def employed(name: str, role: Role, place: str) -> Actor:
    with acting(SYSTEM):
        account = create_account(email=f"{name}@example.cn", name=name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=role, organisation_id=organisation(place).id
        )
        return actor_of(account)


def posting(line: str, amount: int, key: str = "", **more: Any) -> Posting:
    """A posting under a key that nobody used before."""
    return Posting(key or f"test-{next(_KEYS)}", line, amount, reason="测试", **more)


def give(line: str, amount: int) -> None:
    service.allot(acting=SYSTEM, posting=posting(line, amount))
