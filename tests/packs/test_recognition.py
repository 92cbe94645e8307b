"""What the packs say on recognition and on cards: true to the documents, and slips are found."""

from dataclasses import replace

import pytest

from yanzhen.policy import load_pack
from yanzhen.policy.read import cities_on_disk, packs_on_disk, read_pack, sources_on_disk

PACKS = {city: load_pack(city) for city in cities_on_disk(packs_on_disk())}

GROUPS = {
    "hengyang": "人才补贴 子女入学 配偶安置 交友联谊 安居保障 "
    "医疗保健 交通出行 休闲购物 景点旅游 出境入境",
    "quzhou": "创新创业 医疗保健 文体休闲 交通出行 出入境签证",
    "xiangtan": "医疗保健 安家落户 出入境签证 配偶安置 子女入学",
    "changsha": "",
}


def bright(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("city", GROUPS)
def test_each_city_has_its_card_with_the_groups_in_the_order_of_the_text(city: str) -> None:
    [card] = PACKS[city].cards
    assert " ".join(group.label.zh for group in card.groups) == GROUPS[city]


def test_faces_differ_and_can_be_read() -> None:
    cards = [pack.cards[0] for pack in PACKS.values()]
    assert len({one.colour for one in cards}) == len(cards)
    for one in cards:
        dark, light = sorted((bright(one.colour), bright(one.ink)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, one.id


def test_only_the_academician_and_green_cards_rest_on_decisions_alone() -> None:
    basis = {city: pack.cards[0].basis for city, pack in PACKS.items()}
    both = ("recognition", "decision")
    assert basis == {
        "hengyang": both, "quzhou": both, "changsha": ("decision",), "xiangtan": ("decision",)
    }  # fmt: skip


def test_xiangtan_recognises_by_its_catalogue_and_only_shares_information() -> None:
    found = PACKS["xiangtan"].recognition
    [kind] = found.kinds
    assert (kind.fact, kind.levels, kind.catalogue) == ("recognised_tier", tuple("ABCD"), True)
    assert found.kind_of_item("tier-recognition") == kind
    assert (found.parities, found.mutual, found.self_recognition) == ((), None, None)
    assert [one.cities for one in found.information] == [("changsha", "zhuzhou")]


def test_changsha_honours_two_cities_for_one_rule_and_recognises_nobody() -> None:
    found = PACKS["changsha"].recognition
    [parity] = found.parities
    assert parity.from_cities == ("zhuzhou", "xiangtan")
    assert parity.rules == ("measure-15-parity-zhuzhou-xiangtan",)
    assert found.kinds == ()


def test_employers_recognise_in_hengyang_and_counties_for_each_other_in_quzhou() -> None:
    hengyang, quzhou = PACKS["hengyang"].recognition, PACKS["quzhou"].recognition
    assert hengyang.self_recognition is not None
    assert hengyang.self_recognition.pool == "self-recognition-seats"
    assert hengyang.kind("high-level") is not None
    assert quzhou.mutual is not None
    assert quzhou.mutual.clause == "22"
    assert [pack.city for pack in PACKS.values() if pack.recognition.mutual] == ["quzhou"]


KINDS = """
kinds:
  - {id: tier, clause: "16", zh: 一, en: One, item: tier-recognition, fact: recognised_tier,
     levels: [A, B], catalogue: true}
"""
CARDS = """
cards:
  - {id: card, clause: "20", zh: 卡, en: Card, programme: green-card, rule: art-20-green-card,
     item: green-card, basis: [decision], colour: "#000000", ink: "#ffffff"}
"""


def codes(name: str, text: str) -> list[str]:
    """What is wrong with the pack of Xiangtan when one of its files is another one."""
    sources = [
        replace(one, text=text) if one.name == f"xiangtan/{name}" else one
        for one in sources_on_disk(packs_on_disk(), "xiangtan")
    ]
    return [one.code for one in read_pack(sources).findings]


@pytest.mark.parametrize(("old", "new", "code"), [
    ("", "", None),
    ('"16"', '"99"', "unknown-reference"), ("tier-recognition", "none", "unknown-reference"),
    ("recognised_tier", "recognised_teir", "unknown-reference"),
    ("recognised_tier", "recognised_in_city", "unknown-reference"),
    ("levels: [A, B], ", "", "bad-recognition"), ("[A, B]", "[A, E]", "unknown-reference"),
    ("fact: recognised_tier", "fact: equivalent_tier", "bad-recognition"),
])  # fmt: skip
def test_a_slip_in_a_kind_is_found(old: str, new: str, code: str | None) -> None:
    found = codes("recognition.yaml", KINDS.replace(old, new) if old else KINDS)
    assert (code in found) if code else found == []


@pytest.mark.parametrize(("text", "code"), [
    ('self_recognition: {clause: "16", pool: none, kinds: [tier]}', "unknown-reference"),
    ('parities: [{id: p, clause: "16", zh: 一, en: One, from: [xiangtan], rules: [art-19-rent], '
     "facts: [degree]}]", "bad-recognition"),
    ('mutual: {clause: "99", zh: 一, en: One}', "unknown-reference"),
])  # fmt: skip
def test_a_slip_elsewhere_is_found(text: str, code: str) -> None:
    assert code in codes("recognition.yaml", f"{KINDS}{text}\n")


@pytest.mark.parametrize(("old", "new", "code"), [
    ("", "", None), ("rule: art-20-green-card", "rule: none", "unknown-reference"),
    ("programme: green-card", "programme: none", "unknown-reference"),
    ("[decision]", "[recognition]", "bad-card"), ("item: green-card, ", "", "bad-card"),
    ("[decision]", "[decision], kinds: [tier]", "bad-card"),
    ('"#ffffff"', '"#ffffff", groups: [{id: a, zh: 一, en: A}, {id: a, zh: 二, en: B}]',
     "repeated-id"),
])  # fmt: skip
def test_a_slip_in_a_card_is_found(old: str, new: str, code: str | None) -> None:
    found = codes("cards.yaml", CARDS.replace(old, new) if old else CARDS)
    assert (code in found) if code else found == []
