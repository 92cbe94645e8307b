"""Every code, list and key set of vectors.json, as Python judges it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.cards.attacks import FILE, written

from yanzhen.apps.cards.offline import (
    SENTENCES,
    ListRefused,
    NotPlain,
    Seen,
    StatusList,
    trusted_keys,
    verify,
)

VECTORS = json.loads(FILE.read_text(encoding="ascii"))
KEYS = trusted_keys(VECTORS["jwks"])


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


NOW = at(VECTORS["now"])
LISTS = {name: StatusList.read(text, KEYS, NOW) for name, text in VECTORS["lists"].items()}
names = {"ids": lambda one: one["name"]}


def test_the_file_is_what_is_made() -> None:
    assert FILE.read_text(encoding="ascii") == written()


def test_every_verdict_is_met_and_says_what_to_do() -> None:
    assert {one["code"] for one in VECTORS["codes"]} == set(SENTENCES)
    assert len({zh for zh, _ in SENTENCES.values()}) == len(SENTENCES)
    assert all(zh.endswith("。") and en.endswith(".") for zh, en in SENTENCES.values())


@pytest.mark.parametrize("case", VECTORS["codes"], **names)
def test_code(case: dict[str, Any]) -> None:
    status = LISTS[case["list"]] if case["list"] else None
    now, seen = at(case["now"]), Seen()
    if case["every_length"]:
        lengths = range(len(case["text"]))
        came = {verify(case["text"][:one], KEYS, status, now, seen).code for one in lengths}
        assert came == {"not_a_card", "truncated"}
        return

    verdicts = [verify(case["text"], KEYS, status, now, seen) for _ in range(case["times"])]

    assert verdicts[-1].code == case["code"]
    assert all(one.accepted for one in verdicts[:-1])
    assert verdicts[-1].accepted == (case["code"] in {"ok", "ok_print"})
    assert (verdicts[-1].zh, verdicts[-1].en) == SENTENCES[case["code"]]


@pytest.mark.parametrize("case", VECTORS["bad_lists"], **names)
def test_a_list_that_is_not_to_be_believed(case: dict[str, Any]) -> None:
    with pytest.raises(ListRefused) as refused:
        StatusList.read(case["text"], KEYS, NOW)

    assert refused.value.code == case["code"]


@pytest.mark.parametrize("case", VECTORS["key_sets"], **names)
def test_key_set(case: dict[str, Any]) -> None:
    if "code" in case:
        with pytest.raises(NotPlain, match=case["code"]):
            trusted_keys(case["text"])
        return

    assert len(trusted_keys(case["text"])) == case["keys"]


def test_a_revoked_key_takes_its_cards_with_it() -> None:
    card = next(one for one in VECTORS["codes"] if one["name"] == "a printed card")
    without = {
        key_id: key for key_id, key in KEYS.items() if key_id.hex() not in card["text"]
        and key.city != "xiangtan"
    }  # fmt: skip

    assert verify(card["text"], without, LISTS["xiangtan"], NOW).code == "unknown_key"


def test_what_is_seen_is_forgotten_in_time() -> None:
    seen = Seen()
    for second in range(0, 10_000, 10):
        seen.remember(bytes(8), second, second)

    assert seen.has(bytes(8), 9_990)
    assert not seen.has(bytes(8), 0)
