"""The addresses of the pages that look over the money, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import Access, staff
from yanzhen.portal.oversight import audit, book, costs, sample

urlpatterns = [
    path("desk/money/costs/", costs.costs, name="money_costs"),
    path("desk/money/costs/costs.xlsx", costs.sheet, name="money_costs_sheet"),
    path("desk/audit/", audit.audit, name="audit"),
    path("desk/audit/book/", book.book, name="audit_book"),
    path("desk/audit/samples/<int:sample>/", sample.sample, name="audit_sample"),
    path("desk/audit/samples/<int:sample>/sample.xlsx", sample.sheet, name="audit_sample_sheet"),
]
LOOKING = (Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "money_costs": staff(*LOOKING),
    "money_costs_sheet": staff(*LOOKING),
    "audit": staff(Role.AUDITOR),
    "audit_book": staff(Role.AUDITOR),
    "audit_sample": staff(Role.AUDITOR),
    "audit_sample_sheet": staff(Role.AUDITOR),
}
