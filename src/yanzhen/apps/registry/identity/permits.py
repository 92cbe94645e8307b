"""Travel permits and passports: forms without a check digit.

The tenth and eleventh digit of an earlier permit of Hong Kong and Macao count its renewals; they
are left out, so that a person has the same number before and after.

>>> read_hk_macao_permit("H1234567802").value
'H12345678'
"""

import re

from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import Number, Scheme

_HK_MACAO = re.compile(r"([HM]\d{8})(\d\d)?\Z", re.ASCII)
_TAIWAN = re.compile(r"\d{8}\Z", re.ASCII)
_PASSPORT = re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{5,9}\Z")
_OURS = re.compile(
    r"(E[A-HJ-NP-Z]\d{7}|[EGPSD]\d{8}|[PSD]E\d{7}|[PSD]\d{7}|1[45]\d{7})\Z", re.ASCII
)


def read_hk_macao_permit(text: str) -> Number:
    """A permit of Hong Kong (H) or Macao (M)."""
    found = _HK_MACAO.match(text)
    if found is None:
        raise _refused(
            "港澳居民来往内地通行证号码是字母 H 或 M 加 8 位数字（旧版 10 位），请核对。",
            "The number is H or M and 8 digits (10 on an earlier permit); check it.",
        )
    return Number(Scheme.HK_MACAO_PERMIT, found[1])


def read_taiwan_permit(text: str) -> Number:
    """A permit of Taiwan."""
    if not _TAIWAN.match(text):
        raise _refused(
            f"台湾居民来往大陆通行证号码是 8 位数字，现在不是（{_extent(text)}），请核对。",
            "The number is 8 digits; check it.",
        )
    return Number(Scheme.TAIWAN_PERMIT, text)


def read_passport(text: str) -> Number:
    """A passport of any country; of ours the country is known."""
    if not _PASSPORT.match(text):
        raise _refused(
            f"护照号码是 5 至 9 位字母和数字，至少一位数字；现在不是（{_extent(text)}），请核对。",
            "A passport's number has 5 to 9 letters and digits, one digit at least; check it.",
        )
    return Number(Scheme.PASSPORT, text, country="CHN" if _OURS.match(text) else None)


def _extent(text: str) -> str:
    strange = sorted({char for char in text if not (char.isascii() and char.isalnum())})
    return f"{len(text)} 位" + (f"，含 {''.join(strange)[:5]}" if strange else "")


def _refused(zh: str, en: str) -> NumberRefused:
    return NumberRefused(Fault("bad-form", zh, en))
