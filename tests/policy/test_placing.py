"""Where somebody stands in the catalogue: what carries her, what is nearest above, what is open."""

from datetime import date
from typing import Any

from yanzhen.policy import admit, load_pack
from yanzhen.policy.placing import Placed, place

DAY = date(2026, 11, 1)
PATENT = {"award": "provincial_patent_award", "grade": "second", "is_inventor": True}
KNOWN: dict[str, Any] = {
    name: [] for name in ("honours", "selections", "posts", "projects", "enterprise_posts")
}


def placed(**facts: Any) -> Placed:
    pack = load_pack("xiangtan")
    found = place(pack, admit({"subject": "person", "facts": facts}, pack.vocabulary), DAY)
    assert found is not None
    return found


def test_what_carries_a_tier_is_named_and_a_recognition_does_not_hide_it() -> None:
    found = placed(honours=[{"award": "state_council_special_allowance"}], recognised_tier="D")

    assert (found.level, found.recognised) == ("C", "D")
    assert [(one.tier, one.item.id) for one in found.carried] == [("C", "C1")]
    assert [step.names for step in found.carried[0].steps] == [("honours",)]


def test_the_nearest_item_above_is_a_change_that_helps() -> None:
    found = placed(**{**KNOWN, "honours": [{**PATENT, "rank": 4}]})

    assert found.level is None
    assert found.nearest is not None
    (change,) = found.nearest.changes
    assert (found.nearest.item.id, change.fact, change.given) == ("D1", "honours[0].rank", 4)
    better = placed(**{**KNOWN, "honours": [{**PATENT, "rank": change.needed}]})
    assert better.level == "D"


def test_what_nobody_has_told_is_missing_not_refused() -> None:
    found = placed()

    assert (found.level, found.tier.value, found.carried) == (None, None, ())
    assert found.nearest is not None
    assert (found.nearest.tier, found.nearest.changes) == ("D", ())
    assert found.nearest.missing == ("honours",)


def test_a_catch_all_item_is_named_and_never_granted() -> None:
    found = placed()
    assert [one.id for one in found.by_review] == ["A7", "B6", "C10", "D12"]

    reviewed = placed(equivalent_tier="C")
    assert (reviewed.level, reviewed.carried[0].item.id) == ("C", "C10")
    assert "C10" not in [one.id for one in reviewed.by_review]


def test_another_prize_is_no_small_step() -> None:
    """Where some other thing could be answered, that comes before being another person."""
    found = placed(honours=[{"award": "provincial_government_special_allowance"}])

    assert found.level == "D"
    assert found.nearest is not None
    assert found.nearest.changes == ()


def test_a_city_without_a_catalogue_places_nobody() -> None:
    pack = load_pack("hengyang")
    assert place(pack, admit({"subject": "person", "facts": {}}, pack.vocabulary), DAY) is None
