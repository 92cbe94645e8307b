"""`{% say "key" %}`: our own words in the visitor's language; `{% icon "check" %}`: a picture.

    {% load wording %}
    <h1>{% say "start_title" %}</h1>  {% say "left_to_answer" count=5 %}
"""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yanzhen.portal import words
from yanzhen.portal.language import spoken

register = template.Library()
SPRITE = "vendor/tabler-icons-3.51.0/icons.svg"


@register.simple_tag
def say(key: str, **values: object) -> str:
    """The text of a key; values fill its braces."""
    return words.say(key, spoken(), **values)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A picture beside a text: nothing for a screen reader."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra, static(SPRITE), name,
    )  # fmt: skip
