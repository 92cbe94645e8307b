"""The cards' public face.

card = issue(acting=office, city="xiangtan", programme="green-card", ground=of_recognition(17))
bind(acting=wang, card_id=card.pk, key=point)       her phone shows it from now on
look_up("YZ1:…", now)                                CardSeen or Refused, for whoever checks it
lost(acting=wang, card_id=card.pk)                   nothing that was shown until now is accepted
"""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cards.access import access_own, reads_at
from yanzhen.apps.cards.actions.adopting import adopt
from yanzhen.apps.cards.actions.binding import bind, unbind
from yanzhen.apps.cards.actions.codes import CODE_RENEWED_SECONDS, fresh_code
from yanzhen.apps.cards.actions.ending import died, give_back, left, revoke
from yanzhen.apps.cards.actions.following import follow_recognition, take_up
from yanzhen.apps.cards.actions.holding import lost, recovered, restore, suspend
from yanzhen.apps.cards.actions.issuing import issue, issue_many
from yanzhen.apps.cards.actions.renewing import renamed, replace
from yanzhen.apps.cards.desk_side import ProgrammeShown, issue_on, programmes_of, start_issuing
from yanzhen.apps.cards.errors import CardRefused, NoSuchCard, Refusal, refuse
from yanzhen.apps.cards.faces import faces
from yanzhen.apps.cards.grounds import Ground, by_number, due, of_case, of_recognition
from yanzhen.apps.cards.looking_up import look_back, look_up
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.queries import (
    card,
    in_state,
    listed,
    mine,
    of_programme,
    rows_of,
    saying,
)
from yanzhen.apps.cards.queries import of_subject as cards_of
from yanzhen.apps.cards.sd_jwt import NotShown, Presented
from yanzhen.apps.cards.shown import CardRow, CardSeen, CardShown, EventShown, Face, Refused
from yanzhen.apps.cards.status import StatusFile
from yanzhen.apps.cards.status import published as published_status
from yanzhen.apps.cards.tokens import phone_token, print_token
from yanzhen.apps.cards.wallet import MEDIA_TYPE as WALLET_MEDIA_TYPE
from yanzhen.apps.cards.wallet import card_type, verify_shown, wallet_file
from yanzhen.apps.signing.service import jwks as card_keys

__all__ = [
    "CODE_RENEWED_SECONDS", "WALLET_MEDIA_TYPE", "Card", "CardRefused", "CardRow", "CardSeen",
    "CardShown", "EventShown", "Face", "Ground", "NoSuchCard", "NotShown", "Presented",
    "ProgrammeShown", "Refusal", "Refused", "StatusFile", "adopt", "bind", "by_number", "card",
    "card_keys", "card_type", "cards_of", "desk_card", "died", "due", "faces", "follow_recognition",
    "fresh_code", "give_back", "in_state", "issue", "issue_many", "issue_on", "left", "listed",
    "look_back", "look_up", "lost", "mine", "of_case", "of_programme", "of_recognition", "own_card",
    "phone_token", "print_token", "programmes_of", "published_status", "recovered", "refuse",
    "renamed", "replace", "restore", "revoke", "rows_of", "saying", "start_issuing", "suspend",
    "take_up", "unbind", "verify_shown", "wallet_file",
]  # fmt: skip


def own_card(actor: Actor, card_id: int) -> CardShown:
    """A card of hers; NoSuchCard for anybody else's."""
    return card(actor, access_own(actor, card_id).pk)


def desk_card(actor: Actor, card_id: int) -> CardShown:
    """A card of a place whose office she works for; NoSuchCard otherwise."""
    found = card(actor, card_id)
    if not reads_at(actor, found.tenant_id):
        raise NoSuchCard(card_id)
    return found
