"""How long recognitions hold and when they are looked at again: what a city has entered, if it has.

term_of("xiangtan", "tier")                         ->  Term or None: the documents give none
dates_of("xiangtan", "tier", date(2026, 6, 1))      ->  (date(2029, 5, 31), date(2027, 6, 1))
"""

from datetime import date, timedelta

from yanzhen.apps.recognition.models import Term
from yanzhen.policy.values import add_months


def term_of(city: str, kind: str) -> Term | None:
    """What holds in a city for a kind: what was entered last."""
    return Term.objects.filter(city=city, kind=kind).order_by("-pk").first()


def dates_of(city: str, kind: str, since: date) -> tuple[date | None, date | None]:
    """The last day of the term, and the day of the re-check; None where nothing was entered."""
    term = term_of(city, kind)
    if term is None:
        return None, None
    until = add_months(since, term.valid_months) - timedelta(days=1) if term.valid_months else None
    return until, add_months(since, term.recheck_months) if term.recheck_months else None
