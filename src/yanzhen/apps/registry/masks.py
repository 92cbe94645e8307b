"""What may be shown of a number, by its scheme.

>>> masked(Scheme.PHONE, "13800001234"), masked(Scheme.USCC, "91110000600037341L")
('138****1234', '91110000600037341L')
"""

from collections.abc import Callable

from yanzhen.apps.registry.identity import Scheme
from yanzhen.apps.sealing.service import masked_account, masked_id_card, masked_phone

_MASKS: dict[Scheme, Callable[[str], str]] = {
    Scheme.PHONE: masked_phone,
    Scheme.BANK_ACCOUNT: masked_account,
    Scheme.USCC: str,  # an organisation's code is public
}


def masked(scheme: Scheme, value: str) -> str:
    """The number as a list shows it."""
    return _MASKS.get(scheme, masked_id_card)(value)
