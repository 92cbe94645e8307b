"""What is read of a population: all that an answer can depend on, and no more."""

import pytest

from yanzhen.policy import load_pack
from yanzhen.policy.engines import engine_for
from yanzhen.population.asked import asked

CITIES = ("changsha", "hengyang", "quzhou", "xiangtan")


@pytest.mark.parametrize("city", CITIES)
def test_the_facts_are_those_of_the_reading_of_one_subject(city: str) -> None:
    pack = load_pack(city)
    kinds = {rule.subject for rule in pack.rules.values()}
    assert "person" in kinds
    for kind in kinds:
        assert asked(pack, kind).facts == engine_for(pack).asks(kind)


def test_some_rules_alone_ask_for_less() -> None:
    pack = load_pack("xiangtan")
    found = asked(pack, "person", ["art-8-entrepreneur-award"], tier=False)
    assert found.facts == {"honours", "approved_sums"}
    assert found.fields["honours"] == {"award"}
    assert "recognised_tier" in asked(pack, "person", ["art-8-entrepreneur-award"]).facts


def test_a_rule_that_asks_for_the_tier_asks_for_the_catalogue() -> None:
    found = asked(load_pack("xiangtan"), "person", ["art-19-rent"], tier=False)
    assert {"recognised_tier", "honours", "rent_subsidy_months"} <= found.facts
    assert "rank" in found.fields["honours"]


def test_where_every_tier_is_recorded_the_catalogue_is_not_asked() -> None:
    found = asked(load_pack("xiangtan"), "person", ["art-19-rent"], tier=False, catalogue=False)
    assert {"recognised_tier", "rent_subsidy_months"} <= found.facts
    assert "honours" not in found.facts
