"""What people type and paste, as plain capital letters and digits.

>>> normalised(" ４３０３０２\\u200b-1990 0101·123ｘ\\ufeff ")
'43030219900101123X'
"""

import unicodedata

BETWEEN = frozenset("-‐‑‒–—―−－_·・•.．,，、'’`\"“”/\\")
"""What stands between groups of digits, or gets pasted with them."""
LIKE_AN_X = {"×": "X", "✕": "X", "Х": "X", "Χ": "X"}
"""Signs, Cyrillic and Greek, that look like the X at the end of a card's number."""


def normalised(text: str) -> str:
    """Half width, capital, without blanks, dividers and characters that nobody sees."""
    if text.isascii() and text.isalnum():  # as nearly all of a sheet's are
        return text.upper()
    kept = []
    for char in unicodedata.normalize("NFKC", text).upper():
        category = unicodedata.category(char)
        if category[0] in "ZC" or category in ("Mn", "Me") or char in BETWEEN:
            continue
        digit = unicodedata.decimal(char, None)  # of any script
        kept.append(LIKE_AN_X.get(char, char) if digit is None else str(digit))
    return "".join(kept)
