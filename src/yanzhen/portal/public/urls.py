"""The addresses of public lists, and who may open each."""

from django.urls import path

from yanzhen.portal.access import PUBLIC, Access
from yanzhen.portal.public import publicity

urlpatterns = [
    path("publicity/", publicity.publicity, name="publicity"),
    path(
        "publicity/<slug:city>/<int:entry>/objection/", publicity.objection, name="objection"
    ),
]
ACCESS: dict[str, Access] = {"publicity": PUBLIC, "objection": PUBLIC}
