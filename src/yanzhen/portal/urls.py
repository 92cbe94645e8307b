"""The addresses of the pages, and who may open each: a new one needs a line in both."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal import held, posts, views
from yanzhen.portal.access import PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.cards import urls as cards
from yanzhen.portal.claims import urls as claims
from yanzhen.portal.crosswalks import urls as crosswalks
from yanzhen.portal.desk import urls as desk
from yanzhen.portal.employer import urls as employer
from yanzhen.portal.finance import urls as finance
from yanzhen.portal.my import urls as my
from yanzhen.portal.oversight import urls as oversight
from yanzhen.portal.panels import urls as panels
from yanzhen.portal.payments import urls as payments
from yanzhen.portal.privileges import urls as privileges
from yanzhen.portal.public import urls as public
from yanzhen.portal.quotas import urls as quotas
from yanzhen.portal.recognition import urls as recognition
from yanzhen.portal.sandbox import pages
from yanzhen.portal.seats import urls as seats
from yanzhen.portal.services import pages as services
from yanzhen.portal.verify import urls as verify

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
    path("staff/posts/", posts.posts, name="posts"),
    path("staff/posts/<int:assignment>/end/", posts.end, name="end_post"),
    path("confirm/", held.held, name="held"),
    path("healthz", views.healthz, name="healthz"),
    *seats.urlpatterns,
    *my.urlpatterns,
    *employer.urlpatterns,
    *desk.urlpatterns,
    *finance.urlpatterns,
    *oversight.urlpatterns,
    *public.urlpatterns,
    *payments.urlpatterns,
    *claims.urlpatterns,
    *quotas.urlpatterns,
    *verify.urlpatterns,
    *recognition.urlpatterns,
    *panels.urlpatterns,
    *cards.urlpatterns,
    *privileges.urlpatterns,
    *crosswalks.urlpatterns,
]
ACCESS: dict[str, Access] = {
    "start": PUBLIC,
    "choose": PUBLIC,
    "calculator": PUBLIC,
    "compare": PUBLIC,
    "policies": PUBLIC,
    "rule": PUBLIC,
    "document": PUBLIC,
    "tiers": PUBLIC,
    # A scenario belongs to the browser that made it; its page itself says who may change it.
    "sandbox": PUBLIC,
    "sandbox_compare": PUBLIC,
    "scenario": PUBLIC,
    "scenario_progress": PUBLIC,
    "scenario_json": PUBLIC,
    "scenario_xlsx": PUBLIC,
    "posts": staff(Role.ADMINISTRATOR).confirmed(),
    "end_post": staff(Role.ADMINISTRATOR).confirmed(),
    "held": SIGNED_IN.confirmed(to_look=True),
    "services": PUBLIC,
    "services_of": PUBLIC,
    "service": PUBLIC,
    "healthz": PUBLIC,
    **my.ACCESS,
    **employer.ACCESS,
    **desk.ACCESS,
    **finance.ACCESS,
    **oversight.ACCESS,
    **public.ACCESS,
    **payments.ACCESS,
    **claims.ACCESS,
    **quotas.ACCESS,
    **verify.ACCESS,
    **recognition.ACCESS,
    **panels.ACCESS,
    **cards.ACCESS,
    **privileges.ACCESS,
    **seats.ACCESS,
    **crosswalks.ACCESS,
}
