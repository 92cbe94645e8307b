"""What a person may have once in a life: only where the document says so, rule by rule."""

import pytest

from yanzhen.policy import cities_on_disk, load_pack, packs_on_disk
from yanzhen.policy.pack import WITHOUT_SUM

PACKS = {city: load_pack(city) for city in cities_on_disk(packs_on_disk())}
# City, clause, rule, the word of the document that says it: every rule for a person that is paid in
# one sum. A word that only says in how many sums it is paid ("in one go") is not taken for one that
# says how often; "-" is no such word, "level" a lump sum for each level that somebody reaches.
READ = """
hengyang | 培A3 | pei-a3-doctorate-award | -
hengyang | 培A4 | pei-a4-matching-funds | -
hengyang | 培B2 | pei-b2-skill-promotion | -
hengyang | 激C | ji-c-income-tax-award | -
hengyang | 服B1 | fu-b1-housing | 一次性
hengyang | 服B2 | fu-b2-degree-housing | 一次性
hengyang | 服B2 | fu-b2-title-housing | 一次性
quzhou | 16 | art-16-programme-match | -
quzhou | 18 | art-18-new-115 | -
quzhou | 18 | art-18-zhejiang-151 | level
quzhou | 18 | art-18-top-talent | 一次性
quzhou | 18 | art-18-young-top-talent | 一次性
quzhou | 18 | art-18-high-honour | 一次性
quzhou | 18 | art-18-culture-award | -
quzhou | 18 | art-18-culture-talent-match | -
quzhou | 18 | art-18-skills-match | -
quzhou | 18 | art-18-social-worker | 每人一次性
quzhou | 18 | art-18-assistant-social-worker | 每人一次性
quzhou | 18 | art-18-livestreamer-award | -
quzhou | 20 | art-20-home-purchase | 首次
xiangtan | 2 | art-2-full-time-award | -
xiangtan | 2 | art-2-outstanding-stock-award | 一次性
xiangtan | 5 | art-5-overseas-award | -
xiangtan | 5 | art-5-returnee-award | -
xiangtan | 5 | art-5-returnee-outstanding-award | -
xiangtan | 7 | art-7-academician-award | 一次性
xiangtan | 7 | art-7-ten-thousand-leader-award | 一次性
xiangtan | 7 | art-7-ten-thousand-other-award | 一次性
xiangtan | 8 | art-8-entrepreneur-award | -
xiangtan | 9 | art-9-opening-subsidy | 一次性
xiangtan | 9 | art-9-young-talent-award | 一次性
xiangtan | 11 | art-11-skill-award | -
xiangtan | 11 | art-11-grand-skill-award | -
xiangtan | 19 | art-19-purchase | 一次性
xiangtan | 19 | art-19-first-home | 首次
"""
SAYS_SO = {"一次性", "每人一次性", "首次"}


def rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in READ.split("\n") if line]


@pytest.mark.parametrize("city", PACKS)
def test_once_in_a_life_only_where_the_text_says_so(city: str) -> None:
    read = {rule: word in SAYS_SO for one, _, rule, word in rows() if one == city}
    rules = PACKS[city].rules
    assert {one.id for one in rules.values() if one.once_per} == {k for k, v in read.items() if v}


@pytest.mark.parametrize("city", PACKS)
def test_every_sum_for_a_person_was_read(city: str) -> None:
    """A rule with a sum that is paid in one payment and that the city pays is in the table."""
    asked = {
        one.id: one.clause
        for one in PACKS[city].rules.values()
        if one.subject == "person" and one.every == "once" and one.payer == "public"
        and one.for_each is None and (one.nature not in {*WITHOUT_SUM, "loan"} or one.once_per)
    }  # fmt: skip
    known = {rule: clause for one, clause, rule, _ in rows() if one == city}
    clauses = {rule: PACKS[city].rules[rule].clause.split(".")[0] for rule in known}
    assert clauses == known
    assert asked.keys() <= known.keys()
    assert all(PACKS[city].rules[one].subject == "person" for one in known)
