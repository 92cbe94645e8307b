"""The same twenty rules, the same people: our answers and times beside the peers'.

Comparison(pack).report()
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from measure import median, median_ms, timed_ms
from peers.environment import PACKAGES, NotAvailable, ask
from people import drawn
from twenty import AS_OF, RULES, answers, only_these

from yanzhen.policy import Engine, admit, as_json
from yanzhen.policy.answer import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yanzhen.policy import Pack, Subject

PEOPLE = 400
CROWDS = (1_000, 10_000)
LISTED = 8
PEERS = ("zen", "openfisca")


class Comparison:
    """Everybody's answers about the same people."""

    def __init__(self, pack: Pack) -> None:
        self.pack = only_these(pack)
        self.all_rules, self.twenty = Engine(pack), Engine(self.pack)
        self.subjects = [
            admit({"subject": "person", "facts": facts}, pack.vocabulary)
            for facts in drawn(self.pack, PEOPLE)
        ]
        self.known = [flat(subject) for subject in self.subjects]
        self.ours = [answers(self.twenty, subject) for subject in self.subjects]

    def report(self) -> None:
        """Prints our times, then each peer's with the ratio, then the disagreements."""
        met = sum(sum_ is not None for one in self.ours for sum_ in one.values())
        print(f"\nThe twenty rules, {PEOPLE} people fully known, {met} entitlements among them")
        ours = self._each(self.twenty)
        self._line("yanzhen, 20 rules, one person", ours)
        self._line("yanzhen, 20 rules, with near misses", self._each(self.twenty, near=True))
        self._line("yanzhen, 20 rules, and as JSON", self._each(self.twenty, also_json=True))
        self._line("yanzhen, all rules of a person, one person", self._each(self.all_rules))
        crowd_ms = self._crowd(CROWDS[0])
        self._line(f"yanzhen, 20 rules, {CROWDS[0]:,} people one by one", crowd_ms)
        for peer in PEERS:
            self._peer(peer, ours, crowd_ms)

    def _each(self, engine: Engine, near: bool = False, also_json: bool = False) -> float:
        """The median over people of one assessment; each person's is the median of five."""

        def once(subject: Subject) -> object:
            assessment = engine.assess(subject, AS_OF, near_misses=near)
            return as_json(assessment) if also_json else assessment

        return median([median_ms(lambda one=one: once(one), times=5) for one in self.subjects])

    def _crowd(self, count: int) -> float:
        many = [self.subjects[number % PEOPLE] for number in range(count)]

        def one_by_one() -> None:
            for subject in many:
                self.twenty.assess(subject, AS_OF, near_misses=False)

        return timed_ms(one_by_one)

    def _peer(self, peer: str, ours: float, crowd_ms: float) -> None:
        try:
            found = ask(peer, {"people": self.known, "crowds": CROWDS})
        except NotAvailable as why:
            print(f"  {PACKAGES[peer][0]:<52}     not measured  ({why})")
            return
        name = f"{peer} {found['version']}"
        self._line(f"{name}, one person", median(found["single_ms"]), ours)
        if "traced_ms" in found:
            self._line(f"{name}, one person, with its trace", median(found["traced_ms"]), ours)
        for count, times in found.get("crowd_ms", {}).items():
            expected = crowd_ms * int(count) / CROWDS[0]
            self._line(f"{name}, {int(count):,} people at once", median(times), expected)
        self._disagreements(name, found["answers"])

    def _line(self, what: str, ms: float, ours: float | None = None) -> None:
        ratio = f"  ours / theirs: {ours / ms:.2f}" if ours is not None else ""
        print(f"  {what:<52}{ms:14,.3f} ms{ratio}")

    def _disagreements(self, name: str, theirs: Sequence[dict[str, int | None]]) -> None:
        differing = [
            (number, rule, mine[rule], other[rule])
            for number, (mine, other) in enumerate(zip(self.ours, theirs, strict=True))
            for rule in RULES
            if mine[rule] != other[rule]
        ]
        compared = len(RULES) * len(self.ours)
        print(f"  {name}: {len(differing)} of {compared:,} answers differ from ours")
        for number, rule, mine, other in differing[:LISTED]:
            print(f"    person {number}, {rule}: ours {mine}, theirs {other}")


def flat(subject: Subject) -> dict[str, Any]:
    """The subject's facts as plain JSON values: sums in fen, ratios as numbers."""
    facts = {name: plain(value) for name, value in subject.facts.items()}
    for name in ("contract_years", "months_worked_locally_per_year", "years_worked_locally"):
        facts[name] = float(subject.facts[name])
    made: dict[str, Any] = json.loads(json.dumps(facts))
    return made
