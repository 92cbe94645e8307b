"""The addresses of recognition between cities, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.crosswalks import desk, mine, peers, public

urlpatterns = [
    path("crosswalks/", public.crosswalks_page, name="crosswalks"),
    path("crosswalks/documents.json", public.documents, name="crosswalk_documents"),
    path("crosswalks/<slug:city>/<slug:series>/", public.document, name="crosswalk"),
    path("my/elsewhere/", mine.elsewhere, name="my_elsewhere"),
    path("desk/crosswalks/", desk.crosswalks_page, name="desk_crosswalks"),
    path("desk/crosswalks/peers/", peers.peers, name="desk_peers"),
]
ACCESS: dict[str, Access] = {
    "crosswalks": PUBLIC,
    "crosswalk_documents": PUBLIC,
    "crosswalk": PUBLIC,
    "my_elsewhere": SIGNED_IN,
    "desk_crosswalks": staff(Role.TALENT_OFFICE).confirmed(),
    "desk_peers": staff(Role.ADMINISTRATOR).confirmed(),
}
