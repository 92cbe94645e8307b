"""The addresses of what is behind a card, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.privileges import desk, directory, gate, mine, uses

urlpatterns = [
    path("privileges/", directory.index, name="privileges"),
    path("privileges/<slug:city>/", directory.directory, name="privileges_of"),
    path("my/privileges/", mine.mine, name="my_privileges"),
    path("partner/", gate.partner, name="partner"),
    path("partner/month/", gate.month, name="partner_month"),
    path("partner/month.xlsx", gate.sheet, name="partner_month_sheet"),
    path("desk/privileges/", desk.overview, name="desk_privileges"),
    path("desk/privileges/providers/<int:provider>/", desk.provider, name="desk_provider"),
    path("desk/privileges/offers/<int:offer>/", desk.offer, name="desk_offer"),
    path("desk/privileges/uses/", uses.uses, name="desk_privilege_uses"),
    path("desk/privileges/uses/<int:provider>/", uses.statement, name="desk_use_statement"),
    path("desk/privileges/uses/<int:provider>.xlsx", uses.sheet, name="desk_use_sheet"),
    path("desk/privileges/signals/", uses.signals, name="desk_signals"),
]
SEEING = (Role.TALENT_OFFICE, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "privileges": PUBLIC,
    "privileges_of": PUBLIC,
    "my_privileges": SIGNED_IN,
    # A partner is no office: whoever stands for no provider finds no such page.
    "partner": SIGNED_IN,
    "partner_month": SIGNED_IN,
    "partner_month_sheet": SIGNED_IN,
    "desk_privileges": staff(*SEEING),
    "desk_provider": staff(*SEEING),
    "desk_offer": staff(*SEEING),
    "desk_privilege_uses": staff(*SEEING),
    "desk_use_statement": staff(*SEEING),
    "desk_use_sheet": staff(*SEEING),
    "desk_signals": staff(*SEEING),
}
