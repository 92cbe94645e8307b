"""Every icon that a page names is in the sprite."""

import re
from pathlib import Path

from yanzhen import portal

HERE = Path(portal.__file__).parent
SPRITE = HERE / "static/vendor/tabler-icons-3.51.0/icons.svg"
IN_TEMPLATES = re.compile(r'\{% icon "([a-z0-9-]+)"')
IN_RAILS = re.compile(r'\("[a-z_]+", "([a-z0-9-]+)"')


def test_every_icon_is_there() -> None:
    there = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    templates = (HERE / "templates").rglob("*.html")
    named = {one for file in templates for one in IN_TEMPLATES.findall(file.read_text("utf-8"))}
    railed = set(IN_RAILS.findall((HERE / "rails.py").read_text("utf-8")))

    assert len(named) > 50
    assert len(railed) > 20
    assert (named | railed) - there == set()
