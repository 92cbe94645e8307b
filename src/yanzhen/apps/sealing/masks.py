"""What is shown of a name or a number unless somebody asks for the whole and says why.

>>> masked_name("张三丰"), masked_name("阿卜杜拉·买买提"), masked_name("Mary Ann Lee")
('张**', '阿***·***', 'M*** A** L**')
>>> masked_id_card("430302199001011234"), masked_phone("13800001234")
('4****************4', '138****1234')
>>> masked_account("6222021234567890123")
'****0123'
"""

import re
import unicodedata
from collections.abc import Iterator

STAR = "*"
_JOINED = re.compile(r"([\s·・•.]+)")


def masked_name(name: str) -> str:
    """The first character of a Chinese name, of each word of another one."""
    words = _JOINED.split(name.strip())
    kept_words = len(words) if words and words[0].isascii() else 1
    return "".join(
        word if _JOINED.fullmatch(word) else _masked_word(word, place < kept_words)
        for place, word in enumerate(words)
    )


def masked_id_card(number: str) -> str:
    """One character at each end.

    The last four that are often left would complete the number here: birth date and home stand on
    the same page.
    """
    if len(number) < 6:
        return STAR * len(number)
    return number[0] + STAR * (len(number) - 2) + number[-1]


def masked_phone(number: str) -> str:
    """Three in front and four at the end of a mobile number, less of a shorter one."""
    if len(number) < 8:
        return STAR * len(number)
    front = min(3, len(number) - 8)
    return number[:front] + STAR * 4 + number[-4:]


def masked_account(number: str) -> str:
    """The last four."""
    return STAR * 4 + number[-4:] if len(number) >= 8 else STAR * len(number)


def _masked_word(word: str, first_stays: bool) -> str:
    signs = list(_signs(word))
    if first_stays and len(signs) > 1:
        return signs[0] + STAR * (len(signs) - 1)
    return STAR * len(signs)


def _signs(word: str) -> Iterator[str]:
    """Characters as a reader counts them: a variant selector belongs to the one before it."""
    sign = ""
    for char in word:
        if sign and not unicodedata.category(char).startswith("M"):
            yield sign
            sign = ""
        sign += char
    if sign:
        yield sign
