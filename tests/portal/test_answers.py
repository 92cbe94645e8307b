"""Answers on their way through the page: they come back as they went, or are refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.policy import Pack
from yanzhen.portal.answers import Answers, Unreadable
from yanzhen.portal.entries import taken

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def test_a_line_comes_back_as_it_went(pack: Pack) -> None:
    honours = [{"award": "nobel_prize", "year": "2001"}, {}]
    answers = Answers(
        "person",
        {"contract_years": "3 年", "honours": honours, "management_roles": []},
        ("degree", "honours.1.award"),
        (("contract_years",), ("honours", "management_roles")),
        True,
    )

    assert Answers.read(answers.line(), pack.vocabulary) == (answers, 0)


@pytest.mark.parametrize(
    "line", ["?", "[]", "{}", '{"who": "nobody"}', '{"who": ["person"]}', "[" * 100_000]
)
def test_what_no_page_of_ours_wrote_is_unreadable(pack: Pack, line: str) -> None:
    with pytest.raises(Unreadable):
        Answers.read(line, pack.vocabulary)


def test_what_has_another_shape_is_dropped_and_counted(pack: Pack) -> None:
    found = {"contract_years": ["3"], "honours": "many", "no_such_fact": "1", "degree": "doctor"}
    line = json.dumps({"who": "person", "given": found})

    answers, dropped = Answers.read(line, pack.vocabulary)

    assert (answers.given, dropped) == ({"degree": "doctor"}, 3)


def test_a_link_leaves_out_what_is_too_private(pack: Pack) -> None:
    salary = "annual_taxable_salary"
    assert pack.vocabulary.facts[salary].privacy == "sensitive"
    experts = [{"name": "王某", "year": "2025"}]
    person = Answers("person", {salary: "500000", "degree": "doctor"}, trail=(("degree",),))
    employer = Answers("employer", {"flexible_experts": experts})

    shared, private = person.shared(pack.vocabulary)

    assert (shared.given, private, shared.trail) == ({"degree": "doctor"}, (salary,), ())
    assert employer.shared(pack.vocabulary)[0].given == {"flexible_experts": [{"year": "2025"}]}


@given(data=JSON)
def test_no_state_breaks_the_reading(pack: Pack, data: object) -> None:
    line = json.dumps({"who": "person", "given": data, "skipped": data, "trail": data})

    try:
        answers, _ = Answers.read(line, pack.vocabulary)
    except Unreadable:
        return
    taken(answers, pack.vocabulary)
