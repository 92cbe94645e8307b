"""The addresses of the pages."""

from django.urls import path

from yanzhen.portal import views

app_name = "portal"
urlpatterns = [path("healthz", views.healthz, name="healthz")]
