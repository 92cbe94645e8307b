"""The addresses of the pages."""

from django.urls import path

from yanzhen.portal import views
from yanzhen.portal.sandbox import pages
from yanzhen.portal.services import pages as services

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
    path("services/", services.services, name="services"),
    path("services/<slug:city>/", services.city, name="services_of"),
    path("services/<slug:city>/<slug:item>/", services.item, name="service"),
    path("sandbox/", pages.scenarios, name="sandbox"),
    path("sandbox/compare/", pages.side_by_side, name="sandbox_compare"),
    path("sandbox/<slug:scenario>/", pages.scenario, name="scenario"),
    path("sandbox/<slug:scenario>/progress/", pages.progress, name="scenario_progress"),
    path("sandbox/<slug:scenario>/export.json", pages.export_json, name="scenario_json"),
    path("sandbox/<slug:scenario>/export.xlsx", pages.export_xlsx, name="scenario_xlsx"),
    path("healthz", views.healthz, name="healthz"),
]
