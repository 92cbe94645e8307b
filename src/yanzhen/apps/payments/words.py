"""What states and outcomes are called, and what is to be done about a line that does not fit."""

from yanzhen.apps.payments.models import PayeeAccount, Payment, ReceiptLine, Run
from yanzhen.policy.vocabulary import Label

ENGLISH = {
    "open": "To be frozen", "frozen": "Waits for approval", "approved": "To be exported",
    "exported": "Waits for receipts", "settled": "Settled", "cancelled": "Cancelled",
}  # fmt: skip
PAYMENT = {
    "frozen": "To be paid", "sent": "Sent to the bank", "paid": "Paid", "failed": "Failed",
    "returned": "Returned", "cancelled": "Cancelled",
}  # fmt: skip
ACCOUNT = {
    "proposed": "Waits for a second look", "current": "In use", "replaced": "Not used any more",
    "declined": "Declined",
}  # fmt: skip
OUTCOME = {
    "pending": "To be compared", "paid": "Paid", "failed": "Failed", "returned": "Returned",
    "known": "Known already", "unreadable": "Cannot be read", "unknown": "No such reference",
    "double": "Reference repeated", "amount": "Another amount", "name": "Another name",
    "not_sent": "Not sent to the bank", "contradicts": "Contradicts",
}  # fmt: skip
SAYS = {
    "pending": Label("等待核对。", "It waits to be compared."),
    "paid": Label("已记为支付成功。", "Noted as paid."),
    "failed": Label(
        "银行未能支付，可在更正后重新支付。", "The bank could not pay; it can be paid again."
    ),
    "returned": Label("款项退回，已回到预算。", "The money came back into the budget."),
    "known": Label(
        "与此前的结果相同，没有重复记账。", "The same as known; nothing was booked twice."
    ),
    "unknown": Label(
        "本批次没有这个参考号，请核对是否导入了其他批次的回单。",
        "The run has no such reference: does the file belong to another run?",
    ),
    "double": Label(
        "本文件中此参考号不止一行，只按第一行处理。",
        "The reference stands in several rows of this file; the first one counts.",
    ),
    "amount": Label(
        "金额与付款不一致，未记账；请与银行核对后重新导入更正的回单。",
        "The amount is not the payment's; nothing was booked. Clear it with the bank.",
    ),
    "name": Label(
        "户名与付款不一致，未记账；请与银行核对后重新导入更正的回单。",
        "The name is not the payment's; nothing was booked. Clear it with the bank.",
    ),
    "not_sent": Label(
        "这笔付款没有送过银行，未记账。", "This payment was never sent; nothing was booked."
    ),
    "contradicts": Label(
        "与同一文件的其他行或此前的回单矛盾，未记账；请与银行核对。",
        "It contradicts another row or an earlier receipt; nothing was booked. Ask the bank.",
    ),
    "unreadable": Label("这一行无法识别。", "This row cannot be read."),
}


def run_label(state: str) -> Label:
    return Label(str(Run.State(state).label), ENGLISH[state])


def payment_label(state: str) -> Label:
    return Label(str(Payment.State(state).label), PAYMENT[state])


def account_label(state: str) -> Label:
    return Label(str(PayeeAccount.State(state).label), ACCOUNT[state])


def outcome_label(outcome: str) -> Label:
    return Label(str(ReceiptLine.Outcome(outcome).label), OUTCOME[outcome])


def line_say(line: ReceiptLine) -> Label:
    """What came of a line, and what to do."""
    if line.trouble:
        return Label(line.trouble["zh"], line.trouble["en"])
    return SAYS[line.outcome]
