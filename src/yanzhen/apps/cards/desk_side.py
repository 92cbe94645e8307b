"""What the talent office starts from: its programmes, one card by a number, many at once."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import require_keeper
from yanzhen.apps.cards.actions.issuing import issue
from yanzhen.apps.cards.faces import face_of
from yanzhen.apps.cards.grounds import by_number
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.programmes import programme_of, programmes
from yanzhen.apps.cards.shown import Face
from yanzhen.apps.cards.tasks import ISSUE
from yanzhen.apps.jobs.service import Standing, start
from yanzhen.apps.organisations.service import organisation, organisations_by_id
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class ProgrammeShown:
    """A card of a city for its office; `live`: how many are issued and not revoked."""

    face: Face
    basis: tuple[str, ...]
    notes: tuple[Label, ...]
    live: int
    many: bool
    """Whether it is issued on recognitions, so that all who are due can be found."""


def programmes_of(actor: Actor) -> tuple[ProgrammeShown, ...]:
    """The programmes of the cities whose talent office she works for."""
    ids = {
        one.tenant_id
        for one in actor.posts
        if one.role == Role.TALENT_OFFICE and one.tenant_id is not None
    }
    cities = sorted({one.city for one in organisations_by_id(ids).values()})
    with act_as(SYSTEM):
        rows = Card.objects.filter(city__in=cities).exclude(state=Card.State.REVOKED)
        counted = rows.values_list("city", "programme").annotate(count=Count("pk"))
        live = {(city, one): count for city, one, count in counted}
    return tuple(
        ProgrammeShown(
            face_of(city, one.id), one.basis, one.notes, live.get((city, one.id), 0),
            bool(one.kinds) and Card.Basis.RECOGNITION in one.basis,
        )
        for city in cities
        for one in programmes(city)
    )  # fmt: skip


def issue_on(
    actor: Actor, city: str, programme: str, number: str, until: date | None = None,
    reason: str = "",
) -> Card:  # fmt: skip
    """One card on the recognition or the case of this number, as the office has it in hand."""
    ground = by_number(actor, number)
    return issue(
        acting=actor, city=city, programme=programme, ground=ground, until=until, reason=reason
    )


def start_issuing(actor: Actor, city: str, programme: str) -> Standing:
    """Issue to all who are due, in the background; one run of a city at a time."""
    programme_of(city, programme)
    require_keeper(actor, organisation(city).id)
    return start(ISSUE, {"city": city, "programme": programme}, acting=actor, turn=f"cards:{city}")
