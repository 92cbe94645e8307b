"""The unified social credit code of an organisation: GB 32100.

One character of who registered it, one of its kind, six digits of a place, nine of the
organisation, one check. Who registered it may be a letter (N: a village's cooperative, Y: others).

>>> read_uscc("91110000600037341L").region
'110000'
"""

from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import Number, Scheme

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Letters that look like a digit, or like another, are left out: I, O, S, V, Z."""
_LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}
_WEIGHTS = tuple(3**place % 31 for place in range(17))


def check_character(front: str) -> str:
    """The last character that belongs to seventeen.

    >>> check_character("91110000600037341")
    'L'
    """
    total = sum(ALPHABET.index(one) * weight for one, weight in zip(front, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def read_uscc(text: str) -> Number:
    """An organisation's code."""
    if len(text) != 18:
        zh = f"统一社会信用代码应为 18 位，现在是 {len(text)} 位。"
        raise _refused("bad-length", zh, f"The code has {len(text)} characters, not 18.")
    for place, char in enumerate(text, 1):
        if char not in ALPHABET:
            like = _LOOKS_LIKE.get(char)
            hint = f"，是否应为 {like}？" if like else "。"
            zh = f"统一社会信用代码里没有字符 {char}（第 {place} 位）{hint}"
            en = f"There is no {char} in such a code (character {place})"
            raise _refused("bad-character", zh, f"{en}; {like}?" if like else f"{en}.")
    if not text[2:8].isdecimal():
        zh = "统一社会信用代码第 3 至 8 位是登记机关的行政区划代码，应为数字。"
        raise _refused("bad-character", zh, "Characters 3 to 8 are a place: digits only.")
    right = check_character(text[:17])
    if text[17] != right:
        zh = f"最后一位校验码应为 {right}，而不是 {text[17]}，请核对代码。"
        en = f"The last character should be {right}, not {text[17]}; check the code."
        raise _refused("bad-check", zh, en)
    return Number(Scheme.USCC, text, region=text[2:8])


def _refused(code: str, zh: str, en: str) -> NumberRefused:
    return NumberRefused(Fault(code, zh, en))
