"""Signals of a place with what they rest on, and from when on something is told."""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.privileges.access import reads_at
from yanzhen.apps.privileges.models import Signal, Use, Watch
from yanzhen.apps.privileges.queries.partners import uses_shown
from yanzhen.apps.privileges.shown import SignalShown, WatchShown
from yanzhen.policy.vocabulary import Label

MOST = 200


def signals(actor: Actor, open_only: bool = True) -> tuple[SignalShown, ...]:
    """The signals of her places, the latest first; those nobody has answered, or all."""
    rows = Signal.objects.visible_to(actor).select_related("provider").order_by("-at", "-pk")
    rows = rows.filter(done_at=None) if open_only else rows
    found = [one for one in rows[:MOST] if reads_at(actor, one.tenant_id)]
    ids = {use for one in found for use in one.uses}
    uses = {one.id: one for one in uses_shown(Use.objects.filter(pk__in=ids))}
    return tuple(
        SignalShown(
            one.pk, one.kind, Label(one.provider.name_zh, one.provider.name_en), one.at, one.told,
            tuple(uses[use] for use in one.uses if use in uses), one.card_id, one.done,
            one.done_at, one.done_by,
        )
        for one in found
    )  # fmt: skip


def watches(actor: Actor) -> tuple[WatchShown, ...]:
    """What each place of hers finds odd; a place without settings has every kind switched off."""
    own = {post.tenant_id for post in actor.posts if post.role == Role.TALENT_OFFICE}
    seats = {one: organisation_by_id(one) for one in own if one is not None}
    kept = {one.tenant_id: one for one in Watch.objects.filter(tenant__in=seats)}
    return tuple(
        WatchShown(seat.label, seat.code, *_of(kept.get(seat.id)))
        for seat in sorted(seats.values(), key=lambda one: one.code)
    )


def _of(watch: Watch | None) -> tuple[int | None, int | None, int | None, str]:
    if watch is None:
        return None, None, None, ""
    return watch.kmh, watch.minutes, watch.a_day, watch.basis
