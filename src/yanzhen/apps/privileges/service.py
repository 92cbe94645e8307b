"""The privileges' public face: what is behind a card, and each time it was used.

directory("xiangtan", level="A")                                  what anybody may read
verdict = look(acting=partner, code="YZ1:...")                    a card, read at a gate
record_use(acting=partner, ticket=verdict.ticket, privilege_id=7, key="form-1")
"""

from yanzhen.apps.privileges.access import is_partner
from yanzhen.apps.privileges.actions.booking import Wish, answer, book, cancel
from yanzhen.apps.privileges.actions.offering import (
    Limits,
    Offered,
    draft,
    limit,
    offer,
    redraft,
    withdraw,
)
from yanzhen.apps.privileges.actions.providing import (
    Told,
    add_member,
    add_provider,
    change_provider,
    end_member,
    end_provider,
)
from yanzhen.apps.privileges.actions.stating import confirm, make_all
from yanzhen.apps.privileges.actions.using import (
    Recorded,
    Verdict,
    look,
    record_code,
    record_use,
    take_back,
)
from yanzhen.apps.privileges.actions.watching_over import Odd, answer_signal, set_watch
from yanzhen.apps.privileges.errors import NoSuchPrivilege, PrivilegeRefused, Refusal
from yanzhen.apps.privileges.groups import programmes
from yanzhen.apps.privileges.months import after, before, first_of
from yanzhen.apps.privileges.queries.holders import Mine, Opened, mine
from yanzhen.apps.privileges.queries.offers import (
    directory,
    left_this_year,
    offers,
    provider,
    providers,
)
from yanzhen.apps.privileges.queries.offers import offer as offer_shown
from yanzhen.apps.privileges.queries.partners import (
    AtTheGate,
    at_the_gate,
    for_card,
    own_offers,
    partnered,
)
from yanzhen.apps.privileges.queries.signals import signals, watches
from yanzhen.apps.privileges.queries.stated import BY, statement, statements, used
from yanzhen.apps.privileges.reading import Refused, Seen
from yanzhen.apps.privileges.shown import (
    BookingShown,
    DayRow,
    OfferLeft,
    OfferShown,
    ProviderShown,
    SignalShown,
    StatementShown,
    Tally,
    UseShown,
    WatchShown,
)

__all__ = [
    "BY", "AtTheGate", "BookingShown", "DayRow", "Limits", "Mine", "NoSuchPrivilege", "Odd",
    "OfferLeft", "OfferShown", "Offered", "Opened", "PrivilegeRefused", "ProviderShown",
    "Recorded", "Refusal", "Refused", "Seen", "SignalShown", "StatementShown", "Tally", "Told",
    "UseShown", "Verdict", "WatchShown", "Wish", "add_member", "add_provider", "after",
    "answer", "answer_signal", "at_the_gate", "before", "book", "cancel", "change_provider",
    "confirm", "directory", "draft", "end_member", "end_provider", "first_of", "for_card",
    "is_partner", "left_this_year", "limit", "look", "make_all", "mine",
    "offer", "offer_shown", "offers", "own_offers", "partnered", "programmes",
    "provider", "providers", "record_code", "record_use", "redraft", "set_watch", "signals",
    "statement", "statements", "take_back", "used", "watches", "withdraw",
]  # fmt: skip
