"""To whom work can be handed: colleagues of one's departments, departments and places of a city."""

from yanzhen.apps.accounts.service import Actor, Role, holders
from yanzhen.apps.organisations.service import below
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.words import say

WORKING = (Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.TALENT_OFFICE)


def colleagues(actor: Actor, language: Language) -> list[tuple[int, str]]:
    """Those who hold a post in one of her organisations, herself first."""
    ids = {one.organisation_id for one in actor.posts if one.organisation_id is not None}
    roles: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for one in holders(ids, *WORKING) if ids else ():
        names[one.account_id] = one.name
        label = one.role.label.say(language)
        roles.setdefault(one.account_id, [])
        roles[one.account_id] += [label] if label not in roles[one.account_id] else []
    order = sorted(names, key=lambda key: (key != actor.account_id, names[key], key))
    return [
        (key, say("colleague", language, name=names[key],
                  role=say("comma", language).join(roles[key])))
        for key in order
    ]  # fmt: skip


def units_of(city: str, language: Language) -> list[tuple[str, str]]:
    """The places of a city with their departments, as a list to choose from."""
    seats = [one for one in below([city]) if one.is_active]
    return [(one.code, "\u3000" * one.code.count("/") + one.label.say(language)) for one in seats]
