"""What somebody gets, how much of it and when: her own awards, and those of her employer."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards.service import Mine, mine, of_employers
from yanzhen.apps.claims import service as claims
from yanzhen.portal.casefile.purse import purse_of, summed
from yanzhen.portal.language import spoken


@never_cache
@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """Her own."""
    return _page(request, mine(current()), is_own=True)


@never_cache
@require_GET
def employers_money(request: HttpRequest) -> HttpResponse:
    """What is paid to the employers for which she acts."""
    return _page(request, of_employers(current()), is_own=False)


def _page(request: HttpRequest, found: Sequence[Mine], is_own: bool) -> HttpResponse:
    language = spoken()
    context = {
        "purses": [purse_of(one, language) for one in found],
        "totals": list(summed(found, language)) if found else [], "is_own": is_own,
        "claims": len(claims.mine(current())) if is_own else 0,
    }  # fmt: skip
    return render(request, "portal/my/money.html", context)
