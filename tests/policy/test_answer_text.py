"""The text of an answer is that of its data, byte for byte, in both languages."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.policy.drawing import Drawn, subjects
from tests.policy.mini import DAY, assessed, mini, rule

from yanzhen.policy import Assessment, as_json, cities_on_disk, load_pack, packs_on_disk
from yanzhen.policy.answer_text import writer_for
from yanzhen.policy.vocabulary import Language

CITIES = cities_on_disk(packs_on_disk())
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def both(found: Assessment, language: Language) -> tuple[str, str]:
    data = as_json(found, language)
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return writer_for(language, found.pack).text(found), plain


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_that_of_the_data(city: str, language: Language) -> None:
    pack, statuses = load_pack(city), set[str]()

    @given(subjects(pack))
    @settings(derandomize=True, deadline=None, max_examples=40)
    def same(drawn: Drawn) -> None:
        for facts in (drawn.whole, drawn.part):
            found = assessed(pack, facts, subject=drawn.kind)
            text, plain = both(found, language)
            assert text == plain
            statuses.update(one.status for one in found.outcomes)

    same()
    assert statuses >= {"eligible", "ineligible", "unknown"}


CLAIMS: dict[str, Any] = {
    "for_each": {"records": "hires", "as": "h", "when": ["h.confirmed"]},
    "subject": "employer", "beneficiary": "employer", "amount": "8万元",
    "caps": [{"per": "year", "limit": "10万元"}],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_payments_and_odd_characters_are_written_alike(language: Language) -> None:
    pack = mini(
        rule("capped", **CLAIMS),
        rule("monthly", when=["motto == '-'"], every="month", periods=36, starts="hired_on"),
    )
    hires = [{"year": year, "confirmed": True} for year in (2024, 2024, 2025)]
    hired = assessed(pack, {"hires": [*hires, {"confirmed": True}]}, subject="employer")
    said = {"motto": 'a "b"\\\n\u2028\x07', "hired_on": "2024-02-29"}

    for found in (hired, assessed(pack, said), assessed(pack, {**said, "motto": "-"})):
        text, plain = both(found, language)
        assert text == plain
    assert [one.number for one in hired.outcome("capped").claims] == [0, 1, 2, 3]
    assert "\n" not in both(assessed(pack, said), language)[0]
    assert len(assessed(pack, {**said, "motto": "-"}).outcome("monthly").schedule) == 36
    assert DAY.isoformat() in both(hired, language)[0]
