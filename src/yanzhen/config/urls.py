"""The addresses of the service: the pages."""

from django.urls import include, path

urlpatterns = [path("", include("yanzhen.portal.urls"))]
