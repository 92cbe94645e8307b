"""Reading a number of a known kind, or finding out which kinds it can be.

read_number("passport", "E12345678")      ->  Number(...), or NumberRefused
check_number("id_card", "43030219")       ->  Fault("bad-length", ...), or None
schemes_of("810000199408230021")          ->  (Scheme.HK_MACAO_RESIDENCE,)
"""

from collections.abc import Iterator
from datetime import date

from yanzhen.apps.registry.identity.characters import normalised
from yanzhen.apps.registry.identity.contacts import read_bank_account, read_phone
from yanzhen.apps.registry.identity.eighteen import READERS
from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import OF_A_PERSON, Number, Scheme
from yanzhen.apps.registry.identity.organisations import read_uscc
from yanzhen.apps.registry.identity.permits import (
    read_hk_macao_permit,
    read_passport,
    read_taiwan_permit,
)

LONGEST = 200
PLAIN_READERS = {
    Scheme.HK_MACAO_PERMIT: read_hk_macao_permit,
    Scheme.TAIWAN_PERMIT: read_taiwan_permit,
    Scheme.PASSPORT: read_passport,
    Scheme.USCC: read_uscc,
    Scheme.PHONE: read_phone,
    Scheme.BANK_ACCOUNT: read_bank_account,
}


def read_number(scheme: Scheme | str, text: str, on: date | None = None) -> Number:
    """The number in its one form; NumberRefused says what is wrong. `on`: nobody is born later."""
    kind, plain = Scheme(scheme), normalised(text[:LONGEST])
    if not plain:
        zh, en = f"请填写{kind.label_zh}号码。", "Enter the number."
        raise NumberRefused(Fault("blank", zh, en))
    dated = READERS.get(kind)
    return dated(plain, on) if dated else PLAIN_READERS[kind](plain)


def check_number(scheme: Scheme | str, text: str, on: date | None = None) -> Fault | None:
    """What is wrong with a number; None when it can be right."""
    try:
        read_number(scheme, text, on)
    except NumberRefused as refused:
        return refused.fault
    return None


def schemes_of(text: str) -> tuple[Scheme, ...]:
    """Which documents of people and organisations a number can be of, the surest first."""
    return tuple(_possible(text))


def surest_scheme(text: str) -> Scheme | None:
    """The document that a number is most likely of; None when it can be of none."""
    return next(_possible(text), None)


def _possible(text: str) -> Iterator[Scheme]:
    kinds = (*OF_A_PERSON, Scheme.USCC)
    return (kind for kind in kinds if check_number(kind, text) is None)
