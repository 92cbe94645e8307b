"""The page on verifying cards: its sample is a code, and every verdict is named."""

import re
from pathlib import Path

from tests.cards.forging import Forge, raw

from yanzhen.apps.cards.offline import SENTENCES

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "card-verify.md"


def test_the_sample_is_a_code_byte_by_byte() -> None:
    pieces = re.findall(r"\| `([0-9a-f]+)…?` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(pieces) == 11
    assert raw(Forge().printed()).hex().startswith("".join(pieces))


def test_every_verdict_is_explained() -> None:
    assert set(SENTENCES) <= set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
