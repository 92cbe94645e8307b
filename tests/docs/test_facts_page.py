"""docs/guide/facts.md says what the vocabulary says today."""

from pathlib import Path

from yanzhen.cli.facts_page import page
from yanzhen.policy import load_vocabulary

PAGE = Path(__file__).parents[2] / "docs/guide/facts.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "docs/guide/facts.md is out of date: yanzhen facts --markdown > docs/guide/facts.md"
    )


def test_every_fact_is_on_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    facts = load_vocabulary().facts
    assert len(facts) > 100
    assert not [name for name in facts if f"| `{name}` |" not in text]
