"""Numbers of eighteen characters in the way of GB 11643: a card's, and those built after it.

    six digits of a place, eight of a birth date, three in order (odd: male), and ISO 7064 MOD 11-2

Residence permits for Hong Kong, Macao and Taiwan stand at 810000, 820000 and 830000; the
permanent resident's card of 2023 begins with 9, a province and a country. The card of before 1999
had fifteen: no century, no check. It is read as the number that its holder has today, so that
both are one.
"""

from collections.abc import Callable
from datetime import date

from yanzhen.apps.registry.identity.faults import Fault, NumberRefused
from yanzhen.apps.registry.identity.numbers import Number, Scheme

PROVINCES = frozenset(
    f"{region}{place}"
    for region, places in enumerate(("12345", "123", "1234567", "123456", "01234", "12345"), 1)
    for place in places
) | {"71", "81", "82"}
HK_MACAO = ("810000", "820000")
TAIWAN = ("830000",)
FIRST_YEAR = 1850
OF_THE_VERY_OLD = 996
"""In the short number these places in order were kept for people born in the century before."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_digit(front: str) -> str:
    """The last character that belongs to seventeen digits.

    >>> check_digit("11010519491231002")
    'X'
    """
    return _CHECKS[sum(int(one) * weight for one, weight in zip(front, _WEIGHTS, strict=True)) % 11]


def read_id_card(text: str, on: date | None) -> Number:
    """A resident's card, of eighteen or fifteen digits."""
    if len(text) == 15:
        _has_digits(text, "身份证号")
        text = lengthened(text)
    number = _read(text, on, Scheme.ID_CARD, "身份证号", (18, 15))
    for scheme, codes in ((Scheme.HK_MACAO_RESIDENCE, HK_MACAO), (Scheme.TAIWAN_RESIDENCE, TAIWAN)):
        if number.region in codes:
            raise _refused(
                "other-scheme",
                f"这是{scheme.label_zh}的号码，证件类型请选{scheme.label_zh}。",
                f"This is the number of another document: {scheme.label_en}.",
            )
    if text[:2] not in PROVINCES:
        raise _refused(
            "no-such-region",
            f"前两位 {text[:2]} 不是任何省份的代码，请核对。",
            f"The first two digits, {text[:2]}, are no province's code.",
        )
    return number


def read_hk_macao_residence(text: str, on: date | None) -> Number:
    """A residence permit for people of Hong Kong or Macao."""
    return _residence(text, on, Scheme.HK_MACAO_RESIDENCE, HK_MACAO)


def read_taiwan_residence(text: str, on: date | None) -> Number:
    """A residence permit for people of Taiwan."""
    return _residence(text, on, Scheme.TAIWAN_RESIDENCE, TAIWAN)


def read_permanent_residence(text: str, on: date | None) -> Number:
    """A foreign permanent resident's card, of 2023 (eighteen) or of before (fifteen)."""
    if len(text) == 15 and text.isascii() and text[:3].isalpha():
        if not text[3:].isdecimal():
            raise _refused(
                "bad-character",
                "旧版永居证号码是 3 个字母加 12 位数字，后 12 位里有别的字符。",
                "The number of an earlier card is 3 letters and 12 digits; there is another sign.",
            )
        return Number(Scheme.PERMANENT_RESIDENCE, text, country=text[:3])
    number = _read(text, on, Scheme.PERMANENT_RESIDENCE, "永居证号码", (18, 15))
    if text[0] != "9" or text[1:3] not in PROVINCES:
        raise _refused(
            "no-such-region",
            "新版永居证号码以 9 开头，后接省份代码；请核对前三位或证件类型。",
            "The number begins with 9 and a province's code; check the first three digits.",
        )
    return Number(
        number.scheme, number.value, number.birth, number.sex, region=f"{text[1:3]}0000",
        country=text[3:6],
    )  # fmt: skip


def lengthened(text: str) -> str:
    """The eighteen characters of a card of fifteen."""
    century = "18" if int(text[12:]) >= OF_THE_VERY_OLD else "19"
    front = f"{text[:6]}{century}{text[6:]}"
    return front + check_digit(front)


def _residence(text: str, on: date | None, scheme: Scheme, codes: tuple[str, ...]) -> Number:
    number = _read(text, on, scheme, f"{scheme.label_zh}号码", (18,))
    if number.region not in codes:
        named = " 或 ".join(codes)
        raise _refused(
            "no-such-region",
            f"{scheme.label_zh}号码以 {named} 开头；请核对前六位或证件类型。",
            f"The number begins with {' or '.join(codes)}; check it, or the kind of document.",
        )
    return number


def _read(
    text: str, on: date | None, scheme: Scheme, name: str, lengths: tuple[int, ...]
) -> Number:
    _has_length(text, name, lengths)
    _has_digits(text, name)
    birth = _birth(text[6:14], on)
    right = check_digit(text[:17])
    if text[17] != right:
        raise _refused(
            "bad-check",
            f"最后一位校验码应为 {right}，而不是 {text[17]}，请核对号码。",
            f"The last character should be {right}, not {text[17]}; check the number.",
        )
    sex = "male" if int(text[16]) % 2 else "female"
    return Number(scheme, text, birth, sex, region=text[:6])


def _has_length(text: str, name: str, lengths: tuple[int, ...]) -> None:
    if len(text) != 18:
        wanted = "或".join(map(str, lengths))
        raise _refused(
            "bad-length",
            f"{name}应为 {wanted} 位，现在是 {len(text)} 位。",
            f"The number has {len(text)} characters, not {' or '.join(map(str, lengths))}.",
        )


def _has_digits(text: str, name: str) -> None:
    for place, char in enumerate(text, 1):
        if char in "0123456789" or (place == 18 and char == "X"):
            continue
        allowed = "数字或 X" if place == 18 else "数字"
        raise _refused(
            "bad-character",
            f"{name}第 {place} 位应为{allowed}，而不是 {char}。",
            f"Character {place} should be a digit{' or X' if place == 18 else ''}, not {char}.",
        )


def _birth(digits: str, on: date | None) -> date:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        birth = None
    if birth is None or birth.year < FIRST_YEAR:
        raise _refused(
            "bad-birth",
            f"第 7 至 14 位 {digits} 不是一个出生日期。",
            f"Digits 7 to 14, {digits}, are no birth date.",
        )
    if on is not None and birth > on:
        raise _refused(
            "born-later",
            f"第 7 至 14 位的出生日期 {digits} 还没有到。",
            f"The birth date in digits 7 to 14, {digits}, is still to come.",
        )
    return birth


def _refused(code: str, zh: str, en: str) -> NumberRefused:
    return NumberRefused(Fault(code, zh, en))


READERS: dict[Scheme, Callable[[str, date | None], Number]] = {
    Scheme.ID_CARD: read_id_card,
    Scheme.HK_MACAO_RESIDENCE: read_hk_macao_residence,
    Scheme.TAIWAN_RESIDENCE: read_taiwan_residence,
    Scheme.PERMANENT_RESIDENCE: read_permanent_residence,
}
