"""The addresses of the doorkeeper's page, and who may open each: everybody."""

from django.urls import path

from yanzhen.portal.access import PUBLIC, Access
from yanzhen.portal.verify import pages

urlpatterns = [
    path("verify/", pages.verify, name="verify"),
    path("verify/worker.js", pages.worker, name="verify_worker"),
    path("verify/manifest.webmanifest", pages.manifest, name="verify_manifest"),
]
ACCESS: dict[str, Access] = dict.fromkeys(("verify", "verify_worker", "verify_manifest"), PUBLIC)
