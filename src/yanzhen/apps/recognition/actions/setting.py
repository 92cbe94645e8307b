"""The talent office of a city enters how long a kind of recognition holds, with its own basis."""

from collections.abc import Iterator

from django.db import transaction

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.access import may_office
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.levels import kind_named
from yanzhen.apps.recognition.models import Term

MOST = 600


def set_term(
    *, acting: Actor, city: str, kind: str, valid_months: int | None,
    recheck_months: int | None, basis: str, is_demo: bool = False,
) -> Term:  # fmt: skip
    """From now on recognitions of this kind are made with this term; those there are stay."""
    with transaction.atomic():
        refusals = list(_not_set(acting, city, kind, (valid_months, recheck_months), basis))
        if refusals:
            raise RecognitionRefused(refusals)
        made = Term.objects.create(
            city=city, kind=kind, valid_months=valid_months, recheck_months=recheck_months,
            basis=basis.strip(), set_by_id=acting.account_id, is_demo=is_demo,
        )  # fmt: skip
        record(
            "recognition.term", acting=acting, subject=f"term:{city}/{kind}", chain=city,
            details={"valid_months": valid_months, "recheck_months": recheck_months,
                     "basis": basis.strip()},
        )  # fmt: skip
    return made


def _not_set(
    actor: Actor, city: str, kind: str, months: tuple[int | None, int | None], basis: str
) -> Iterator[Refusal]:
    if not (actor.is_system or may_office(actor, organisation(city).id)):
        yield Refusal("not_yours", words.NOT_YOURS)
    if kind_named(published_pack(city), kind) is None:
        yield Refusal("no_kind", words.NO_KIND, "kind")
    if not basis.strip():
        yield Refusal("needs_basis", words.NO_BASIS, "basis")
    if months == (None, None):
        yield Refusal("no_term", words.NO_TERM, "valid_months")
    for name, count in zip(("valid_months", "recheck_months"), months, strict=True):
        if count is not None and not 0 < count <= MOST:
            yield Refusal("no_months", words.NO_MONTHS, name)
