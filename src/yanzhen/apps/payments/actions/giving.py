"""Giving a bank account: by its owner herself, or by finance with a second look.

    give_own(acting=wang, holder="王芳", bank="中国建设银行湘潭分行", number="6217000012345678901")
    propose(acting=zhou, subject_id=12, tenant_id=3, holder=..., bank=..., number=...)
    look_at(acting=qian, account_id=7, agrees=True)

No account is ever edited: another one takes its place, and earlier payments keep theirs. The
number is sealed, and what is written down of the deed is its last four.
"""

import re
import unicodedata
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import SYSTEM_CHAIN, record
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.payments.access import access_proposed, require_payer
from yanzhen.apps.payments.errors import PaymentRefused, Refusal, refuse
from yanzhen.apps.payments.models import PayeeAccount
from yanzhen.apps.registry.service import access_subject, ids_of, own_subject
from yanzhen.policy.vocabulary import Label

State, Source = PayeeAccount.State, PayeeAccount.Source
DIGITS = re.compile(r"\d{8,32}\Z")
# A bank's file has one line for a payment, and a sheet takes no name for a formula.
HARMLESS = re.compile(r"[^\W_][\w ·.,'’()（）&-]*\Z")
LONGEST = 80
LONGEST_BYTES = 100
BAD_NUMBER = Label("银行账号应为 8 至 32 位数字。", "A bank account has 8 to 32 digits.")
BAD_NAME = Label(
    "请填写与银行一致的户名：不超过 80 字，以文字开头，不含特殊符号。",
    "Give the holder's name as the bank has it: at most 80 characters, no special signs.",
)
BAD_BANK = Label(
    "请填写开户银行（含支行）：不超过 80 字，不含特殊符号。",
    "Give the bank and its branch: at most 80 characters, no special signs.",
)


def give_own(*, acting: Actor, holder: str, bank: str, number: str) -> PayeeAccount:
    """Her own account, used from now on."""
    subject = own_subject(acting)
    if subject is None:
        raise refuse(
            "nobody", "请先完善本人信息，再登记银行账户。",
            "Tell us who you are first, then give a bank account.",
        )  # fmt: skip
    told = _checked(holder, bank, number)
    with being(SYSTEM), transaction.atomic():
        _end_current(subject.pk)
        made = PayeeAccount.objects.create(
            **told, subject_id=subject.pk, account_id=acting.account_id, source=Source.OWNER,
            state=State.CURRENT, given_by_id=acting.account_id, given_at=timezone.now(),
        )  # fmt: skip
        _recorded("given", made, acting, SYSTEM_CHAIN)
    return made


def propose(
    *, acting: Actor, subject_id: int, tenant_id: int, holder: str, bank: str, number: str
) -> PayeeAccount:
    """An account that finance enters for a subject; it is used once a second person agrees."""
    require_payer(acting, tenant_id)
    subject = access_subject(acting, subject_id)
    told = _checked(holder, bank, number)
    with being(SYSTEM), transaction.atomic():
        waits = PayeeAccount.objects.select_for_update().filter(subject_id=subject.pk)
        waits.filter(state=State.PROPOSED).update(state=State.DECLINED, ended_at=timezone.now())
        made = PayeeAccount.objects.create(
            **told, subject_id=subject.pk, account_id=subject.account_id, tenant_id=tenant_id,
            source=Source.FINANCE, state=State.PROPOSED, given_by_id=acting.account_id,
            given_at=timezone.now(),
        )  # fmt: skip
        _recorded("proposed", made, acting, organisation_by_id(tenant_id).city)
    return made


def look_at(*, acting: Actor, account_id: int, agrees: bool) -> PayeeAccount:
    """The second person agrees with an account that finance entered, or does not."""
    with being(SYSTEM), transaction.atomic():
        found = access_proposed(acting, account_id)
        if found.given_by_id == acting.account_id:
            raise refuse(
                "same_hand", "录入账户的人不能自己复核，请由另一位财政人员复核。",
                "Whoever entered the account cannot agree with it; somebody else does.",
            )  # fmt: skip
        if agrees:
            _end_current(found.subject_id)
        found.state = State.CURRENT if agrees else State.DECLINED
        found.looked_at_by_id = acting.account_id
        found.ended_at = None if agrees else timezone.now()
        found.save(update_fields=["state", "looked_at_by", "ended_at"])
        chain = organisation_by_id(found.tenant_id or 0).city
        _recorded("agreed" if agrees else "declined", found, acting, chain)
    return found


def _end_current(subject_id: int) -> None:
    rows = PayeeAccount.objects.select_for_update().filter(
        subject_id__in=ids_of(subject_id), state=State.CURRENT
    )
    rows.update(state=State.REPLACED, ended_at=timezone.now())


def _checked(holder: str, bank: str, number: str) -> dict[str, Any]:
    """The columns; PaymentRefused with everything that is wrong."""
    name, branch = _plain(holder), _plain(bank)
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number))
    wrong = [
        Refusal(f"bad_{field}", say, field)
        for field, say, holds in (
            ("holder", BAD_NAME, _is_name(name)), ("bank", BAD_BANK, _is_name(branch)),
            ("number", BAD_NUMBER, digits.isascii() and DIGITS.match(digits)),
        )
        if not holds
    ]  # fmt: skip
    if wrong:
        raise PaymentRefused(wrong)
    return {"holder": name, "bank": branch, "number": digits, "last_four": digits[-4:]}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_name(text: str) -> bool:
    fits = len(text) <= LONGEST and len(text.encode("gb18030", "replace")) <= LONGEST_BYTES
    return fits and bool(HARMLESS.match(text)) and any(map(str.isalpha, text))


def _recorded(what: str, one: PayeeAccount, acting: Actor, chain: str) -> None:
    record(
        f"payee_account.{what}", acting=acting, subject=f"subject:{one.subject_id}", chain=chain,
        details={"id": one.pk, "source": one.source},
    )  # fmt: skip
