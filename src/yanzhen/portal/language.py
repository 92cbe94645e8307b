"""Which language the visitor reads."""

from django.utils.translation import get_language

from yanzhen.policy.vocabulary import Language

HTML_NAMES: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


def spoken() -> Language:
    """The language of the present request, chosen by the visitor or Chinese."""
    return "en" if get_language() == "en" else "zh"
