"""The addresses of public lists, and who may open each."""

from django.urls import path

from yanzhen.portal.access import PUBLIC, Access
from yanzhen.portal.public import key_set, publicity

urlpatterns = [
    path(".well-known/jwks.json", key_set.key_set, name="key_set"),
    path("publicity/", publicity.publicity, name="publicity"),
    path("publicity/<slug:city>/", publicity.city_list, name="publicity_of"),
    path("publicity/<slug:city>/<int:publicity>/", publicity.objection, name="objection"),
    path("publicity/<slug:city>/raised/", publicity.raised, name="objection_raised"),
]
ACCESS: dict[str, Access] = {
    "key_set": PUBLIC,
    "publicity": PUBLIC,
    "publicity_of": PUBLIC,
    "objection": PUBLIC,
    "objection_raised": PUBLIC,
}
