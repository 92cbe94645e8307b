"""The addresses of the pages."""

from django.urls import path

from yanzhen.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("calculator/", views.choose, name="choose"),
    path("calculator/<slug:city>/", views.calculator, name="calculator"),
    path("compare/", views.compare, name="compare"),
    path("policies/<slug:city>/", views.policies, name="policies"),
    path("policies/<slug:city>/rules/<slug:rule>/", views.rule, name="rule"),
    path("policies/<slug:city>/documents/<slug:document>/", views.document, name="document"),
    path("policies/<slug:city>/tiers/", views.tiers, name="tiers"),
    path("healthz", views.healthz, name="healthz"),
]
