"""Phones and bank accounts: what they may look like, in one form.

>>> read_phone("008613800001234").value, read_phone("+85291234567").value
('13800001234', '+85291234567')
"""

import re

from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import Number, Scheme

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})\Z", re.ASCII)
_LANDLINE = re.compile(r"(?:(?:\+|00)860?|0)((?:10|2\d|[3-9]\d{2})[2-9]\d{6,7})\Z", re.ASCII)
_ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})\Z", re.ASCII)
_ACCOUNT = re.compile(r"\d{8,32}\Z", re.ASCII)


def read_phone(text: str) -> Number:
    """A mobile number, a landline with its area code, or a number abroad with its country's."""
    text = text.replace("(", "").replace(")", "")
    if found := _MOBILE.match(text):
        return Number(Scheme.PHONE, found[1])
    if found := _LANDLINE.match(text):
        return Number(Scheme.PHONE, f"0{found[1]}")
    if (found := _ABROAD.match(text)) and not found[1].startswith("86"):
        return Number(Scheme.PHONE, f"+{found[1]}")
    raise _refused(
        "电话应为 11 位手机号、带区号的固定电话，或以 + 和国家代码开头的号码。",
        "A phone is a mobile number of 11 digits, a landline with its area code, or + and a"
        " country's code.",
    )


def read_bank_account(text: str) -> Number:
    """A card or an account; banks number accounts as they like."""
    if not _ACCOUNT.match(text):
        raise _refused("银行账号应为 8 至 32 位数字。", "A bank account has 8 to 32 digits.")
    return Number(Scheme.BANK_ACCOUNT, text)


def _refused(zh: str, en: str) -> NumberRefused:
    return NumberRefused(Fault("bad-form", zh, en))
