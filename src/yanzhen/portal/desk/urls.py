"""The addresses of the desk, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import STAFF
from yanzhen.portal.access import Access, staff
from yanzhen.portal.desk import queue

urlpatterns = [path("desk/", queue.queue, name="desk")]
ACCESS: dict[str, Access] = {"desk": staff(*STAFF)}
