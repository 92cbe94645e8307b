"""Files for banks: each bank's own form is a `Layout` named in the settings.

    PAYMENT_LAYOUTS = ["yanzhen.apps.payments.layouts.sheets.CSV", "ours.bank.TXT"]

A layout writes the same bytes for the same run, whenever it is asked. What the files look like is
in docs/guide/payment-files.md; a test holds that page to what is written here.
"""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from yanzhen.apps.payments.layouts.layout import Head, Layout, Line

__all__ = ["Head", "Layout", "Line", "layout_named", "layouts"]


@cache
def layouts() -> dict[str, Layout]:
    """The layouts of the settings, by code; the first one is offered first."""
    found: list[Layout] = [import_string(one) for one in settings.PAYMENT_LAYOUTS]
    return {one.code: one for one in found}


def layout_named(code: str) -> Layout | None:
    return layouts().get(code)
