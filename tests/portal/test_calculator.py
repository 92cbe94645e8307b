"""The calculator as a form that is posted: with scripts, without, and by people with ill will."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

ADDRESS = "/calculator/xiangtan/"
HX = {"HX-Request": "true"}


def post(client: Client, headers: dict[str, str] | None = None, **form: object) -> str:
    data = {key.replace("__", "."): value for key, value in form.items()}
    answer = client.post(ADDRESS, data, headers=headers or {})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def state(page: str) -> dict[str, object]:
    found = re.search(r'name="state" value="(\{.*?\})">', page)
    assert found
    return dict(json.loads(found[1]))


def asked(page: str) -> list[str]:
    found = re.search(r'name="asked" value="([^"]*)"', page)
    assert found
    return found[1].split()


def test_one_turn_without_scripts(client: Client) -> None:
    page = unescape(client.get(ADDRESS).content.decode())
    assert asked(page) == ["recognised_tier"]

    page = post(client, state="", asked="recognised_tier", a__recognised_tier="A", action="next")

    assert "<!doctype html>" in page
    assert state(page)["given"] == {"recognised_tier": "A"}
    assert "recognised_tier" not in asked(page)


def test_what_is_left_empty_is_passed_over_and_can_be_answered_later(client: Client) -> None:
    page = post(client, asked="recognised_tier", action="next")
    assert state(page)["skipped"] == ["recognised_tier"]
    assert asked(page) != ["recognised_tier"]

    page = post(client, state=json.dumps(state(page)), action="edit:recognised_tier")

    assert asked(page) == ["recognised_tier"]


def test_back_shows_the_page_before_with_its_answers(client: Client) -> None:
    page = post(client, asked="recognised_tier", a__recognised_tier="B", action="next")

    page = post(client, state=json.dumps(state(page)), asked=" ".join(asked(page)), action="back")

    assert asked(page) == ["recognised_tier"]
    assert re.search(r'name="a.recognised_tier" value="B" checked', page)


def test_a_slip_is_shown_at_its_field_and_what_was_typed_is_kept(client: Client) -> None:
    page = post(client, asked="contract_years", a__contract_years="lang", action="next")

    assert asked(page) == ["contract_years"]
    assert '<p class="error" id="q-contract_years-error">请填写数字，例如 3 或 2.5。</p>' in page
    assert 'value="lang"' in page
    assert 'aria-invalid="true"' in page


def test_records_grow_and_shrink(client: Client) -> None:
    form = {"asked": "honours", "a__honours": "some", "n__honours": "1"}
    form |= {"a__honours__0__award": "nobel_prize"}

    page = post(client, **form, action="add:honours")
    assert state(page)["given"] == {"honours": [{"award": "nobel_prize"}, {}]}

    page = post(client, state=json.dumps(state(page)), action="drop:honours.0")
    assert state(page)["given"] == {"honours": [{}]}


def test_none_of_all_empties_every_list_that_was_left_open(client: Client) -> None:
    form = {"asked": "honours selections", "a__honours": "some", "n__honours": "1"}

    page = post(client, **form, a__honours__0__award="nobel_prize", action="none")

    assert state(page)["given"] == {"honours": [{"award": "nobel_prize"}], "selections": []}


def test_while_answering_only_the_results_come_back(client: Client) -> None:
    form = {"asked": "contract_years", "a__contract_years": "x", "action": "live"}

    part = post(client, headers=HX, **form)

    assert part.strip().startswith('<section id="results"')
    assert 'id="announce" hx-swap-oob="innerHTML"' in part
    assert 'id="q-contract_years-error" class="error" hx-swap-oob="true">请填写数字' in part


def test_a_turn_with_scripts_brings_the_workspace_only(client: Client) -> None:
    part = post(client, headers=HX, asked="recognised_tier", action="next")

    assert "<!doctype html>" not in part
    assert 'id="calculator"' in part


def test_results_are_not_kept_by_anyone(client: Client) -> None:
    answer = client.post(ADDRESS, {"asked": "recognised_tier", "action": "next"})

    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_switching_the_language_keeps_the_answers(client: Client) -> None:
    form = {"asked": "recognised_tier", "a.recognised_tier": "A", "action": "stay"}

    page = unescape(client.post(f"{ADDRESS}?lang=en", form).content.decode())

    assert '<html lang="en">' in page
    assert re.search(r'name="a.recognised_tier" value="A" checked', page)


def test_a_link_carries_no_sensitive_fact(client: Client) -> None:
    page = post(client, asked="annual_taxable_salary", a__annual_taxable_salary="51.5万")

    shared = re.search(r'data-share-state="(\{.*?\})"', page)
    assert shared
    assert "51.5" not in shared[1]
    assert "没有写进链接" in page


@pytest.mark.parametrize("line", ["?", "{", "[]", '{"who":"nobody"}', "\x00", "{" * 9000])
def test_a_malformed_state_gets_a_sentence(client: Client, line: str) -> None:
    page = post(client, state=line, action="load")

    assert "无法识别，请重新填写" in page


NAMES = st.sampled_from(
    ["state", "asked", "action", "a.honours", "n.honours", "a.honours.0.award", "a.degree",
     "a.contract_years", "a.approved_sums", "a.management_roles", "a.hired_on"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["", "honours degree contract_years approved_sums management_roles hired_on", "some", "none",
     "unsure", "99999999999", "-1", "next", "live", "back", "add:honours", "drop:honours.7",
     "edit:nothing", "edit:approved_sums", "decided", "none-of-these", "٣", "1e999", "NaN", "²",
     "９" * 50, '{"who":"person","skipped":["."],"trail":[[".",""],["city"]]}',
     '{"who":"city","given":{"approved_sums":[{"sum":"-1"}]}}', "2026-02-30", "0000-00-00"]
) | st.text(max_size=20)  # fmt: skip


@given(form=st.dictionaries(NAMES, VALUES, max_size=7), hx=st.booleans())
def test_no_form_breaks_the_page(form: dict[str, str], hx: bool) -> None:
    answer = Client().post(ADDRESS, form, headers=HX if hx else {})

    assert answer.status_code == 200
