"""What the forms of the desk need of their templates.

{{ posted|given:"reason" }}   what was entered before, or nothing
"""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def given(entered: object, name: str) -> str:
    """An entry of what was posted, or of the errors."""
    if not isinstance(entered, Mapping) and not hasattr(entered, "get"):
        return ""
    return str(entered.get(name, "") or "")
