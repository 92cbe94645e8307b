"""The addresses of the pages that look over the money, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import Access, staff
from yanzhen.portal.oversight import costs

urlpatterns = [
    path("desk/money/costs/", costs.costs, name="money_costs"),
    path("desk/money/costs/costs.xlsx", costs.sheet, name="money_costs_sheet"),
]
LOOKING = (Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "money_costs": staff(*LOOKING),
    "money_costs_sheet": staff(*LOOKING),
}
