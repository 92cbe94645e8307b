"""Comparing a bank's lines with the payments, and doing what follows.

    settle(receipt_id=7)       in portions, each a transaction; interrupted, it goes on

A line changes a payment only where reference, amount and name agree. Then, in one transaction with
the line's outcome: paid is spent in the ledger and the instalment is paid; failed spends nothing;
returned after paid gives back. Who was to be paid hears of what did not work. Keys in the ledger
are made of the reference, so that even a line that were read twice would move nothing twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards.service import mark_failed, mark_paid, mark_returned
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.ledgers.service import GIVE_BACK, SPEND, Posting, Way, post_many
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.payments.budget import line_codes
from yanzhen.apps.payments.models import Payment, Receipt, ReceiptLine, Run
from yanzhen.apps.payments.receipts import UNSAID

PORTION = 20_000
SAME_NAME = "lower(regexp_replace(normalize({0}, NFKC), '\\s', '', 'g'))"
LINES = """
    SELECT id, reference, name, amount_fen, result, reason FROM payments_receiptline
     WHERE receipt_id = %(receipt)s AND outcome = 'pending' ORDER BY row LIMIT %(size)s
"""
LOCK = f"""
    WITH line AS ({LINES})
    SELECT count(*) FROM (
        SELECT p.id FROM line JOIN payments_payment AS p ON p.reference = line.reference
         ORDER BY p.id FOR UPDATE OF p) AS locked
"""
# A statement of its own after the lock: it sees what whoever had it before has done. The run is
# compared after the join: while it is new to the statistics, joining by it would read the whole run
# for every line.
COMPARE = f"""
WITH line AS MATERIALIZED ({LINES}), found AS MATERIALIZED (
    SELECT line.id, payment.id AS payment_id, line.reason, CASE
        WHEN payment.id IS NULL OR payment.run_id <> %(run)s THEN 'unknown'
        WHEN payment.state IN ('frozen', 'cancelled') THEN 'not_sent'
        WHEN payment.amount_fen <> line.amount_fen THEN 'amount'
        WHEN {SAME_NAME.format("payment.name")} <> {SAME_NAME.format("line.name")} THEN 'name'
        WHEN payment.state = line.result THEN 'known'
        WHEN payment.state = 'sent' AND line.result = 'returned' THEN 'failed'
        WHEN payment.state = 'sent' THEN line.result
        WHEN payment.state = 'paid' AND line.result = 'returned' THEN 'returned'
        WHEN payment.state = 'returned' AND line.result = 'paid' THEN 'known'
        WHEN payment.state = 'failed' AND line.result = 'returned' THEN 'known'
        ELSE 'contradicts' END AS outcome
      FROM line LEFT JOIN payments_payment AS payment ON payment.reference = line.reference
), compared AS (
    UPDATE payments_receiptline AS l SET outcome = found.outcome FROM found WHERE l.id = found.id
), changed AS (
    UPDATE payments_payment AS p
       SET state = found.outcome, answered_at = now(),
           reason = CASE WHEN found.outcome = 'paid' THEN ''
                         WHEN found.reason = '' THEN %(unsaid)s ELSE found.reason END
      FROM found
     WHERE p.id = found.payment_id AND found.outcome IN ('paid', 'failed', 'returned')
 RETURNING p.state, p.reference, p.instalment_id, p.budget_line_id, p.amount_fen, p.case_number,
           p.clause, p.subject_id, p.award_number, p.reason, p.instalment_number,
           CASE WHEN found.outcome <> 'paid' THEN (
               SELECT p.account_id FROM payments_payeeaccount AS a
                WHERE a.id = p.payee_account_id AND a.subject_id = p.subject_id) END
)
SELECT changed.*, (SELECT count(*) FROM line) FROM (SELECT) AS one LEFT JOIN changed ON true
"""


class Changed(NamedTuple):
    """A payment whose state a line has changed."""

    state: str
    reference: str
    instalment: int
    line: int
    fen: int
    case: str
    clause: str
    subject: int
    award: str
    reason: str
    nth: int
    owner: int | None
    """Whoever is paid to her own account, where that did not work."""


def settle(*, receipt_id: int, report: Report | None = None, size: int = PORTION) -> Receipt:
    """Compare every line that waits; one that is settled already changes nothing."""
    told = report or Report()
    with being(SYSTEM):
        while count := _portion(receipt_id, size):
            told.advance(count)
        return _close(receipt_id)


def unsettled() -> Iterable[int]:
    """Receipts that were brought and whose lines still wait: something was interrupted."""
    return list(Receipt.objects.filter(settled_at=None).values_list("pk", flat=True))


def _portion(receipt_id: int, size: int) -> int:
    with transaction.atomic():
        receipt = (
            Receipt.objects.select_for_update(of=("self",)).select_related("brought_by")
            .get(pk=receipt_id)
        )  # fmt: skip
        given: dict[str, Any] = {"receipt": receipt.pk, "run": receipt.run_id, "size": size}
        with connection.cursor() as cursor:
            cursor.execute(LOCK, given)
            cursor.execute(COMPARE, given | {"unsaid": UNSAID["zh"]})
            rows = cursor.fetchall()
        count = int(rows[0][-1])
        changed = [Changed(*row[:-1]) for row in rows if row[0] is not None]
        _follow(changed, _bringer(receipt))
    return count


def _follow(changed: Sequence[Changed], acting: Actor) -> None:
    """What the payments' new states mean for the ledger and the awards."""
    codes = line_codes({one.line for one in changed})
    paid = _of(changed, Payment.State.PAID)
    returned = _of(changed, Payment.State.RETURNED)
    _post(acting, SPEND, "pay", paid, codes)
    _all(mark_paid([one.instalment for one in paid]), paid)
    _post(acting, GIVE_BACK, "return", returned, codes)
    for reason, some in _by_reason(returned).items():
        why = _finding("payment_returned", "银行退汇", "The bank returned the payment", reason)
        _all(mark_returned([one.instalment for one in some], why), some)
    for reason, some in _by_reason(_of(changed, Payment.State.FAILED)).items():
        why = _finding("payment_failed", "银行未能支付", "The bank could not pay", reason)
        _all(mark_failed([one.instalment for one in some], why), some)
    for one in changed:
        if one.owner is not None:
            words: dict[str, Word | None] = {"number": one.award, "nth": one.nth}
            notify(one.owner, "payment_failed", words, "/my/money/account/")


