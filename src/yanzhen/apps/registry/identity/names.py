"""Names of people and organisations: what is kept of them, and how they are compared.

>>> read_name(" 王\\u200b　小明 ")
'王 小明'
>>> name_key("ＡＢＣ（湘潭） 有限公司"), name_key("阿依古丽•买买提") == name_key("阿依古丽·买买提")
('abc(湘潭)有限公司', True)

Any character of Unicode is welcome, the rare ones of the CJK extensions too. What is not: signs
that show that a character was lost on the way, and those of private use, which are another one
on the next computer.
"""

import re
import unicodedata

from yanzhen.apps.registry.identity.faults import Fault, NumberRefused

LONGEST = 200
LOST = frozenset("\ufffd?？□■●○*＊")
_DOTS = re.compile("[·・•‧∙⋅●．.]")
_SELECTORS = ("\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef")


def read_name(text: str) -> str:
    """The name, without what nobody sees; NumberRefused says what is wrong with it."""
    name = " ".join("".join(filter(_is_seen, unicodedata.normalize("NFC", text))).split())
    if not name:
        raise _refused("blank", "请填写名称。", "Enter the name.")
    if len(name) > LONGEST:
        raise _refused(
            "too-long", f"名称最多 {LONGEST} 个字。", f"A name has at most {LONGEST} characters."
        )
    for place, char in enumerate(name, 1):
        category = unicodedata.category(char)
        if category == "Co":
            raise _refused(
                "private-character",
                f"第 {place} 个字是自造字（U+{ord(char):04X}），换一台电脑就不能显示；"
                "请改用标准字库里的字。",
                f"Character {place} is of private use (U+{ord(char):04X}): use the standard one.",
            )
        if char in LOST or category in ("Cn", "Cs", "Cc"):
            raise _refused(
                "lost-character",
                f"第 {place} 个字在转换中丢失了，请重新填写。",
                f"Character {place} was lost on the way; enter the name again.",
            )
    if not any(unicodedata.category(char)[0] == "L" for char in name):
        raise _refused("no-name", "这不是名称。", "This is no name.")
    return name


def name_key(name: str) -> str:
    """A name as it is compared: half width, lower case, without blanks, one dot for all dots."""
    plain = unicodedata.normalize("NFKC", _DOTS.sub("·", name)).casefold()
    return "".join(char for char in plain if _is_base(char))[:LONGEST]


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) != "Cf"


def _is_base(char: str) -> bool:
    return not (char.isspace() or _is_selector(char) or unicodedata.category(char) == "Cf")


def _is_selector(char: str) -> bool:
    first, last, other_first, other_last = _SELECTORS
    return first <= char <= last or other_first <= char <= other_last


def _refused(code: str, zh: str, en: str) -> NumberRefused:
    return NumberRefused(Fault(code, zh, en))
