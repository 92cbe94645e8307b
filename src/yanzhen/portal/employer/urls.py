"""The addresses of an employer's officer, and who may open each.

They ask for no role at the door: whoever acts for no employer finds nothing there.
"""

from django.urls import path

from yanzhen.portal.access import OWN, SIGNED_IN, Access
from yanzhen.portal.employer import filing, following
from yanzhen.portal.my import money

urlpatterns = [
    path("employer/", following.following, name="employer"),
    path("employer/money/", money.employers_money, name="employer_money"),
    path("employer/file/", filing.choose, name="employer_file"),
    path("employer/file/look/", filing.look, name="employer_look"),
    path("employer/file/look/refused.xlsx", filing.refused_look, name="employer_look_refused"),
    path("employer/file/<slug:city>/<slug:item>.xlsx", filing.template, name="employer_template"),
    path("employer/filings/<slug:filing>/", filing.filing, name="filing"),
    path("employer/filings/<slug:filing>/refused.xlsx", filing.refused_rows, name="refused_rows"),
]
ACCESS: dict[str, Access] = {
    "employer": SIGNED_IN,
    "employer_money": SIGNED_IN,
    "employer_file": SIGNED_IN,
    "employer_look": SIGNED_IN,
    "employer_look_refused": SIGNED_IN,
    "employer_template": SIGNED_IN,
    "filing": OWN,
    "refused_rows": OWN,
}
