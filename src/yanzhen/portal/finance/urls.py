"""The addresses of money at the desk, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import Access, staff
from yanzhen.portal.finance import award, awards

urlpatterns = [
    path("desk/money/awards/", awards.awards, name="desk_awards"),
    path("desk/money/awards/<slug:number>/", award.award, name="desk_award"),
    path("desk/money/awards/<slug:number>/act/", award.act, name="desk_award_act"),
]
READING = (Role.FINANCE, Role.TALENT_OFFICE, Role.AUDITOR)
CHANGING = (Role.FINANCE, Role.TALENT_OFFICE)
ACCESS: dict[str, Access] = {
    "desk_awards": staff(*READING),
    "desk_award": staff(*READING),
    "desk_award_act": staff(*CHANGING).confirmed(),
}
