"""The cities that one can speak of, whether they are served here or by another installation.

>>> name_of("zhuzhou").zh, "other" in known_cities()
('株洲', False)
"""

from yanzhen.apps.crosswalks.documents import CITY_FACT
from yanzhen.policy import load_vocabulary
from yanzhen.policy.vocabulary import Label


def known_cities() -> dict[str, Label]:
    """Those that the shared vocabulary can name as having recognised somebody."""
    options = load_vocabulary().facts[CITY_FACT].options
    return {name: one.label for name, one in options.items() if name != "other"}


def name_of(city: str) -> Label:
    """A city as people call it."""
    return known_cities().get(city, Label(city, city))
