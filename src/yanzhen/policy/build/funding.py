"""What the documents say about money and countable places: names resolved, slips with their place.

funds:
  - {id: talent-fund, clause: closing, zh: 人才发展专项资金, en: Talent development fund, pays: all}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yanzhen.policy.build.bench import label
from yanzhen.policy.build.entries import Entries
from yanzhen.policy.errors import nearest
from yanzhen.policy.funding import (
    PAYMENT,
    Clawback,
    Count,
    CountsAs,
    External,
    Fund,
    Funding,
    Pool,
    Rules,
    Share,
)
from yanzhen.policy.values import money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from yanzhen.policy.build.bench import Bench
    from yanzhen.policy.build.entries import Entry
    from yanzhen.policy.pack import Document, Rule
    from yanzhen.policy.pack import Unit as Body
    from yanzhen.policy.vocabulary import Vocabulary

KIND = "funding_file"


@dataclass(frozen=True)
class Nameable:
    """What an entry may name."""

    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    units: Mapping[str, Body]
    documents: Mapping[str, Document]


def build_funding(bench: Bench, known: Nameable) -> Funding:
    """All entries, in the order of the file."""
    reading = _Reading(bench, known)
    return Funding(
        funds=tuple(reading.fund(one) for one in reading.entries("funds")),
        pools=tuple(reading.pool(one) for one in reading.entries("pools")),
        shares=tuple(reading.share(one) for one in reading.entries("shares")),
        clawbacks=tuple(reading.clawback(one) for one in reading.entries("clawbacks")),
        counts_as=tuple(reading.counts_as(one) for one in reading.entries("counts_as")),
        external=tuple(reading.external(one) for one in reading.entries("external")),
    )


class _Reading(Entries):
    """The file being read."""

    def __init__(self, bench: Bench, known: Nameable) -> None:
        super().__init__(bench, KIND, "资金条目", known.documents)
        self.known = known

    def fund(self, entry: Entry) -> Fund:
        data = entry.data
        if "but" in data and data["pays"] != "all":
            self.report(entry, "bad-funding", "but 只在 pays: all 时写", "but")
        return Fund(
            data["id"], data["clause"], label(data), self._rules(entry, "pays"),
            self._sum(entry, "least_per_year"), self._sum(entry, "in_all"),
            entry.notes, entry.place, self._named(entry, "but"),
        )  # fmt: skip

    def pool(self, entry: Entry) -> Pool:
        data = entry.data
        if sum(key in data for key in ("size", "count", "parameter")) != 1:
            message = "总数写 size，每轮、每年等各若干写 count，没有写数的写 parameter，三者取一"
            self.report(entry, "bad-funding", message)
        count = self._count(entry, data["count"]) if "count" in data else None
        fact, facts = data.get("fact"), self.known.vocabulary.facts
        if fact is not None:
            self.named(entry, [fact], facts, "事实", "fact")
            if fact in facts and facts[fact].type != "bool":
                self.report(entry, "bad-funding", f"{fact} 不是“是或否”的事实", "fact")
        return Pool(
            data["id"], data["clause"], label(data), data["unit"], self._named(entry),
            data.get("size"), data.get("parameter"), data.get("borrowed", False), fact,
            entry.notes, entry.place, count,
        )  # fmt: skip

    def _count(self, entry: Entry, data: dict[str, Any]) -> Count:
        low, high, about = data.get("from"), data.get("to"), data.get("about")
        if (about is None) == (low is None and high is None):
            self.report(entry, "bad-funding", "约数写 about，范围写 from、to，二者取一", "count")
        if low is not None and high is not None and low > high:
            self.report(entry, "bad-funding", "from 大于 to", "count")
        return Count(data["per"], low, high, about, data.get("every_years"))

    def share(self, entry: Entry) -> Share:
        data, units = entry.data, self.known.units
        unit, parties = data.get("bearer"), tuple(data["parties"])
        if unit is not None:
            self.named(entry, [unit], units, "单位", "bearer")
        shared = len(parties) > 1 or not (parties or unit)
        if shared != ("parameter" in data):
            message = "分担比例没有定的要写 parameter（比例的名称，不写数），由一方承担的不写"
            self.report(entry, "bad-funding", message)
        return Share(
            data["clause"], self._rules(entry, "rules"), parties, unit,
            units[unit].label if unit and unit in units else None, data.get("parameter"),
            entry.notes, entry.place,
        )  # fmt: skip

    def clawback(self, entry: Entry) -> Clawback:
        data, since = entry.data, entry.data.get("since")
        if since != PAYMENT:
            self._date(entry, "since")
        self._date(entry, "fact")
        return Clawback(
            data["id"], data["clause"], self._named(entry), label(data["trigger"]),
            data.get("within_years"), since, data["amount"], entry.notes, entry.place,
            data.get("fact"),
        )  # fmt: skip

    def _date(self, entry: Entry, key: str) -> None:
        """What stands there has to be a fact with a date, where anything stands."""
        name, facts = entry.data.get(key), self.known.vocabulary.facts
        if name is None:
            return
        self.named(entry, [name], facts, "事实", key)
        if name in facts and facts[name].type != "date":
            self.report(entry, "bad-funding", f"{name} 不是日期", key)

    def counts_as(self, entry: Entry) -> CountsAs:
        """A fact that nothing deducts would count for nothing."""
        fact = entry.data["fact"]
        self.named(entry, [fact], self.known.vocabulary.facts, "事实", "fact")
        deducted = {rule.less for rule in self.known.rules.values() if rule.less}
        if fact in self.known.vocabulary.facts and fact not in deducted:
            hint = nearest(fact, deducted)
            self.report(entry, "bad-funding", f"没有规则冲减（less）{fact}", "fact", hint=hint)
        return CountsAs(fact, self._named(entry), entry.data["clause"], entry.place)

    def external(self, entry: Entry) -> External:
        data = entry.data
        return External(
            data["clause"], self._named(entry), label(data["party"]), entry.notes, entry.place
        )

    def _rules(self, entry: Entry, key: str) -> Rules:
        listed = entry.data[key]
        if listed == "all":
            return "all"
        return self._named(entry, key)

    def _named(self, entry: Entry, key: str = "rules") -> tuple[str, ...]:
        listed = tuple(entry.data.get(key, ()))
        self.named(entry, listed, self.known.rules, "规则", key)
        return listed

    def _sum(self, entry: Entry, key: str) -> int | None:
        value = entry.data.get(key)
        if value is None:
            return None
        try:
            return money(str(value))
        except ValueError:
            self.report(entry, "bad-money", f"{value} 不是金额", key)
            return None
