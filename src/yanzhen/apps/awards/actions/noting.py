"""Records beside the money: what a bank did under an award, and who bears how much of a rule."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards.access import access_to_change, require_setter
from yanzhen.apps.awards.errors import AwardRefused, Refusal, refuse
from yanzhen.apps.awards.models import Award, ExternalOutcome, Share
from yanzhen.apps.awards.plans import A_DAY
from yanzhen.apps.awards.splitting import percent_faults
from yanzhen.apps.awards.timeline import write_event
from yanzhen.policy.vocabulary import Label

ENDS_EARLY = Label("止期早于起始日期。", "It ends before it begins.")


def note_outcome(
    *, acting: Actor, number: str, party: str, kind: str, sum_fen: int, on: date, reference: str
) -> ExternalOutcome:
    """What a bank or guarantor did; a record, never a movement of our money."""
    with transaction.atomic():
        award = access_to_change(acting, number)
        if award.nature != Award.Nature.EXTERNAL:
            raise refuse(
                "not_external", "只有贷款、担保、贴息类待遇登记外部办理结果。",
                "Only loans, guarantees and interest have a bank's outcome.",
            )  # fmt: skip
        if sum_fen <= 0 or not party.strip() or kind not in ExternalOutcome.Kind.values:
            raise refuse(
                "incomplete", "请填写办理机构、类型和金额。",
                "Enter who did it, what it was and the sum.",
            )  # fmt: skip
        try:
            with transaction.atomic():
                made = ExternalOutcome.objects.create(
                    award=award, tenant_id=award.tenant_id, account_id=award.account_id,
                    employer_id=award.employer_id, party=party.strip(), kind=kind,
                    sum_fen=sum_fen, on=on, reference=reference.strip(),
                    recorded_by_id=acting.account_id,
                )  # fmt: skip
        except IntegrityError:
            raise refuse(
                "noted", "这一结果已经登记。", "This outcome is recorded already.", "reference"
            ) from None
        write_event(award, "outcome_noted", acting, told={"kind": kind, "sum_fen": sum_fen})
    return made


def note_came_back(*, acting: Actor, number: str, fen: int, claim: str) -> None:
    """So much of what was paid came back by a claim; the ledger has it already."""
    with transaction.atomic(), being(SYSTEM):  # the claim may be a county's that it was moved from
        award = Award.objects.select_for_update().get(number=number)
        award.back_fen += fen
        award.save(update_fields=["back_fen"])
        write_event(award, "came_back", acting, told={"fen": fen, "claim": claim})


def set_shares(
    *, acting: Actor, city: str, rule: str, percents: dict[str, Decimal], valid_from: date,
    valid_until: date | None = None,
) -> None:  # fmt: skip
    """Who bears how much of a rule (empty: of every rule) from a day on; together 100 percent.

    Shares that held before end the day before; nothing that was split by them changes.
    """
    require_setter(acting, city)
    refusals = [
        Refusal("bad_shares", one, "percents") for one in percent_faults(list(percents.values()))
    ]
    if valid_until is not None and valid_until < valid_from:
        refusals.append(Refusal("ends_early", ENDS_EARLY, "valid_until"))
    if refusals:
        raise AwardRefused(refusals)
    with transaction.atomic():
        before = Share.objects.filter(city=city, rule=rule)
        before.filter(valid_from__gte=valid_from).delete()
        before.filter(valid_until=None).update(valid_until=valid_from - A_DAY)
        before.filter(valid_until__gte=valid_from).update(valid_until=valid_from - A_DAY)
        Share.objects.bulk_create(
            Share(
                city=city, rule=rule, party=party, percent=percent, valid_from=valid_from,
                valid_until=valid_until, set_by_id=acting.account_id,
            )
            for party, percent in percents.items()
        )  # fmt: skip
        record(
            "award.shares_set", acting=acting, subject=f"shares:{city}/{rule}", chain=city,
            details={"from": valid_from.isoformat(),
                     "percents": {party: str(one) for party, one in percents.items()}},
        )  # fmt: skip
