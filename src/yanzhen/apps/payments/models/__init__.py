"""What is kept of payments, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.payments.models.account import PayeeAccount
from yanzhen.apps.payments.models.payment import LIVE, Payment
from yanzhen.apps.payments.models.receipt import Receipt, ReceiptLine
from yanzhen.apps.payments.models.run import LeftOut, Run

__all__ = ["LIVE", "LeftOut", "PayeeAccount", "Payment", "Receipt", "ReceiptLine", "Run"]
