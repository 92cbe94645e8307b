"""The addresses of money at the desk, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import Access, staff
from yanzhen.portal.finance import (
    award,
    awards,
    budget,
    fund,
    funds,
    payments,
    setting,
    statement,
)

FUND = "desk/money/funds/<slug:city>/<slug:fund>/"
urlpatterns = [
    path("desk/money/", funds.funds, name="desk_money"),
    path(FUND, fund.fund, name="desk_fund"),
    path(f"{FUND}arrange/", budget.arrange, name="desk_arrange"),
    path("desk/money/statement/", statement.statement, name="desk_statement"),
    path("desk/money/settings/<slug:city>/", setting.settings, name="desk_money_settings"),
    path("desk/money/instalments/", payments.payments, name="desk_payments"),
    path("desk/money/awards/", awards.awards, name="desk_awards"),
    path("desk/money/awards/<slug:number>/", award.award, name="desk_award"),
    path("desk/money/awards/<slug:number>/act/", award.act, name="desk_award_act"),
]
READING = (Role.FINANCE, Role.TALENT_OFFICE, Role.AUDITOR)
CHANGING = (Role.FINANCE, Role.TALENT_OFFICE)
ACCESS: dict[str, Access] = {
    "desk_money": staff(*READING),
    "desk_fund": staff(*READING),
    "desk_arrange": staff(Role.FINANCE).confirmed(),
    "desk_statement": staff(*READING),
    "desk_money_settings": staff(*CHANGING).confirmed(),
    "desk_payments": staff(*READING),
    "desk_awards": staff(*READING),
    "desk_award": staff(*READING),
    "desk_award_act": staff(*CHANGING).confirmed(),
}
