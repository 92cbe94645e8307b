"""The receipt of a case: there with the submission, waiting for no other system."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.items import item_of, pack_of, title_of
from yanzhen.apps.cases.models import Material
from yanzhen.apps.cases.showing import place_label
from yanzhen.apps.cases.shown import Receipt
from yanzhen.apps.cases.timing import calendar


def receipt_of(actor: Actor, number: str) -> Receipt:
    """What the receipt of a case prints."""
    case = access_case(actor, number)
    pack = pack_of(case)
    files = case.materials.exclude(stage=Material.Stage.REMOVED).order_by("id")
    due = case.due_on
    return Receipt(
        number=case.number,
        title=title_of(pack, item_of(pack, case.item)),
        subject_name=case.subject_name,
        place=place_label(case.tenant),
        window=place_label(case.window),
        submitted_at=case.submitted_at,
        materials=tuple(files.values_list("name", flat=True)),
        statutory_days=case.statutory_days,
        promised_days=case.promised_days,
        caution=calendar().caution(case.submitted_at.date(), due) if due else None,
    )
