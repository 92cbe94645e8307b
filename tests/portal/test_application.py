"""The form of an application: what is known is not asked, what was said before stands in it."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from yanzhen.policy import Pack, ServiceItem
from yanzhen.portal.answers import Answers
from yanzhen.portal.form import with_page
from yanzhen.portal.kit.known import Known, plain
from yanzhen.portal.my.application import Application, Asked, application

TODAY = date(2026, 11, 28)
RENT = ServiceItem(
    "rent", "XIANGTAN-RENT", "benefit", "benefit", rules=("art-19-rent",), subjects=("person",)
)
KNOWN = {
    "contract_years": Known("contract_years", 5, "A", "社会保险系统"),
    "recognised_tier": Known("recognised_tier", "B", "B", "窗口"),
    "introduction": Known("introduction", "new", "D"),
}


@pytest.fixture(scope="module")
def asked(pack: Pack) -> Asked:
    return Asked(replace(pack, services={"rent": RENT}), RENT, "person", KNOWN)


def shown(asked: Asked, typed: Answers) -> Application:
    return application(asked, typed, TODAY, "zh")


def test_what_an_agency_issued_is_shown_and_not_asked(asked: Asked) -> None:
    form = shown(asked, Answers("person"))
    names = {one.fact for section in form.sections for one in section.questions}

    assert [line.fact for line in form.settled] == ["contract_years", "recognised_tier"]
    assert names
    assert not names & {"contract_years", "recognised_tier"}
    assert not any(asked.pack.vocabulary.facts[name].is_decision for name in names)


def test_what_she_declared_before_fills_the_form(asked: Asked) -> None:
    form = shown(asked, asked.said_before)
    intro = next(
        one for part in form.sections for one in part.questions if one.fact == "introduction"
    )

    chosen = [one.value for group in intro.field.groups for one in group.choices if one.chosen]
    assert chosen == ["new"]


def test_the_rule_speaks_with_the_record_and_with_the_form(asked: Asked) -> None:
    signs = [mark.sign for one in shown(asked, Answers("person")).ruled for mark in one.item.marks]

    assert signs.count("yes") == 2
    assert "open" in signs


def test_nobody_overrides_a_record_with_a_form(asked: Asked) -> None:
    forged = Answers("person", {"recognised_tier": "A"})

    assert shown(asked, forged).ruled[0].item == shown(asked, Answers("person")).ruled[0].item


def test_a_slip_is_shown_and_not_kept(asked: Asked) -> None:
    post = QueryDict("a.months_worked_locally_per_year=many&a.introduction=new")
    assert "months_worked_locally_per_year" in {one.id for one in asked.facts}

    form = shown(asked, with_page(Answers("person"), asked.facts, post, "live"))

    assert form.errors == 1
    assert plain(form.facts) == {"introduction": "new"}
