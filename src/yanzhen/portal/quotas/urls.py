"""The addresses of posts, flats and seats, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.quotas import asking, draws, flats, pools, requests

urlpatterns = [
    path("desk/quotas/", pools.pools, name="desk_quotas"),
    path("desk/quotas/<int:pool>/", pools.pool, name="desk_quota"),
    path("desk/quotas/<int:pool>/flats/", flats.stock, name="desk_flats"),
    path("desk/quotas/<int:pool>/flats.xlsx", flats.template, name="desk_flats_sheet"),
    path("desk/quotas/flats/<int:flat>/", flats.flat, name="desk_flat"),
    path("desk/quotas/requests/<int:wish>/", requests.request_page, name="desk_quota_request"),
    path("desk/quotas/draws/<int:draw>/", draws.at_desk, name="desk_draw"),
    path("employer/quotas/", asking.employer, name="employer_quotas"),
    path("my/homes/", asking.mine, name="my_homes"),
    path("draws/<int:draw>/", draws.public, name="draw"),
]
SEEING = (Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "desk_quotas": staff(*SEEING),
    "desk_quota": staff(*SEEING),
    "desk_flats": staff(*SEEING),
    "desk_flats_sheet": staff(*SEEING),
    "desk_flat": staff(*SEEING),
    "desk_quota_request": staff(*SEEING),
    "desk_draw": staff(*SEEING),
    "employer_quotas": SIGNED_IN,
    "my_homes": SIGNED_IN,
    # A draw is public from its publication on; before, it is there for the place that draws.
    "draw": PUBLIC,
}
