"""Who holds a card: the person in the registry, with what of her name a code shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.cards.offline import name_for_card
from yanzhen.apps.registry.service import current_id, subjects
from yanzhen.apps.sealing.service import masked_name


@dataclass(frozen=True, slots=True)
class Holder:
    subject_id: int
    account_id: int | None
    name: str

    @property
    def name_mask(self) -> str:
        """As much of the masked name as a code can carry."""
        return name_for_card(masked_name(self.name))


def holders_of(subject_ids: Iterable[int]) -> dict[int, Holder]:
    """People by the ids that were asked for; who was merged since is found as who she is now."""
    asked = set(subject_ids)
    found = _standing(asked)
    merged = {one: current_id(one) for one in asked - set(found)}
    others = _standing(merged.values())
    return found | {one: others[now] for one, now in merged.items() if now in others}


def _standing(subject_ids: Iterable[int]) -> dict[int, Holder]:
    rows = subjects(SYSTEM, "person").filter(pk__in=set(subject_ids)).order_by()
    return {one[0]: Holder(*one) for one in rows.values_list("pk", "account_id", "name")}
