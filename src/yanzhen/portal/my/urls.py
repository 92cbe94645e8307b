"""The addresses of the pages of somebody with an account, and who may open each."""

from django.urls import path

from yanzhen.portal import working
from yanzhen.portal.access import OWN, PUBLIC, SIGNED_IN, Access
from yanzhen.portal.my import case, drafting, home, money, notices, situation, starting

urlpatterns = [
    path("my/", home.home, name="my"),
    path("my/situation/", situation.situation, name="situation"),
    path("my/situation/copy.json", situation.copy, name="situation_copy"),
    path("my/money/", money.money, name="my_money"),
    path("my/notices/", notices.notices, name="notices"),
    path("my/cases/<slug:number>/", case.case, name="my_case"),
    path("cases/<slug:number>/", case.whichever, name="case"),
    path("my/cases/<slug:number>/receipt/", case.receipt, name="receipt"),
    path("my/cases/<slug:number>/receipt.pdf", case.receipt_file, name="receipt_file"),
    path("my/drafts/<slug:draft>/", drafting.draft, name="draft"),
    path("my/drafts/<slug:draft>/materials/", drafting.materials, name="draft_materials"),
    path("my/drafts/<slug:draft>/submit/", drafting.submit, name="draft_submit"),
    path("my/drafts/<slug:draft>/discard/", drafting.discard, name="draft_discard"),
    path("apply/<slug:city>/<slug:item>/", starting.apply, name="apply"),
    path(
        "apply/<slug:city>/<slug:item>/from-calculator/",
        starting.from_calculator,
        name="apply_from_calculator",
    ),
    path("files/<slug:material>/", case.file, name="file"),
    path("work/<slug:work>/", working.work, name="work"),
    path("work/<slug:work>/result/", working.work_result, name="work_result"),
]
ACCESS: dict[str, Access] = {
    "my": SIGNED_IN,
    "situation": SIGNED_IN,
    "situation_copy": SIGNED_IN.confirmed(),
    "my_money": SIGNED_IN,
    "notices": SIGNED_IN,
    "my_case": OWN,
    # Where notices lead: to the desk, or to one's own page.
    "case": OWN,
    "receipt": OWN,
    "receipt_file": OWN,
    "draft": OWN,
    "draft_materials": OWN,
    "draft_submit": OWN,
    "draft_discard": OWN,
    "apply": SIGNED_IN,
    # It only keeps what the visitor has just sent, in her own session.
    "apply_from_calculator": PUBLIC,
    "file": OWN,
    "work": OWN,
    "work_result": OWN,
}
