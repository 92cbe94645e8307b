"""The addresses of recognition, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import OWN, SIGNED_IN, Access, staff
from yanzhen.portal.recognition import mine, proceedings, proposals, register, reruns, terms

DESK = "desk/recognition/"
urlpatterns = [
    path(DESK, register.register, name="desk_recognition"),
    path(f"{DESK}terms/", terms.terms, name="desk_recognition_terms"),
    path(f"{DESK}proposals/", proposals.proposals, name="desk_proposals"),
    path(f"{DESK}proposals/<int:proposal>/dismiss/", proposals.dismiss, name="desk_dismiss"),
    path(f"{DESK}reruns/", reruns.reruns, name="desk_reruns"),
    path(f"{DESK}reruns/<int:rerun>/", reruns.rerun, name="desk_rerun"),
    path(f"{DESK}proceedings/<slug:number>/", proceedings.proceeding, name="desk_proceeding"),
    path(f"{DESK}proceedings/<slug:number>/act/", proceedings.act, name="desk_proceeding_act"),
    path(f"{DESK}<slug:number>/", register.recognised, name="desk_recognised"),
    path(f"{DESK}<slug:number>/open/", register.opening, name="desk_proceeding_open"),
    path("my/recognition/", mine.recognition, name="my_recognition"),
    path("my/recognition/proceedings/<slug:number>/", mine.proceeding, name="my_proceeding"),
]
LOOKING = (Role.TALENT_OFFICE, Role.APPROVER, Role.AUDITOR)
ACTING = (Role.TALENT_OFFICE, Role.APPROVER)
ACCESS: dict[str, Access] = {
    "desk_recognition": staff(*LOOKING),
    "desk_recognition_terms": staff(Role.TALENT_OFFICE),
    "desk_proposals": staff(Role.TALENT_OFFICE),
    "desk_dismiss": staff(Role.TALENT_OFFICE),
    "desk_reruns": staff(Role.TALENT_OFFICE),
    "desk_rerun": staff(Role.TALENT_OFFICE),
    "desk_proceeding": staff(*LOOKING),
    "desk_proceeding_act": staff(*ACTING).confirmed(),
    "desk_recognised": staff(*LOOKING),
    "desk_proceeding_open": staff(Role.TALENT_OFFICE),
    "my_recognition": SIGNED_IN,
    "my_proceeding": OWN,
}
