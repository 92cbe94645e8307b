"""How often a page asks the database: a handful of times, however much there is to show."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.tests.test_people import employer, roster
from yanzhen.apps.cases.tests.test_publicity import published
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry import service as registry

MOST = 12
MOST_ON_A_CASE = 15
"""Of staff: her seats are looked up for the page and for the rail, and each form that hands work
on has a list to choose from."""


@dataclass(frozen=True)
class Full:
    """Several of everything that a page shows, and where one of each is."""

    town: Town
    case: str
    draft: str
    filing: str
    register: int


@pytest.fixture
def full(town: Town) -> Full:
    for name in ("zhao", "qian"):
        town.settle(name)
        town.act("clerk", town.file(name), "accept")
        town.file(name, "wish")
    number = town.file("wang")
    town.act("clerk", number, "accept")
    town.act("finance", number, "ask_supplement", supplements=("个税记录",))
    town.act("wang", number, "supplement", answer="见附件")
    town.file("wang", "wish")
    published(town)
    town.draft("wang", "card")
    draft = town.draft("wang", "home")
    hr, firm = employer(town)
    with acting(hr):
        filed = cases.file_many(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", roster())
    with acting(town.office):
        made = registry.make_register(
            acting=town.office, organisation_id=organisation("xiangtan").id, city="xiangtan",
            preset="natives",
        )  # fmt: skip
    return Full(town, number, draft, filed.id, made.pk)


def place(path: str, full: Full) -> str:
    """The address, with what stands for an object filled in."""
    her: dict[str, Any] = {"wang": full.town.subjects["wang"]}
    return path.format(case=full.case, draft=full.draft, filing=full.filing,
                       register=full.register, **her)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("wang", "/my/", MOST),
        ("wang", "/my/situation/", MOST),
        ("wang", "/my/notices/", MOST),
        ("wang", "/my/cases/{case}/", MOST),
        ("wang", "/my/cases/{case}/receipt/", MOST),
        ("wang", "/my/drafts/{draft}/", MOST),
        ("wang", "/my/drafts/{draft}/materials/", MOST),
        ("wang", "/my/drafts/{draft}/submit/", MOST),
        ("hr", "/employer/", MOST),
        ("hr", "/employer/file/?city=xiangtan", MOST),
        ("hr", "/employer/filings/{filing}/", MOST),
        ("clerk", "/desk/", MOST),
        ("clerk", "/desk/cases/", MOST),
        ("clerk", "/desk/cases/?q=wang", MOST),
        ("clerk", "/desk/cases/{case}/", MOST_ON_A_CASE),
        ("housing", "/desk/cases/{case}/", MOST_ON_A_CASE),
        ("office", "/desk/cases/{case}/", MOST_ON_A_CASE),
        ("office", "/desk/load/", MOST),
        ("office", "/desk/publicity/", MOST),
        ("office", "/desk/people/", MOST),
        ("office", "/desk/people/?q=wang", MOST),
        ("office", "/desk/people/alike/", MOST),
        ("office", "/desk/people/{wang}/", MOST),
        ("office", "/desk/import/", MOST),
        ("office", "/desk/registers/", MOST),
        ("office", "/desk/registers/{register}/", MOST),
        ("office", "/desk/away/", MOST),
        ("office", "/desk/terms/", MOST),
        ("office", "/desk/money/", MOST),
        ("office", "/desk/money/funds/xiangtan/talent-fund/", MOST),
        ("office", "/desk/money/awards/", MOST),
        ("office", "/desk/money/settings/xiangtan/", MOST),
        ("office", "/my/notices/", MOST),
    ],
)
def test_a_page_asks_seldom(
    who: str, path: str, most: int, full: Full, visit: Visits,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    browser, address = visit(who), place(path, full)
    assert browser.get(address).status_code == 200  # packs are read, parts of the tree are kept

    with django_assert_max_num_queries(most):
        browser.get(address)


@pytest.mark.parametrize("path", ["/publicity/", "/publicity/xiangtan/"])
@pytest.mark.usefixtures("full")
def test_a_public_list_asks_seldom(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = Client()
    browser.get(path)

    with django_assert_max_num_queries(MOST):
        assert browser.get(path).status_code == 200
