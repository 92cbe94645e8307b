"""How often a page asks the database: a handful of times, however much there is to show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.tests.test_people import employer, roster
from yanzhen.apps.cases.tests.test_publicity import published
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.inspections import service as inspections
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.tests.town import FUND
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Label

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
    pool: int
    flat: int
    wish: int
    draw: int
    sample: int


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
    return Full(town, number, draft, filed.id, made.pk, *counted_out(town, firm), money(town))


def counted_out(town: Town, firm: int) -> tuple[int, int, int, int]:
    """Pools with several who wait, hold and rent; a pool, a flat, a request and a draw of them."""
    with acting(SYSTEM):
        flats = quotas.open_from_pack(acting=SYSTEM, city="xiangtan", pack_pool="talent-flats").pk
        posts = quotas.open_from_pack(acting=SYSTEM, city="xiangtan", pack_pool="turnover-posts").pk
        quotas.set_size(acting=SYSTEM, pool_id=posts, size=9, reason="批复")
        for number in "1234":
            row = quotas.typed_row(f"一栋{number}", "2", "58", "1200")
            quotas.add_flat(acting=SYSTEM, pool_id=flats, flat=row)
            wish = quotas.Wish("引才", employer_id=firm)
            made = quotas.ask(acting=SYSTEM, pool_id=posts, key=f"p{number}", wish=wish).pk
        asked = [
            quotas.ask(acting=SYSTEM, pool_id=flats, key=name,
                       wish=quotas.Wish("租住", subject_id=town.subjects[name])).pk
            for name in ("wang", "zhao", "qian")
        ]  # fmt: skip
        quotas.reserve(acting=SYSTEM, request_id=asked[0], reason="核实")
        flat = quotas.free_flats(SYSTEM, flats)[0].id
        quotas.let(acting=SYSTEM, request_id=asked[0], flat_id=flat, since=timezone.localdate())
        quotas.set_terms(acting=SYSTEM, pool_id=flats, reserve_days=None, by_draw=True)
        draw = quotas.prepare_draw(acting=SYSTEM, pool_id=flats, title="第一批", flats=2,
                                   draws_on=timezone.localdate()).pk  # fmt: skip
        quotas.publish_draw(acting=SYSTEM, draw_id=draw)
    return flats, flat, made, draw


def money(town: Town) -> int:
    """Two awards with a budget, and what an auditor drew of them: the sample."""
    with acting(SYSTEM):
        ledgers.open_book(
            acting=SYSTEM, code=FUND, kind="fund", unit="fen", place="xiangtan",
            name=Label("人才发展专项资金", "Talent development fund"),
        )  # fmt: skip
        line = ledgers.open_line(acting=SYSTEM, book=FUND, year=timezone.localdate().year).code
        given = ledgers.Posting("budget", line, 1_000_0000_00, reason="年初预算")
        ledgers.allot(acting=SYSTEM, posting=given)
        auditor = town.employ("auditor", (Role.AUDITOR, "xiangtan"))
    for name in ("li", "sun"):
        if name not in town.subjects:
            town.settle(name)
        number = town.file(name)
        town.act("clerk", number, "accept")
        for reviewer in ("housing", "finance"):
            town.act(reviewer, number, "review_agree")
        town.act("approver", number, "approve", decision=cases.Wanted())
        town.act("clerk", number, "take_effect")
    now = timezone.now()
    with acting(auditor):
        return inspections.open_sample(
            auditor, "awards", "xiangtan", 20, now - timedelta(days=1), timezone.now()
        )


def place(path: str, full: Full) -> str:
    """The address, with what stands for an object filled in."""
    her: dict[str, Any] = {"wang": full.town.subjects["wang"]}
    return path.format(case=full.case, draft=full.draft, filing=full.filing,
                       register=full.register, pool=full.pool, flat=full.flat, wish=full.wish,
                       draw=full.draw, sample=full.sample, own=organisation("xiangtan").id,
                       **her)  # fmt: skip


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
        ("wang", "/my/homes/", MOST),
        ("hr", "/employer/quotas/", MOST),
        ("office", "/desk/quotas/", MOST),
        ("office", "/desk/quotas/{pool}/", MOST),
        ("office", "/desk/quotas/{pool}/flats/", MOST),
        ("office", "/desk/quotas/flats/{flat}/", MOST),
        ("office", "/desk/quotas/requests/{wish}/", MOST),
        ("office", "/desk/quotas/draws/{draw}/", MOST),
        ("office", "/draws/{draw}/", MOST),
        ("li", "/my/money/", MOST),
        ("hr", "/employer/money/", MOST),
        ("office", "/desk/money/costs/", MOST),
        ("office", "/desk/money/costs/?by=employer&place={own}", MOST),
        ("auditor", "/desk/audit/", MOST),
        ("auditor", "/desk/audit/book/?book=xiangtan/talent-fund", MOST),
        ("auditor", "/desk/audit/samples/{sample}/", MOST),
    ],
)
def test_a_page_asks_seldom(
    who: str, path: str, most: int, full: Full, visit: Visits,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    browser, address = visit(who), place(path, full)
    work_off()  # the sample is drawn
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
