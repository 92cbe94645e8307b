"""`{% say "key" %}`: our own words in the visitor's language; `{% icon "check" %}`: a picture.

{% load wording %}
<h1>{% say "start_title" %}</h1>  {% say "left_to_answer" count=5 %}
"""

import json
import re

from django import template
from django.forms import BoundField, Select
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yanzhen.portal import words
from yanzhen.portal.language import spoken

register = template.Library()
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef][\u3000-\u9fff\uff00-\uffef\d]*")
CALCULATOR = "calculator"
SPRITE = "vendor/tabler-icons-3.51.0/icons.svg"


@register.simple_tag
def say(key: str, **values: object) -> str:
    """The text of a key; values fill its braces."""
    return words.say(key, spoken(), **values)


@register.simple_tag
def need_label(need: str) -> str:
    """What the field of something that an action needs is called."""
    return words.say(f"needs_{need}", spoken())


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A picture beside a text: nothing for a screen reader."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra, static(SPRITE), name,
    )  # fmt: skip


@register.filter
def dressed(field: BoundField, look: str) -> SafeString:
    """A form's input in the look of the house, tied to its help and its error."""
    told = [f"{field.auto_id}_helptext"] if field.help_text else []
    attributes: dict[str, str | bool] = {
        "class": "form-select" if isinstance(field.field.widget, Select) else look
    }
    if field.errors:
        told.append(f"{field.auto_id}-error")
        attributes["aria-invalid"] = "true"
    if told:
        attributes["aria-describedby"] = " ".join(told)
    return field.as_widget(attrs=attributes)


@register.filter
def marked(text: str) -> SafeString:
    """A text in which Chinese on an English page, such as a document's number, says what it is."""
    if spoken() == "zh":
        return conditional_escape(text)
    return mark_safe(CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', conditional_escape(text)))


@register.simple_tag(takes_context=True)
def turns(context: Context, action: str, quiet: bool = False) -> SafeString:
    """The attributes of a button that takes a turn: it posts the form with the questions.

    Without scripts it is a plain submit button. A quiet one leaves the page where it is.
    """
    form = context.get("form_id", CALCULATOR)
    return format_html(
        'type="submit" form="{}" name="action" value="{}" hx-trigger="click consume" '
        'hx-include="#{}" {}{}',
        form, action, form, _posts(context, action), "" if quiet else mark_safe(" data-onward"),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def refreshes(context: Context) -> SafeString:
    """The attributes of an input whose answer brings or removes further fields."""
    return format_html('hx-trigger="change consume" {}', _posts(context, "stay"))


def _posts(context: Context, action: str) -> SafeString:
    # A turn takes the place of a request for results that is still under way.
    address = context.get("form_address") or reverse("portal:calculator", args=[context["city"]])
    return format_html(
        'hx-post="{}" hx-target="#workspace" hx-swap="innerHTML show:none" '
        'hx-sync="#{}:replace" hx-vals="{}"',
        address, context.get("form_id", CALCULATOR), json.dumps({"action": action}),
    )  # fmt: skip
