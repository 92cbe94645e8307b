"""Finding subjects by their numbers.

holders(numbers)          whoever has them, for the service itself: to make nobody twice
"""

from collections.abc import Iterable

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.registry.identity import Number, Scheme
from yanzhen.apps.registry.models import Identifier, Subject
from yanzhen.apps.sealing.service import index_of

SHARED = frozenset({Scheme.PHONE, Scheme.BANK_ACCOUNT})
DOCUMENTS = frozenset(Scheme) - SHARED
"""Of a document there is one number to a subject, and one subject to a number."""


def index_of_number(number: Number) -> bytes:
    """What a number is looked up by."""
    return index_of(Identifier, "index", number.scheme.value, number.value)


def holders(numbers: Iterable[Number]) -> dict[bytes, Subject]:
    """Who holds documents of these numbers, by index; each subject once, merged ones resolved."""
    indexes = [index_of_number(one) for one in numbers if one.scheme in DOCUMENTS]
    with acting(SYSTEM):
        rows = Identifier.objects.filter(
            index__in=indexes, retired_at=None, scheme__in=[one.value for one in DOCUMENTS]
        ).select_related("subject")
        found = {row.index: row.subject for row in rows}
    first: dict[int, bytes] = {}
    for index, subject in found.items():
        first.setdefault(subject.pk, index)
    return {index: found[index] for index in first.values()}
