"""What a form of claims sent: sums, days and parts as they were typed; faults with sentences.

asked = Asked(request.POST)
asked.fen("amount")      ->  500_000, or None with a fault under "amount"
asked.refuse()           raises ClaimRefused with all of them
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from yanzhen.apps.claims.service import ClaimRefused, Refusal
from yanzhen.policy.values import money
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.words import WORDS


@dataclass
class Asked:
    """A form, and what is wrong with it so far."""

    post: QueryDict
    faults: list[Refusal] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.post.get(name, "").strip()

    def fen(self, name: str) -> int:
        """A sum such as `5000元` or `1.5万元`; nothing typed is a fault as well."""
        return self._fen(self.text(name), name)

    def day(self, name: str) -> date:
        return self._day(self.text(name), name)

    def parts(self) -> list[tuple[date, int]]:
        """The rows of a plan in which something is typed."""
        rows = zip(self.post.getlist("due"), self.post.getlist("part"), strict=False)
        typed = [(n, due, part) for n, (due, part) in enumerate(rows, 1) if due or part]
        return [
            (self._day(due.strip(), f"part-{n}"), self._fen(part.strip(), f"part-{n}"))
            for n, due, part in typed
        ]

    def refuse(self) -> None:
        if self.faults:
            raise ClaimRefused(self.faults)

    def _fen(self, text: str, name: str) -> int:
        try:
            return money(text)
        except ValueError:
            self.faults.append(Refusal("no_sum", Label(*WORDS["claims_bad_sum"]), name))
            return 0

    def _day(self, text: str, name: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.faults.append(Refusal("no_day", Label(*WORDS["claims_bad_day"]), name))
            return date.max


def errors_of(refused: ClaimRefused, language: str) -> Iterator[tuple[str, str]]:
    """The sentences, each with its field; faults of parts are said with their number."""
    for one in refused.refusals:
        said = one.say.zh if language == "zh" else one.say.en
        number = one.field.removeprefix("part-")
        if number != one.field:
            zh, en = WORDS["claims_in_part"]
            said = (zh if language == "zh" else en).format(number=number, said=said)
        yield one.field or "whole", said
