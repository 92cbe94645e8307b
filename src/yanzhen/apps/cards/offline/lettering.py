"""Which letters a card may show: no digits in names, nothing that hides, turns or imitates text.

>>> is_name("张*"), is_name("张4304"), is_level("A1"), is_level("A\\u202e")
(True, False, True, False)
>>> name_for_card("欧阳**")
'欧阳**'

The letters are told by their numbers and not by their class in Unicode, so that a phone and a gate
of different years agree. They are Latin letters (as in a passport) and Chinese characters; each is
written in one way only.
"""

LATIN = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x24F))
# 々 and 〇, the characters of Unicode's first plane, and the rare ones of the planes 2 and 3.
CHINESE = ((0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
           (0x20000, 0x2F7FF), (0x30000, 0x3FFFD))  # fmt: skip
IN_NAMES = frozenset(" *＊○·•.-'’")
IN_LEVELS = frozenset(" 0123456789+-·()（）")
LEVEL_BYTES, NAME_BYTES = 12, 24


def is_name(text: str) -> bool:
    """Whether a card can show this masked name."""
    return 0 < len(text.encode("utf-8", "replace")) <= NAME_BYTES and _made_of(text, IN_NAMES)


def is_level(text: str) -> bool:
    """Whether a card can show this level; a card without levels has an empty one."""
    return len(text.encode("utf-8", "replace")) <= LEVEL_BYTES and _made_of(text, IN_LEVELS)


def name_for_card(masked: str) -> str:
    """A masked name as a card can carry it: other characters become *, and the end is cut."""
    kept = "".join(one if _is_letter(one) or one in IN_NAMES else "*" for one in masked)
    kept = " ".join(kept.split())
    while len(kept.encode()) > NAME_BYTES:
        kept = kept[:-1].rstrip()
    return kept or "*"


def _made_of(text: str, besides: frozenset[str]) -> bool:
    tidy = text == text.strip(" ") and "  " not in text
    return tidy and all(_is_letter(one) or one in besides for one in text)


def _is_letter(one: str) -> bool:
    number = ord(one)
    return any(first <= number <= last for first, last in LATIN + CHINESE)
