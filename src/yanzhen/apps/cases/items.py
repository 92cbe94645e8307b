"""The service item of a case, from the version of the pack with which the case began.

item = item_of(pack_of(case), case.item)
title_of(pack, item).zh
"""

from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.models import Case
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy import Pack, item_title
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

OBJECTION = "objection"
OBJECTION_TITLE = Label("公示异议", "Objection against a published entry")
NO_ITEM = Label(
    "没有这个事项，或已停办；请回到事项目录重新选择。",
    "There is no such service item, or it is no longer offered; choose one from the list.",
)


def pack_of(case: Case) -> Pack:
    """The version of the pack with which a case began."""
    return kept_pack(case.city, case.pack_hash)


def item_of(pack: Pack, item: str) -> ServiceItem:
    """An item by its id; CaseRefused when there is none."""
    if item == OBJECTION:
        return ServiceItem(OBJECTION, OBJECTION, "review", OBJECTION, title=OBJECTION_TITLE)
    if item not in pack.services:
        raise CaseRefused([Refusal("no_item", NO_ITEM, "item")])
    return pack.services[item]


def title_of(pack: Pack, item: ServiceItem) -> Label:
    """What the item is called."""
    return OBJECTION_TITLE if item.id == OBJECTION else item_title(pack, item)
