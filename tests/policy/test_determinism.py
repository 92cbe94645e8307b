"""The same pack, facts and date give the same bytes: in any order, process and hash seed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.drawing import Drawn, subjects
from tests.policy.mini import DAY

from yanzhen.policy import (
    Engine,
    Source,
    admit,
    canonical,
    fingerprint,
    load_pack,
    packs_on_disk,
    read_pack,
    sources_on_disk,
)

ROOT = Path(__file__).parents[2]
SOURCES = sources_on_disk(packs_on_disk(), "xiangtan")
PACK = load_pack("xiangtan")
FACTS: dict[str, Any] = {
    "degree": "doctor", "host_kind": "enterprise", "employment_mode": "flexible",
    "honours": [{"award": "cas_academician"}, {}], "hired_on": "2024-02-29",
}  # fmt: skip
PROGRAM = """
import json, sys
from datetime import date
from yanzhen.policy import assess, canonical, fingerprint, load_pack
raw = json.loads(sys.stdin.read())
result = assess(load_pack("xiangtan"), raw, date(2026, 1, 1))
print(fingerprint(result), len(canonical(result)), len(canonical(result, "en")))
"""


def known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name in PACK.vocabulary.facts}


CHOICES = """
from tests.policy.mini import assessed, mini, rule
from yanzhen.policy import canonical
pack = mini(rule(when=["'french' in tongues"]))
print(canonical(assessed(pack, {"tongues": ["chinese", "french"]})))
"""


def elsewhere(seed: str, facts: dict[str, Any], program: str = PROGRAM) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    raw = json.dumps({"subject": "person", "facts": facts})
    return subprocess.run(
        [sys.executable, "-c", program],
        input=raw,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_every_process_gives_the_same_bytes() -> None:
    facts = known(FACTS)
    turned = dict(reversed(facts.items()))
    assert len(facts) >= 3
    assert len({elsewhere("0", facts), elsewhere("1", turned), elsewhere("4711", facts)}) == 1


def test_chosen_options_are_always_told_in_the_same_order() -> None:
    assert len({elsewhere(seed, {}, CHOICES) for seed in "12345"}) == 1


def assessed(engine: Engine, kind: str, facts: dict[str, Any]) -> bytes:
    subject = admit({"subject": kind, "facts": facts}, engine.pack.vocabulary)
    return canonical(engine.assess(subject, DAY))


@given(subjects(PACK), st.randoms(use_true_random=False))
@settings(derandomize=True, deadline=None, max_examples=40)
def test_the_order_of_facts_and_what_was_asked_before_do_not_matter(
    drawn: Drawn, chance: Any
) -> None:
    names = list(drawn.whole)
    chance.shuffle(names)
    turned = {name: drawn.whole[name] for name in names}
    used, fresh = Engine(PACK), Engine(PACK)
    assessed(used, drawn.kind, drawn.part)
    assert assessed(used, drawn.kind, drawn.whole) == assessed(fresh, drawn.kind, turned)


def test_the_order_of_files_does_not_matter() -> None:
    turned = read_pack(reversed(SOURCES)).pack
    assert turned is not None
    assert turned.content_hash == PACK.content_hash
    assert assessed(Engine(turned), "person", known(FACTS)) == assessed(
        Engine(PACK), "person", known(FACTS)
    )


def test_a_different_answer_has_a_different_fingerprint() -> None:
    engine = Engine(PACK)
    prints = set()
    for facts in ({}, known(FACTS), {"employment_mode": "full_time"}):
        subject = admit({"subject": "person", "facts": facts}, PACK.vocabulary)
        prints.add(fingerprint(engine.assess(subject, DAY)))
    assert len(prints) == 3


def hash_with(name: str, text: str) -> str:
    others = [one for one in SOURCES if one.name != name]
    found = read_pack([*others, Source(name, text)]).pack
    assert found is not None
    return found.content_hash


def test_worked_cases_do_not_change_the_version_but_rules_do() -> None:
    assert hash_with("xiangtan/cases.yaml", "cases: []\n") == PACK.content_hash
    assert hash_with("xiangtan/cases.yaml", "cases: []\n# more\n") == PACK.content_hash
    for name in (
        "xiangtan/benefits/services.yaml",
        "xiangtan/tiers.yaml",
        "vocabulary/catalogue.yaml",
    ):
        text = next(one.text for one in SOURCES if one.name == name)
        assert hash_with(name, text + "# more\n") != PACK.content_hash
