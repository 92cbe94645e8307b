"""The addresses of public lists, and who may open each."""

from django.urls import path

from yanzhen.portal.access import PUBLIC, Access
from yanzhen.portal.public import publicity

urlpatterns = [
    path("publicity/", publicity.publicity, name="publicity"),
    path("publicity/<slug:city>/", publicity.city_list, name="publicity_of"),
    path("publicity/<slug:city>/<int:publicity>/", publicity.objection, name="objection"),
    path("publicity/<slug:city>/raised/", publicity.raised, name="objection_raised"),
]
ACCESS: dict[str, Access] = {
    "publicity": PUBLIC,
    "publicity_of": PUBLIC,
    "objection": PUBLIC,
    "objection_raised": PUBLIC,
}
