"""Finding subjects by their numbers.

holders(numbers)          whoever has them, for the service itself: to make nobody twice
compared(7, key, told)    what another service, with the same key, makes of the same numbers
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.identity import Number, Scheme
from yanzhen.apps.registry.models import Identifier, Subject
from yanzhen.apps.sealing.service import index_of

SHARED = frozenset({Scheme.PHONE, Scheme.BANK_ACCOUNT})
DOCUMENTS = frozenset(Scheme) - SHARED
"""Of a document there is one number to a subject, and one subject to a number."""
PERSONAL = DOCUMENTS - {Scheme.USCC}


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


def compared(subject_id: int, key: bytes, told: str, at_least: Grade) -> frozenset[str]:
    """A keyed value of each personal document of hers: equal values, equal numbers.

    Who does not hold the key learns no digit of a number from it. `told` says what it is for: the
    same number gives another value for another purpose.
    """
    rows = Identifier.objects.filter(
        subject=subject_id, retired_at=None, grade__lte=at_least.value,
        scheme__in=[one.value for one in PERSONAL],
    )  # fmt: skip
    return frozenset(
        hmac.new(key, f"{told}\0{row.scheme}\0{row.value.open()}".encode(), sha256).hexdigest()
        for row in rows
    )
