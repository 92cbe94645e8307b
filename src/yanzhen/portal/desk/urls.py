"""The addresses of the desk, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import STAFF, Role
from yanzhen.portal.access import Access, staff
from yanzhen.portal.desk import (
    alike,
    away,
    case,
    cases,
    imports,
    load,
    log,
    people,
    publicities,
    queue,
    registers,
    subject,
    terms,
    uncovering,
)

urlpatterns = [
    path("desk/", queue.queue, name="desk"),
    path("desk/cases/", cases.cases, name="desk_cases"),
    path("desk/cases/<slug:number>/", case.case, name="desk_case"),
    path("desk/cases/<slug:number>/act/", case.act, name="desk_act"),
    path("desk/cases/<slug:number>/decide/", case.decide, name="desk_decide"),
    path("desk/cases/<slug:number>/receive/", case.receive, name="desk_receive"),
    path("desk/cases/<slug:number>/find/", case.find, name="desk_find"),
    path("desk/cases/<slug:number>/objector/", uncovering.objector, name="desk_objector"),
    path("desk/cases/<slug:number>/name/", uncovering.name, name="desk_name"),
    path("desk/load/", load.load, name="desk_load"),
    path("desk/publicity/", publicities.publicities, name="desk_publicity"),
    path("desk/people/", people.people, name="desk_people"),
    path("desk/people/alike/", alike.alike, name="desk_alike"),
    path("desk/people/<int:subject>/", subject.subject, name="desk_subject"),
    path("desk/people/<int:subject>/reveal/", subject.reveal, name="desk_reveal"),
    path("desk/people/<int:subject>/unmerge/", subject.unmerge, name="desk_unmerge"),
    path("desk/import/", imports.imports, name="desk_imports"),
    path("desk/import/<int:sheet>/", imports.sheet, name="desk_import"),
    path("desk/import/<int:sheet>/rejects.xlsx", imports.rejects, name="desk_rejects"),
    path("desk/registers/", registers.registers, name="desk_registers"),
    path("desk/registers/<int:register>/", registers.register, name="desk_register"),
    path("desk/away/", away.away, name="desk_away"),
    path("desk/terms/", terms.terms, name="desk_terms"),
    path("desk/log/", log.log, name="desk_log"),
]
HANDLING = (Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.TALENT_OFFICE)
SEEING = (*HANDLING, Role.FINANCE, Role.AUDITOR)
KEEPING = (Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE)
ACCESS: dict[str, Access] = {
    "desk": staff(*STAFF),
    "desk_cases": staff(*SEEING),
    "desk_case": staff(*SEEING),
    "desk_act": staff(*HANDLING),
    "desk_decide": staff(*HANDLING).confirmed(),
    "desk_receive": staff(Role.CLERK),
    "desk_find": staff(*HANDLING),
    "desk_objector": staff(*HANDLING).confirmed(),
    "desk_name": staff(*SEEING).confirmed(),
    "desk_load": staff(Role.APPROVER, Role.TALENT_OFFICE, Role.AUDITOR),
    "desk_publicity": staff(Role.APPROVER, Role.TALENT_OFFICE),
    "desk_people": staff(*SEEING),
    "desk_alike": staff(Role.CLERK, Role.TALENT_OFFICE),
    "desk_subject": staff(*SEEING),
    "desk_reveal": staff(*SEEING).confirmed(),
    "desk_unmerge": staff(Role.TALENT_OFFICE),
    "desk_imports": staff(*KEEPING),
    "desk_import": staff(*KEEPING),
    "desk_rejects": staff(*KEEPING),
    "desk_registers": staff(*SEEING),
    "desk_register": staff(*SEEING),
    "desk_away": staff(*HANDLING, Role.FINANCE),
    "desk_terms": staff(Role.TALENT_OFFICE),
    "desk_log": staff(Role.AUDITOR),
}
