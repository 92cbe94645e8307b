"""The addresses of public lists, and who may open each."""

from django.urls import URLPattern

from yanzhen.portal.access import Access

urlpatterns: list[URLPattern] = []
ACCESS: dict[str, Access] = {}
