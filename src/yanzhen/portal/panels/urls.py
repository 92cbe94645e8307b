"""The addresses of expert review, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import OWN, PUBLIC, SIGNED_IN, Access, staff
from yanzhen.portal.panels import desk, draw, expert, panel, party, register

urlpatterns = [
    path("desk/panels/", desk.listed, name="desk_panels"),
    path("desk/panels/experts/", register.experts, name="desk_experts"),
    path("desk/panels/experts/<int:expert>/", register.expert, name="desk_expert"),
    path("desk/panels/<int:panel>/", panel.panel, name="desk_panel"),
    path("desk/panels/<int:panel>/minutes/", panel.minutes, name="desk_panel_minutes"),
    path("expert/", expert.home, name="expert"),
    path("expert/declaration/", expert.declaration, name="expert_declaration"),
    path("expert/panels/<int:panel>/", expert.panel, name="expert_panel"),
    path("expert/panels/<int:panel>/cases/<int:matter>/", expert.matter, name="expert_case"),
    path(
        "expert/panels/<int:panel>/cases/<int:matter>/files/<slug:material>/",
        expert.paper,
        name="expert_file",
    ),
    path("my/panels/<int:panel>/", party.named, name="my_panel"),
    path("panels/<int:panel>/", draw.public, name="panel_draw"),
]
SEEING = (Role.TALENT_OFFICE, Role.APPROVER, Role.AUDITOR)
ACCESS: dict[str, Access] = {
    "desk_panels": staff(*SEEING),
    "desk_experts": staff(Role.TALENT_OFFICE, Role.AUDITOR),
    "desk_expert": staff(Role.TALENT_OFFICE, Role.AUDITOR),
    "desk_panel": staff(*SEEING),
    "desk_panel_minutes": staff(*SEEING),
    # An expert has no role: the app knows her by the entry that her account is linked to.
    "expert": SIGNED_IN,
    "expert_declaration": OWN,
    "expert_panel": OWN,
    "expert_case": OWN,
    "expert_file": OWN,
    "my_panel": OWN,
    # A draw is public from the publication of its list on.
    "panel_draw": PUBLIC,
}
