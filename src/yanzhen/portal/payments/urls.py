"""The addresses of finance's payment runs and of a person's bank account, and who may open each."""

from django.urls import path

from yanzhen.apps.accounts.service import Role
from yanzhen.portal.access import SIGNED_IN, Access, staff
from yanzhen.portal.payments import accounts, own, receipt, run, runs

RUN = "desk/money/runs/<slug:number>/"
urlpatterns = [
    path("my/money/account/", own.account, name="my_account"),
    path("desk/money/accounts/", accounts.accounts, name="pay_accounts"),
    path("desk/money/accounts/<int:account>/", accounts.look, name="pay_look"),
    path("desk/money/runs/", runs.runs, name="pay_runs"),
    path("desk/money/runs/new/", runs.opened, name="pay_open"),
    path(RUN, run.run, name="pay_run"),
    path(f"{RUN}left-out/", run.left_out, name="pay_left_out"),
    path(f"{RUN}freeze/", run.freeze, name="pay_freeze"),
    path(f"{RUN}step/", run.step, name="pay_step"),
    path(f"{RUN}file/", run.file, name="pay_file"),
    path(f"{RUN}receipts/", receipt.bring, name="pay_bring"),
    path(f"{RUN}receipts/<int:receipt>/", receipt.receipt, name="pay_receipt"),
]
LOOKING = staff(Role.FINANCE, Role.AUDITOR)
PAYING = staff(Role.FINANCE)
ACCESS: dict[str, Access] = {
    "my_account": SIGNED_IN.confirmed(to_look=True),
    "pay_accounts": PAYING.confirmed(),
    "pay_look": PAYING.confirmed(),
    "pay_runs": LOOKING,
    "pay_open": PAYING,
    "pay_run": LOOKING,
    "pay_left_out": LOOKING,
    "pay_freeze": PAYING,
    "pay_step": PAYING.confirmed(),
    "pay_file": PAYING.confirmed(),
    "pay_bring": PAYING,
    "pay_receipt": LOOKING,
}
