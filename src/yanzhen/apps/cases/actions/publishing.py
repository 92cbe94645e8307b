"""The publicity period: it begins with an entry that gives nothing away, and it ends."""

from datetime import date

from yanzhen.apps.cases.actions.recording import Happening, Opened
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.items import title_of
from yanzhen.apps.cases.models import Case, Publicity
from yanzhen.apps.cases.public_list import entry_for
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.policy.item import clauses_of_item
from yanzhen.policy.vocabulary import Label

TOO_SHORT = Label(
    "公示截止日期要晚于今天。", "The last day of the publicity period has to be after today."
)


def publish(opened: Opened, until: date, by: Happening) -> Publicity:
    """Begin the publicity period of a case; CaseRefused when the entry gives something away."""
    if until <= by.today:
        raise CaseRefused([Refusal("too_short", TOO_SHORT, "until")])
    case = opened.case
    return Publicity.objects.create(
        case=case, city=case.city, tenant_id=case.tenant_id, entry=entry_of(opened),
        starts_on=by.today, ends_on=until,
    )  # fmt: skip


def entry_of(opened: Opened) -> dict[str, str]:
    """What is shown of a case."""
    case, pack = opened.case, opened.pack
    employer = case.employer.name if case.employer else ""
    clauses = [pack.clause_label(one).zh for one in clauses_of_item(pack, opened.item)]
    result = opened.item.result
    return entry_for(
        {
            "name": case.subject_name,
            "employer": employer,
            "place": organisation_by_id(case.tenant_id).label.zh,
            "item": title_of(pack, opened.item).zh,
            "clause": "、".join(clauses),
            "proposed": result.zh if result else "",
        }
    )


def close_publicity(case: Case, by: Happening) -> None:
    """The period is over, or the case went elsewhere: the entry is public no longer."""
    running = Publicity.objects.filter(case=case, closed_at__isnull=True)
    running.update(closed_at=by.now)
