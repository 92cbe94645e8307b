"""What is written down and told of seats, in the caller's transaction."""

from yanzhen.apps.accounts.service import Actor, officers_of
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import (
    NoSuchOrganisation,
    department_for,
    organisation_by_id,
)
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.recognition.levels import kind_named
from yanzhen.apps.recognition.models.seat import Authorisation
from yanzhen.apps.recognition.timeline import tell_office_of
from yanzhen.policy.vocabulary import Label

EMPLOYERS_PAGE = "/employer/recognition/"
DETAIL = int | str | list[int] | None


def write_down(one: Authorisation, event: str, acting: Actor, **details: DETAIL) -> None:
    """The event in the city's chain: numbers and codes, never what people wrote."""
    record(f"recognition.seats_{event}", acting=acting, subject=f"seats:{one.pk}", chain=one.city,
           details={"employer": one.employer_id, "kind": one.kind, **details})  # fmt: skip


def tell_employer(one: Authorisation, kind: str, **more: Word) -> None:
    for account in officers_of(one.employer_id):
        notify(account, kind, {"item": name_of(one), **more}, EMPLOYERS_PAGE)


def tell_office(one: Authorisation, kind: str, **more: Word) -> None:
    words: dict[str, Word] = {"item": name_of(one), **more}
    tell_office_of(one.tenant_id, kind, words, f"/desk/recognition/seats/{one.pk}/")


def name_of(one: Authorisation) -> Label:
    """What it is a seat of."""
    kind = kind_named(published_pack(one.city), one.kind)
    return kind.label if kind else Label(one.kind, one.kind)


def whom_to_ask(one: Authorisation) -> Label:
    """The talent office that authorised, or the place where it has none."""
    try:
        return department_for(one.tenant_id, "talent_office").label
    except NoSuchOrganisation:
        return organisation_by_id(one.tenant_id).label