def _of(changed: Iterable[Changed], state: str) -> list[Changed]:
    """In the order of their lines: runs that are settled at once never wait in a circle."""
    return sorted((one for one in changed if one.state == state), key=lambda one: one.line)


def _post(
    acting: Actor, way: Way, word: str, changed: Iterable[Changed], codes: dict[int, str]
) -> None:
    postings = (
        Posting(
            f"{word}/{one.reference}", codes[one.line], one.fen, case=one.case, clause=one.clause,
            subject_id=one.subject, reference=one.award, reason=one.reason,
        )
        for one in changed
    )  # fmt: skip
    post_many(acting=acting, way=way, postings=postings)


def _all(marked: Sequence[int], wanted: Sequence[Changed]) -> None:
    if len(marked) != len(wanted):
        raise RuntimeError(f"{len(marked)} of {len(wanted)} instalments were where they should be")


def _by_reason(changed: Iterable[Changed]) -> dict[str, list[Changed]]:
    groups: dict[str, list[Changed]] = defaultdict(list)
    for one in changed:
        groups[one.reason].append(one)
    return groups


def _finding(code: str, zh: str, en: str, reason: str) -> dict[str, Any]:
    said = UNSAID["en"] if reason == UNSAID["zh"] else reason
    return {"code": code, "zh": f"{zh}：{reason}", "en": f"{en}: {said}"}


def _bringer(receipt: Receipt) -> Actor:
    """Who brought the file stands with the movements; who sees them is no question of that."""
    by = receipt.brought_by
    return SYSTEM if by is None else Actor(by.pk, str(by.shown_name))


def _close(receipt_id: int) -> Receipt:
    """The receipt is settled; and so is the run, when the bank has answered for all of it."""
    with transaction.atomic():
        receipt = Receipt.objects.select_for_update().get(pk=receipt_id)
        if (
            receipt.settled_at is not None
            or ReceiptLine.objects.filter(
                receipt=receipt, outcome=ReceiptLine.Outcome.PENDING
            ).exists()
        ):
            return receipt
        receipt.settled_at = timezone.now()
        receipt.save(update_fields=["settled_at"])
        run = Run.objects.select_for_update().get(pk=receipt.run_id)
        waits = Payment.objects.filter(run=run, state=Payment.State.SENT).exists()
        if run.state == Run.State.EXPORTED and not waits:
            run.state, run.settled_at = Run.State.SETTLED, receipt.settled_at
            run.save(update_fields=["state", "settled_at"])
            record("payment_run.settled", acting=SYSTEM, subject=f"run:{run.number}",
                   chain=run.city, details={})  # fmt: skip
    return receipt
