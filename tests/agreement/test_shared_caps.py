"""Caps across the subjects of one owner count the same over columns as subject by subject."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.agreeing import sums_at
from tests.agreement.laid_out import columns_of
from tests.policy.mini import DAY, mini, rule

from yanzhen.policy import Engine, admit
from yanzhen.policy.columnar.program import Program
from yanzhen.policy.group import assess_group
from yanzhen.policy.outcome import NO_SUMS

PACK = mini(
    rule(subject="employer", for_each={"records": "hires", "as": "h", "when": ["h.confirmed"]},
         amount={"by": "h.tier", "A": "6万元", "B": "2万元"},
         caps=[{"per": "year", "field": "year", "limit": "7万元"},
               {"per": "subject", "limit": "9万元"}]),
)  # fmt: skip
ENGINE, PROGRAM = Engine(PACK), Program(PACK)
HIRES = st.fixed_dictionaries(
    {},
    optional={
        "tier": st.sampled_from("AB"), "year": st.sampled_from([2024, 2025]),
        "confirmed": st.booleans(),
    },
)  # fmt: skip
FACTS = st.fixed_dictionaries(
    {}, optional={"jobs": st.sampled_from([1, 2]), "hires": st.lists(HIRES, max_size=4)}
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(FACTS, min_size=1, max_size=6))
def test_of_drawn_owners(listed: list[dict[str, Any]]) -> None:
    raws = [{"subject": "employer", "facts": facts} for facts in listed]
    subjects = [admit(raw, PACK.vocabulary) for raw in raws]
    columns = columns_of(PACK.vocabulary, [subject.facts for subject in subjects])
    found = PROGRAM.evaluate("employer", columns, len(subjects), DAY, owner="jobs")
    one = found.rules["aid"]
    rows = list(range(len(subjects))) if one.rows is None else one.rows.tolist()
    for row, assessed in enumerate(assess_group(ENGINE, subjects, "jobs", DAY)):
        mine = sums_at(one.found.sums, rows.index(row)) if row in rows else NO_SUMS
        assert mine == assessed.outcome("aid").sums
        assert int(found.totals.sure[row]) == assessed.totals.sure
