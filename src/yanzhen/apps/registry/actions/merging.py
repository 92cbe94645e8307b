"""Two subjects that are one, brought together; and apart again, if that was wrong.

    merge(acting=office, winner_id=3, loser_id=9, reason="同一人，旧证与新证")
    unmerge(acting=office, merge_id=1, reason="同名不同人")

What belongs to the loser, in every part of the service, is moved, and listed, so that it can be
moved back (`belongings`). The loser stays, and opens as the winner.
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, hand_officers_over
from yanzhen.apps.accounts.service import acting as acting_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.access import access_subject
from yanzhen.apps.registry.belongings import move, move_back
from yanzhen.apps.registry.errors import NoSuchEntry, refuse
from yanzhen.apps.registry.models import Distinct, Identifier, Merge, Subject
from yanzhen.apps.registry.numbers import DOCUMENTS
from yanzhen.apps.registry.rights import require_role


def merge(*, acting: Actor, winner_id: int, loser_id: int, reason: str) -> Merge:
    """The loser was the winner all along."""
    require_role(acting, Role.TALENT_OFFICE)
    _has_reason(reason)
    with transaction.atomic():
        first, second = sorted((winner_id, loser_id))
        pair = {one.pk: one for one in (access_subject(acting, first, change=True),
                                        access_subject(acting, second, change=True))}  # fmt: skip
        if pair.keys() != {winner_id, loser_id}:
            raise refuse("", "其中一个已经合并过。", "One of them was merged already.")
        winner, loser = pair[winner_id], pair[loser_id]
        with acting_as(SYSTEM):
            _one_and_the_same(winner, loser)
            moved = move(loser, winner)
            moved["account"] = [loser.account_id] if loser.account_id else []
            moved["officers"] = hand_officers_over(loser.pk, winner.pk)
            account, loser.account_id, loser.merged_into = loser.account_id, None, winner
            loser.save(update_fields=["account", "merged_into"])
            if account is not None:
                winner.account_id = account
                winner.save(update_fields=["account"])
            made = Merge.objects.create(
                winner=winner, loser=loser, reason=reason, moved=moved,
                made_by_id=acting.account_id,
            )  # fmt: skip
        _told_of(acting, made, "registry.merged", reason)
    return made


def unmerge(*, acting: Actor, merge_id: int, reason: str) -> Merge:
    """They are two after all: everything that was moved goes back."""
    require_role(acting, Role.TALENT_OFFICE)
    _has_reason(reason)
    with transaction.atomic(), acting_as(SYSTEM):
        made = (
            Merge.objects.select_for_update(of=("self",))
            .select_related("winner", "loser")
            .filter(pk=merge_id, undone_at=None)
            .first()
        )
        if made is None or not Subject.objects.visible_to(acting).filter(pk=made.winner_id):
            raise NoSuchEntry(merge_id)
        winner, loser = made.winner, made.loser
        loser.merged_into = None
        if made.moved["account"]:
            winner.account_id = None
            winner.save(update_fields=["account"])
            loser.account_id = made.moved["account"][0]
        loser.save(update_fields=["account", "merged_into"])
        move_back(made.moved, loser)
        hand_officers_over(winner.pk, loser.pk, made.moved.get("officers", []))
        made.undone_at, made.undone_by_id = timezone.now(), acting.account_id
        made.undone_because = reason
        made.save(update_fields=["undone_at", "undone_by_id", "undone_because"])
        _told_of(acting, made, "registry.unmerged", reason)
    return made


def tell_apart(*, acting: Actor, one_id: int, other_id: int) -> Distinct:
    """These two are alike, and are two: they are not brought up again."""
    require_role(acting, Role.TALENT_OFFICE, Role.CLERK)
    with transaction.atomic():
        one, other = sorted(access_subject(acting, key).pk for key in (one_id, other_id))
        if one == other:
            raise refuse("", "这是同一个主体。", "They are one.")
        found, is_new = Distinct.objects.get_or_create(
            one_id=one, other_id=other, defaults={"found_by_id": acting.account_id}
        )
        if is_new:
            record(
                "registry.told_apart", acting=acting, subject=f"subject:{one}",
                details={"other": other},
            )  # fmt: skip
    return found


def _one_and_the_same(winner: Subject, loser: Subject) -> None:
    """Refuse what cannot be one: two kinds, two accounts, two cards."""
    if winner.kind != loser.kind:
        raise refuse("kind", "不是同一类主体，不能合并。", "They are not of one kind.")
    if winner.account_id and loser.account_id:
        zh = "两个主体各有账户，请先停用其中一个。"
        raise refuse("account", zh, "Each has an account; close one of them first.")
    live = Identifier.objects.filter(
        retired_at=None, scheme__in=[scheme.value for scheme in DOCUMENTS]
    )
    schemes = {one.scheme for one in live.filter(subject=winner)}
    both = [one for one in live.filter(subject=loser) if one.scheme in schemes]
    if both:
        zh = "两个主体有同一类证件的不同号码，不能合并；确属换证的，先停用旧号码。"
        raise refuse("numbers", zh, "They have different numbers of one kind of document.")


def _has_reason(reason: str) -> None:
    if not reason.strip():
        raise refuse("reason", "请写明理由。", "Say why.")


def _told_of(actor: Actor, made: Merge, event: str, reason: str) -> None:
    record(
        event, acting=actor, subject=f"subject:{made.winner_id}",
        details={"merge": made.pk, "loser": made.loser_id, "reason": reason},
    )  # fmt: skip
