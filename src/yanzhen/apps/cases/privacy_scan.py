"""Nothing on a public list may be a number by which someone can be reached or abused.

Looks through digits in any disguise: full-width, with spaces, dashes or invisible characters
between. It refuses too much rather than too little: a text that it refuses is worded anew.

>>> [one.kind for one in revealing("张三 430302 19900101 1234")]
['long_number']
>>> revealing("2026年度第二批，12人")
()
"""

import re
import unicodedata
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Label

KINDS = {
    "long_number": Label("证件号、账号等长号码", "a long number such as an ID or account"),
    "phone": Label("电话号码", "a telephone number"),
    "document": Label("证件号码", "the number of a permit or passport"),
    "email": Label("邮箱地址", "an e-mail address"),
}
# Between the digits of a number people (and those who hide something) put these.
_GLUE = re.compile(r"(?<=\d)[\s\-–—_./·,，、()（）]+(?=\d)")
# 18-digit IDs end in X; USCC of one-person firms mixes letters. Dates have eight digits.
_LONG = re.compile(r"(?<!\d)\d{11,}[xX]?")
_MOBILE = re.compile(r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{9,11}(?!\d)")
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,3}\d{7,10}(?![A-Za-z0-9])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")


@dataclass(frozen=True, slots=True)
class Revealed:
    """Something that must not be public: what kind, and where in the text."""

    kind: str
    where: str

    def say(self) -> Label:
        what = KINDS[self.kind]
        return Label(
            f"“{self.where}”里有{what.zh}，不能公示；请删去。",
            f'"{self.where}" holds {what.en} and cannot be published; remove it.',
        )


def revealing(text: str, where: str = "") -> tuple[Revealed, ...]:
    """What of a text must not be public; nothing when it may."""
    plain = _undisguised(text)
    glued = _GLUE.sub("", plain)
    found = []
    if _MOBILE.search(glued) or _LANDLINE.search(glued):
        found.append(Revealed("phone", where))
    elif _LONG.search(glued):
        found.append(Revealed("long_number", where))
    if _DOCUMENT.search(plain):
        found.append(Revealed("document", where))
    if _EMAIL.search(plain):
        found.append(Revealed("email", where))
    return tuple(found)


def _undisguised(text: str) -> str:
    """The text with plain digits and letters and without characters that nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (one for one in plain if unicodedata.category(one) not in ("Cf", "Mn"))
    return "".join(_digit(one) for one in seen)


def _digit(one: str) -> str:
    """Any script's digit as an ASCII one."""
    value = unicodedata.digit(one, None) if one.isdigit() else None
    return one if value is None else str(value)
