"""Bringing a bank's answer: the file is read into lines, each of which waits to be compared.

    receipt = bring(acting=zhou, number="P-XIANGTAN-2026-000007", name="回单.csv", file=upload)
    settle(receipt_id=receipt.pk)

The lines of a file are all there or none; the same file again is the receipt that there is.
"""

import hashlib
import json
from collections.abc import Iterable
from itertools import islice
from pathlib import PurePath
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.payments.access import access_to_pay
from yanzhen.apps.payments.errors import refuse
from yanzhen.apps.payments.models import Receipt, Run
from yanzhen.apps.payments.receipts import Said, read_receipt

AT_ONCE = 5_000
KEEP = """
    INSERT INTO payments_receiptline
           (receipt_id, tenant_id, row, reference, name, amount_fen, result, reason, outcome,
            trouble)
    SELECT %s, %s, row, reference, name, fen, result, reason,
           CASE WHEN trouble IS NULL THEN 'pending' ELSE 'unreadable' END, trouble::jsonb
      FROM unnest(%s::int[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],
                  %s::text[]) AS line (row, reference, name, fen, result, reason, trouble)
"""
# A reference that stands in several rows of one file: all the same, the first one counts; when
# they differ, none does.
DOUBLES = """
    UPDATE payments_receiptline AS line
       SET outcome = CASE WHEN each.differ THEN 'contradicts' ELSE 'double' END
      FROM (SELECT id, row_number() OVER (PARTITION BY reference ORDER BY row) AS nth,
                   count(*) OVER same AS many,
                   min(result) OVER same <> max(result) OVER same
                   OR min(amount_fen) OVER same <> max(amount_fen) OVER same AS differ
              FROM payments_receiptline WHERE receipt_id = %s AND outcome = 'pending'
            WINDOW same AS (PARTITION BY reference)) AS each
     WHERE line.id = each.id AND each.many > 1 AND (each.differ OR each.nth > 1)
"""


def bring(*, acting: Actor, number: str, name: str, file: IO[bytes]) -> Receipt:
    """The file's lines, kept; nothing of a payment is changed yet."""
    digest = hashlib.sha256()
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
    file.seek(0)
    with being(SYSTEM), transaction.atomic():
        run = access_to_pay(acting, number)
        if run.state not in (Run.State.EXPORTED, Run.State.SETTLED):
            raise refuse(
                "wrong_state", "导出银行文件之后才能导入回单。",
                "Receipts are brought once the bank's file was made.",
            )  # fmt: skip
        known = Receipt.objects.filter(run=run, digest=digest.hexdigest()).first()
        if known is not None:
            return known
        receipt = Receipt.objects.create(
            run=run, tenant_id=run.tenant_id, digest=digest.hexdigest(),
            file_name=PurePath(name).name[-200:], brought_by_id=acting.account_id,
            brought_at=timezone.now(),
        )  # fmt: skip
        receipt.lines_count = _keep(receipt, read_receipt(name, file))
        if not receipt.lines_count:
            raise refuse("empty", "文件里没有回单。", "The file holds no row.", "file")
        receipt.save(update_fields=["lines_count"])
        with connection.cursor() as cursor:
            cursor.execute(DOUBLES, [receipt.pk])
        record("payment_run.receipt", acting=acting, subject=f"run:{run.number}", chain=run.city,
               details={"lines": receipt.lines_count, "digest": receipt.digest})  # fmt: skip
    return receipt


def _keep(receipt: Receipt, rows: Iterable[Said]) -> int:
    left, count = iter(rows), 0
    while some := [_cells(one) for one in islice(left, AT_ONCE)]:
        with connection.cursor() as cursor:
            columns = [list(column) for column in zip(*some, strict=True)]
            cursor.execute(KEEP, [receipt.pk, receipt.tenant_id, *columns])
        count += len(some)
    return count


def _cells(one: Said) -> tuple[Any, ...]:
    """The columns of a line, in the order of `KEEP`."""
    trouble = None if one.trouble is None else {"zh": one.trouble.zh, "en": one.trouble.en}
    said = None if trouble is None else json.dumps(trouble, ensure_ascii=False)
    return one.row, one.reference, one.name, one.amount_fen, one.result, one.reason, said
