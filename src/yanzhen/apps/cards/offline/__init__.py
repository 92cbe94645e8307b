"""The card where there is no network: codes signed by a city, and everything to verify them.

    text = issue(claims, sign)                          what a phone or a sheet of paper carries
    keys = trusted_keys(jwks)                           from /.well-known/jwks.json
    status = StatusList.read(jwt, keys, now)            from /cards/<city>/status
    verify(text, keys, status, now, seen).accepted

It knows neither Django nor a database: a gate's program can take this folder as it is.
"""

from yanzhen.apps.cards.offline.keys import TrustedKey, key_id_of, trusted_keys
from yanzhen.apps.cards.offline.lettering import is_level, is_name, name_for_card
from yanzhen.apps.cards.offline.plain_json import NotPlain
from yanzhen.apps.cards.offline.status import (
    ListRefused,
    StatusList,
    packed,
    status_jwt,
    status_payload,
)
from yanzhen.apps.cards.offline.tokens import (
    PHONE,
    PRINT,
    Claims,
    Code,
    Unreadable,
    WrongClaims,
    issue,
    read,
    show,
)
from yanzhen.apps.cards.offline.verdicts import SENTENCES, Verdict
from yanzhen.apps.cards.offline.verifying import FRESH, SKEW, Seen, device_key, verify

__all__ = [
    "FRESH", "PHONE", "PRINT", "SENTENCES", "SKEW", "Claims", "Code", "ListRefused", "NotPlain",
    "Seen", "StatusList", "TrustedKey", "Unreadable", "Verdict", "WrongClaims", "device_key",
    "is_level", "is_name", "issue", "key_id_of", "name_for_card", "packed", "read", "show",
    "status_jwt", "status_payload", "trusted_keys", "verify",
]  # fmt: skip
