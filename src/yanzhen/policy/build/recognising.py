"""What the documents say on recognition and on cards: names resolved, slips with their place.

kinds:
  - {id: tier, clause: "16", zh: ..., en: ..., item: tier-recognition, fact: recognised_tier,
     levels: [A, B, C, D], catalogue: true, review: equivalent_tier}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yanzhen.policy.build.bench import label
from yanzhen.policy.build.entries import Entries
from yanzhen.policy.carding import CardProgramme, Group
from yanzhen.policy.recognising import (
    Kind,
    Mutual,
    Parity,
    Recognition,
    SelfRecognition,
    SharedInformation,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.build.bench import Bench
    from yanzhen.policy.build.entries import Entry
    from yanzhen.policy.funding import Funding
    from yanzhen.policy.pack import Document, Programme, Rule, Tiers
    from yanzhen.policy.service_item import ServiceItem
    from yanzhen.policy.vocabulary import Fact, Vocabulary


@dataclass(frozen=True)
class Around:
    """What an entry may name."""

    city: str
    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    programmes: Mapping[str, Programme]
    services: Mapping[str, ServiceItem]
    funding: Funding
    tiers: Tiers | None


def build_recognition(bench: Bench, around: Around) -> Recognition:
    """All entries on recognition, in the order of the file."""
    reading = _Recognising(bench, around)
    kinds = tuple(reading.kind(one) for one in reading.entries("kinds"))
    return Recognition(
        kinds,
        reading.self_recognition(kinds),
        reading.mutual(),
        tuple(reading.parity(one) for one in reading.entries("parities")),
        tuple(reading.information(one) for one in reading.entries("information")),
    )


def build_cards(
    bench: Bench, around: Around, recognition: Recognition
) -> tuple[CardProgramme, ...]:
    """All cards, in the order of the file."""
    reading = _Cards(bench, around, recognition)
    return tuple(reading.card(one) for one in reading.entries("cards"))


class _Recognising(Entries):
    """The file on recognition being read."""

    def __init__(self, bench: Bench, around: Around) -> None:
        super().__init__(bench, "recognition_file", "认定条目", around.documents)
        self.around = around

    def kind(self, entry: Entry) -> Kind:
        data, levels = entry.data, tuple(entry.data.get("levels", ()))
        item, review = data.get("item"), data.get("review")
        if item is not None:
            self.named(entry, [item], self.around.services, "服务事项", "item")
        for key, name in (("fact", data["fact"]), ("review", review)):
            if name is not None:
                self._fact(entry, key, name, levels)
        tiers = self.around.tiers
        if data["catalogue"] and (tiers is None or tiers.recognised_by != data["fact"]):
            message = f"目录（tiers.yaml）认定的事实不是 {data['fact']}"
            self.report(entry, "bad-recognition", message, "catalogue")
        return Kind(
            data["id"], data["clause"], label(data), item, data["fact"], levels,
            data["catalogue"], review, entry.notes, entry.place,
        )  # fmt: skip

    def _fact(self, entry: Entry, key: str, name: str, levels: tuple[str, ...]) -> None:
        """A fact of one option out of the levels, or of yes and no where there are none."""
        facts = self.around.vocabulary.facts
        self.named(entry, [name], facts, "事实", key)
        if name not in facts:
            return
        fact: Fact = facts[name]
        if not levels and fact.type != "bool":
            message = f"{name} 不是“是或否”的事实，要写 levels"
            self.report(entry, "bad-recognition", message, key)
        elif levels:
            self.named(entry, levels, fact.options, f"{name} 的选项", "levels")

    def self_recognition(self, kinds: tuple[Kind, ...]) -> SelfRecognition | None:
        entry = self.single("self_recognition")
        if entry is None:
            return None
        data = entry.data
        seats = [one.id for one in self.around.funding.pools if one.unit == "seat"]
        self.named(entry, [data["pool"]], seats, "名额（funding.yaml 里 unit: seat）", "pool")
        self.named(entry, data["kinds"], [one.id for one in kinds], "认定", "kinds")
        return SelfRecognition(
            data["clause"], data["pool"], tuple(data["kinds"]), entry.notes, entry.place
        )

    def mutual(self) -> Mutual | None:
        entry = self.single("mutual")
        if entry is None:
            return None
        return Mutual(entry.data["clause"], label(entry.data), entry.notes, entry.place)

    def parity(self, entry: Entry) -> Parity:
        data, around = entry.data, self.around
        self.named(entry, data["rules"], around.rules, "规则", "rules")
        self.named(entry, data["facts"], around.vocabulary.facts, "事实", "facts")
        if around.city in data["from"]:
            self.report(entry, "bad-recognition", "from 写的是别的城市", "from")
        return Parity(
            data["id"], data["clause"], label(data), tuple(data["from"]), tuple(data["rules"]),
            tuple(data["facts"]), entry.notes, entry.place,
        )  # fmt: skip

    def information(self, entry: Entry) -> SharedInformation:
        data = entry.data
        return SharedInformation(
            data["id"], data["clause"], label(data), tuple(data["cities"]), entry.notes,
            entry.place,
        )  # fmt: skip


class _Cards(Entries):
    """The file on cards being read."""

    def __init__(self, bench: Bench, around: Around, recognition: Recognition) -> None:
        super().__init__(bench, "cards_file", "人才卡", around.documents)
        self.around, self.recognition = around, recognition

    def card(self, entry: Entry) -> CardProgramme:
        data, around = entry.data, self.around
        item, kinds = data.get("item"), tuple(data.get("kinds", ()))
        self.named(entry, [data["programme"]], around.programmes, "具名事项", "programme")
        self.named(entry, [data["rule"]], around.rules, "规则", "rule")
        self.named(entry, kinds, [one.id for one in self.recognition.kinds], "认定", "kinds")
        if item is not None:
            self.named(entry, [item], around.services, "服务事项", "item")
        self._basis(entry, item, kinds)
        return CardProgramme(
            data["id"], data["clause"], label(data), data["programme"], data["rule"], item,
            tuple(data["basis"]), data["colour"], data["ink"], kinds, self._groups(entry),
            entry.notes, entry.place,
        )  # fmt: skip

    def _basis(self, entry: Entry, item: str | None, kinds: tuple[str, ...]) -> None:
        basis = entry.data["basis"]
        if ("decision" in basis) != (item is not None):
            message = "凭决定（decision）发卡的要写 item，不凭决定的不写"
            self.report(entry, "bad-card", message, "basis")
        if ("recognition" in basis) != bool(kinds):
            message = "凭认定（recognition）发卡的要写 kinds，不凭认定的不写"
            self.report(entry, "bad-card", message, "basis")

    def _groups(self, entry: Entry) -> tuple[Group, ...]:
        groups = tuple(Group(one["id"], label(one)) for one in entry.data.get("groups", ()))
        ids = [one.id for one in groups]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                message = f"服务类别 {name} 出现了两次"
                self.report(entry, "repeated-id", message, "groups", number)
        return groups
