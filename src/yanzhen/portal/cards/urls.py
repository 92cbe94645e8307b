"""The addresses of cards, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import OWN, PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.cards import desk, issuing, mine, phone, public

urlpatterns = [
    path("my/cards/", mine.cards, name="my_cards"),
    # The page of a card works without a network: its worker reaches no further than /my/cards/.
    path("my/cards/worker.js", phone.worker, name="card_worker"),
    path("my/cards/manifest.webmanifest", phone.manifest, name="card_manifest"),
    path("my/cards/<int:card>/", mine.card, name="my_card"),
    path("my/cards/<int:card>/bind/", phone.bind, name="my_card_bind"),
    path("my/cards/<int:card>/code/", phone.code, name="my_card_code"),
    path("my/cards/<int:card>/print/", mine.printed, name="my_card_print"),
    path("my/cards/<int:card>/wallet/", mine.wallet, name="my_card_wallet"),
    path("desk/cards/", desk.cards, name="desk_cards"),
    path("desk/cards/issue/", issuing.issue, name="desk_card_issue"),
    path("desk/cards/<int:card>/", desk.card, name="desk_card"),
    path("desk/cards/<int:card>/print/", desk.printed, name="desk_card_print"),
    path("c/<str:code>/", public.shown, name="card_shown"),
    path("cards/faces.css", public.faces, name="card_faces"),
    path("cards/keys", public.keys, name="card_keys"),
    path("cards/types/talent-card", public.card_type, name="card_type"),
    path("cards/<slug:city>/status", public.status, name="card_status"),
]
READING = (Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "my_cards": SIGNED_IN,
    "card_worker": PUBLIC,
    "card_manifest": PUBLIC,
    "my_card": OWN,
    "my_card_bind": OWN,
    "my_card_code": OWN,
    "my_card_print": OWN,
    "my_card_wallet": OWN,
    "desk_cards": staff(*READING),
    "desk_card_issue": staff(Role.TALENT_OFFICE),
    "desk_card": staff(*READING),
    "desk_card_print": staff(Role.CLERK, Role.TALENT_OFFICE),
    # Whoever is shown a code looks at it; it tells a masked name and whether the card holds.
    "card_shown": PUBLIC,
    "card_faces": PUBLIC,
    "card_keys": PUBLIC,
    "card_type": PUBLIC,
    "card_status": PUBLIC,
}
