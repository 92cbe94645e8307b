"""The addresses of claims, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import OWN, SIGNED_IN, Access, staff
from yanzhen.portal.claims import desk, mine, opening

urlpatterns = [
    path("desk/money/claims/", desk.claims, name="desk_claims"),
    path("desk/money/claims/of/<slug:award>/", opening.opening, name="desk_claim_open"),
    path("desk/money/claims/of/<slug:award>/look/", opening.look, name="desk_claim_look"),
    path("desk/money/claims/<slug:number>/", desk.claim, name="desk_claim"),
    path("desk/money/claims/<slug:number>/act/", desk.act, name="desk_claim_act"),
    path("my/claims/", mine.claims, name="my_claims"),
    path("my/claims/<slug:number>/", mine.claim, name="my_claim"),
]
CLAIMING = (Role.FINANCE, Role.TALENT_OFFICE)
ACCESS: dict[str, Access] = {
    "desk_claims": staff(*CLAIMING, Role.AUDITOR),
    "desk_claim_open": staff(*CLAIMING).confirmed(),
    "desk_claim_look": staff(*CLAIMING),
    "desk_claim": staff(*CLAIMING, Role.AUDITOR),
    "desk_claim_act": staff(*CLAIMING).confirmed(),
    "my_claims": SIGNED_IN,
    "my_claim": OWN,
}
