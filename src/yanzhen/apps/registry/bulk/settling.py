"""Whom the rows of a sheet mean: somebody who is there, somebody new, or nobody who can be told.

    settler = Settler(actor, "person", employer_id=None)
    settler.settle(lines)       ->  [Settled(line, subject_id=7), Settled(line), Faulty(...)]

The registry is asked once for a batch. It is asked as the service itself: a number that another
place has registered must not be registered again; what the sheet's owner learns of it is that
the number and the name do not go together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.registry.bulk.rows import Faulty, Line, Trouble
from yanzhen.apps.registry.identity import Number, Scheme
from yanzhen.apps.registry.identity.names import name_key
from yanzhen.apps.registry.models import Identifier, Relation, Subject
from yanzhen.apps.registry.numbers import DOCUMENTS, index_of_number
from yanzhen.policy.errors import Problem

OTHER_NAME = Problem(
    "other-name", None, "这个号码已经登记在另一个名称下", "the number is registered by another name"
)
SEVERAL = Problem(
    "several", None, "这些号码属于不同的主体", "the numbers belong to different subjects"
)
NO_EMPLOYER = Problem(
    "no-employer", None, "没有登记这家单位；请先导入单位", "the employer is not registered yet"
)
WAITS = Problem(
    "waits", None, "此人已在库中；任职关系待本人或窗口确认，确认前不登记其信息",
    "she is registered: the relation waits for her confirmation, and nothing else is taken in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """A line and whom it means; without an id somebody new. `waits`: only the relation."""

    line: Line
    subject_id: int | None = None
    employer_id: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is there: her name as it is compared, and which documents she has."""

    id: int
    kind: str
    name_key: str
    documents: frozenset[tuple[str, bytes]]


class Settler:
    """Settles batch after batch; remembers which numbers the sheet has had already."""

    def __init__(self, actor: Actor, kind: str, employer_id: int | None) -> None:
        self.actor, self.kind, self.employer_id = actor, kind, employer_id
        self._rows: dict[bytes, int] = {}

    def settle(self, lines: Sequence[Line]) -> list[Settled | Faulty]:
        """Each line, in order."""
        indexed = [(line, [*_keys(line)]) for line in lines]
        keys = [key for _, found in indexed for _, key in found]
        with acting(SYSTEM):
            holders = _holders(keys)
            employers = self._employers(lines)
            documents = {holder.id: holder for found in holders.values() for holder in found}
            employed = self._employed(documents)
        seen = self._seen(documents)
        return [
            self._one(line, found, holders, employers, employed, seen) for line, found in indexed
        ]

    def _one(
        self, line: Line, keys: list[tuple[Number, bytes]], holders: dict[bytes, list[Holder]],
        employers: dict[bytes, int], employed: set[int], seen: set[int],
    ) -> Settled | Faulty:  # fmt: skip
        again = self._again(line, keys)
        if again is not None:
            return _faulty(line, again)
        employer = self.employer_id
        if line.employer is not None:
            employer = employers.get(index_of_number(line.employer))
            if employer is None:
                return _faulty(line, NO_EMPLOYER)
        found = self._meant(line, keys, holders, seen)
        if isinstance(found, Problem):
            return _faulty(line, found)
        if found is None:
            return Settled(line, None, employer)
        waits = self.employer_id is not None and found.id not in employed
        return Settled(line, found.id, employer, waits)

    def _meant(
        self, line: Line, keys: list[tuple[Number, bytes]], holders: dict[bytes, list[Holder]],
        seen: set[int],
    ) -> Holder | Problem | None:  # fmt: skip
        """Whom the documents name; without a document whom name and phone do, where seen."""
        key = name_key(line.name)
        documents = [index for number, index in keys if number.scheme in DOCUMENTS]
        if not documents:
            phones = [one for _, index in keys for one in holders.get(index, ())]
            return next((one for one in phones if one.name_key == key and one.id in seen), None)
        found = {one.id: one for index in documents for one in holders.get(index, ())}
        if len(found) > 1:
            return SEVERAL
        for holder in found.values():
            if holder.kind != self.kind or holder.name_key != key:
                return OTHER_NAME
            return _other_document(holder, keys) or holder
        return None

    def _again(self, line: Line, keys: list[tuple[Number, bytes]]) -> Problem | None:
        """A number that an earlier row has; phones may be shared."""
        documents = [(number, key) for number, key in keys if number.scheme in DOCUMENTS]
        for number, key in documents:
            first = self._rows.setdefault(key, line.number)
            if first != line.number:
                zh = f"与第 {first} 行的{number.scheme.label_zh}号码相同，只能留一行"
                return Problem("repeated", None, zh, f"row {first} has the same number; keep one")
        return None

    def _employers(self, lines: Iterable[Line]) -> dict[bytes, int]:
        codes = {index_of_number(line.employer) for line in lines if line.employer is not None}
        rows = Identifier.objects.filter(index__in=codes, retired_at=None) if codes else ()
        return {row.index: row.subject_id for row in rows}

    def _employed(self, holders: Iterable[int]) -> set[int]:
        if self.employer_id is None:
            return set()
        rows = Relation.objects.filter(
            subject__in=list(holders), other=self.employer_id, kind="works_for",
            valid_until=None, confirmed_at__isnull=False,
        )  # fmt: skip
        return {*rows.values_list("subject", flat=True)}

    def _seen(self, holders: Iterable[int]) -> set[int]:
        rows = Subject.objects.visible_to(self.actor).filter(pk__in=list(holders))
        return {*rows.values_list("pk", flat=True)}


def _keys(line: Line) -> Iterator[tuple[Number, bytes]]:
    """The numbers by which a line may be known again."""
    for number in line.numbers:
        if number.scheme != Scheme.BANK_ACCOUNT:
            yield number, index_of_number(number)


def _holders(keys: list[bytes]) -> dict[bytes, list[Holder]]:
    rows = Identifier.objects.filter(index__in=keys, retired_at=None).values_list(
        "index", "subject"
    )
    pairs = [(bytes(index), subject) for index, subject in rows]
    subjects = {subject for _, subject in pairs}
    documents: dict[int, set[tuple[str, bytes]]] = {}
    live = Identifier.objects.filter(
        subject__in=subjects, retired_at=None, scheme__in=[one.value for one in DOCUMENTS]
    )
    for subject, scheme, index in live.values_list("subject", "scheme", "index"):
        documents.setdefault(subject, set()).add((scheme, bytes(index)))
    found = {
        one.pk: Holder(one.pk, one.kind, one.name_key, frozenset(documents.get(one.pk, ())))
        for one in Subject.objects.standing().filter(pk__in=subjects)
    }
    holders: dict[bytes, list[Holder]] = {}
    for index, subject in pairs:
        if subject in found:
            holders.setdefault(index, []).append(found[subject])
    return holders


def _other_document(holder: Holder, keys: list[tuple[Number, bytes]]) -> Problem | None:
    """Another number of a kind of document that she has already."""
    schemes = {scheme for scheme, _ in holder.documents}
    for number, index in keys:
        scheme = number.scheme.value
        if scheme in schemes and (scheme, index) not in holder.documents:
            zh = f"此人已登记另一个{number.scheme.label_zh}号码；换证的请先停用旧号码"
            return Problem("other-number", None, zh, "another number of this kind is registered")
    return None


def _faulty(line: Line, problem: Problem) -> Faulty:
    return Faulty(line.number, (Trouble(None, line.shown or None, problem),))
