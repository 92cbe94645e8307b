"""A sample object for each address that speaks of one: what stands in the address, who may see it.

A new address whose path has a part to fill in needs a line in SAMPLES:

    "portal:case": lambda world: Sample({"number": case_of(world.owner).number}, only("owner")),

`sees` says for whom the object is there; everybody else must get what an object that does not
exist gives. The class of the address (ACCESS) is asked before that, so `sees` need not repeat it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tests.access.world import Visitor, World

from yanzhen.apps.accounts.service import REACHING, SYSTEM, Role, give_assignment

Sees = Callable[[Visitor], bool]


def everybody(_visitor: Visitor) -> bool:
    return True


def only(*names: str) -> Sees:
    """These visitors and no one else."""
    return lambda visitor: visitor.name in names


def reaching(*places: str) -> Sees:
    """Whoever works in one of these places, such as "own" and "parent"."""
    return lambda visitor: visitor.place in places


@dataclass(frozen=True)
class Sample:
    """One object. `method` and `data`: how the address is used, when not by looking at it."""

    parts: Mapping[str, Any]
    sees: Sees = everybody
    method: Literal["get", "post"] = "get"
    data: Mapping[str, Any] = field(default_factory=dict)


def fixed(**parts: Any) -> Callable[[World], Sample]:
    """An address that stands for the same for everybody."""
    return lambda _world: Sample(parts)


def a_crosswalk(world: World) -> Sample:
    """A document that the city has published."""
    return Sample({"city": "xiangtan", "series": world.kept["crosswalk"]})


def a_post(world: World) -> Sample:
    """A post in the county `own`; its administrator and the city's may end it."""
    account = world.visitor("stranger").account
    assert account is not None
    given = give_assignment(
        acting=SYSTEM, account_id=account.pk, role=Role.AUDITOR, organisation_id=world.own
    )
    return Sample({"assignment": given.pk}, reaching("own", "parent"), method="post")


def of_the_key(world: World) -> Sample:
    """A program's key of the county `own`; its administrator and the city's look after it."""
    return Sample({"key": world.kept["key"]}, reaching("own", "parent"))


def a_key(world: World) -> Sample:
    """A security key that nobody of this world has."""
    return Sample({"pk": 1}, only())


def a_factor(_world: World) -> Sample:
    """An authenticator app: staff of this world have one."""
    return Sample({}, lambda visitor: bool(visitor.place))


def no_codes(_world: World) -> Sample:
    """Recovery codes, which nobody of this world has."""
    return Sample({}, only())


def sees_the_case(visitor: Visitor) -> bool:
    """The owner, those who reach the county `own`, and the reviewers of its bureau."""
    if visitor.role in REACHING:
        return visitor.place in {"own", "parent"}
    reviews = visitor.role == Role.REVIEWER and visitor.place == "own"
    return reviews or visitor.name == "owner"


def of_the_case(world: World) -> Sample:
    """A case of the owner that the county `own` handles."""
    return Sample({"number": world.kept["case"]}, sees_the_case)


def of_the_draft(world: World) -> Sample:
    """What the owner began and has not submitted."""
    return Sample({"draft": world.kept["draft"]}, only("owner"))


def thrown_away(world: World) -> Sample:
    return replace(of_the_draft(world), method="post")


def own_copy(_world: World) -> Sample:
    """All data of a person: of whoever is one in the registry."""
    return Sample({}, only("owner"), method="post")


def for_officers(**parts: Any) -> Callable[[World], Sample]:
    """A page of those who act for an employer."""
    return lambda _world: Sample(parts, only("hr", "hr_elsewhere"))


def nobodys(**parts: Any) -> Callable[[World], Sample]:
    """An object that does not exist."""
    return lambda _world: Sample(parts, only())


def at_the_desk(**data: str) -> Callable[[World], Sample]:
    """A case of the county `own`, as an address of the desk is posted to."""
    return lambda world: replace(of_the_case(world), method="post", data=data)


def of_the_person(world: World) -> Sample:
    """The owner's entry in the registry, with which the county `own` has to do."""
    return Sample({"subject": world.kept["subject"]}, sees_the_person)


def sees_the_person(visitor: Visitor) -> bool:
    """Staff who reach the county `own`, and whoever reviews in its bureau."""
    return visitor.name != "owner" and sees_the_case(visitor)


def of_the_run(world: World) -> Sample:
    """A payment run of the county `own`: for finance and auditors there and above."""
    return Sample({"number": world.kept["run"]}, reaching("own", "parent"))


def at_the_run(**data: str) -> Callable[[World], Sample]:
    """The same, posted to."""
    return lambda world: replace(of_the_run(world), method="post", data=data)


def a_bank_account(world: World) -> Sample:
    """One that finance of the county `own` entered."""
    return Sample(
        {"account": world.kept["bank_account"]}, reaching("own", "parent"), method="post",
        data={"action": "decline"},
    )  # fmt: skip


def of_the_claim(world: World) -> Sample:
    """What the county `own` claims back from the owner."""
    return Sample({"number": world.kept["claim"]}, reaching("own", "parent"))


def on_the_award(world: World) -> Sample:
    """What the county `own` granted to the owner."""
    return Sample({"award": world.kept["award"]}, reaching("own", "parent"))


def of_the_recognition(name: str) -> Callable[[World], Sample]:
    """What the county `own` recognised the owner as, and what is going on about it."""
    return lambda world: Sample({"number": world.kept[name]}, reaching("own", "parent"))


def of_quotas(name: str) -> Callable[[World], Sample]:
    """Something of the flats that the county `own` has: for those who reach it."""
    return lambda world: Sample({name: world.kept[name]}, reaching("own", "parent"))


def of_privileges(**parts: str) -> Callable[[World], Sample]:
    """A provider of the county `own`, or what it offers: for those who reach the county."""
    return lambda world: Sample(
        {name: world.kept[kept] for name, kept in parts.items()}, reaching("own", "parent")
    )


def for_partners(_world: World) -> Sample:
    """A page of whoever stands for a provider."""
    return Sample({}, only("partner@own"))


def of_the_panel(*names: str, sees: Sees = everybody) -> Callable[[World], Sample]:
    """Something of the panel of the county `own`, by its parts in the address."""
    return lambda world: Sample({name: world.kept[name] for name in names}, sees)


def of_the_card(world: World) -> Sample:
    """A card of the owner by the county `own`, as she has it herself."""
    return Sample({"card": world.kept["card"]}, only("owner"))


def at_the_card(**data: str) -> Callable[[World], Sample]:
    """The same, posted to."""
    return lambda world: replace(of_the_card(world), method="post", data=data)


def of_the_desks_card(world: World) -> Sample:
    """The same card, as the offices of the county `own` and those above it have it."""
    return replace(of_the_card(world), sees=reaching("own", "parent"))


SAMPLES: dict[str, Callable[[World], Sample]] = {
    "portal:services_of": fixed(city="xiangtan"),
    "portal:crosswalk": a_crosswalk,
    "portal:service": fixed(city="xiangtan", item="rent-subsidy"),
    "portal:apply": fixed(city="xiangtan", item="rent-subsidy"),
    "portal:apply_from_calculator": fixed(city="xiangtan", item="rent-subsidy"),
    "portal:situation_copy": own_copy,
    "portal:my_case": of_the_case,
    "portal:case": of_the_case,
    "portal:receipt": of_the_case,
    "portal:receipt_file": of_the_case,
    "portal:file": lambda world: Sample({"material": world.kept["file"]}, sees_the_case),
    "portal:draft": of_the_draft,
    "portal:draft_materials": of_the_draft,
    "portal:draft_submit": of_the_draft,
    "portal:draft_discard": thrown_away,
    "portal:desk_case": of_the_case,
    "portal:desk_act": at_the_desk(action="no-such-action"),
    "portal:desk_receive": at_the_desk(answer=""),
    "portal:desk_find": at_the_desk(fact="recognised_tier"),
    "portal:desk_name": at_the_desk(reason="核实"),
    "portal:desk_decide": at_the_desk(action="approve"),
    "portal:desk_objector": lambda _world: Sample(
        {"number": "no-such-case"}, only(), method="post", data={"reason": "核实"}
    ),
    "portal:desk_subject": of_the_person,
    "portal:desk_reveal": lambda world: replace(
        of_the_person(world), method="post", data={"identifier": "0"}, sees=only()
    ),
    "portal:desk_unmerge": lambda world: replace(
        of_the_person(world), method="post", data={"merge": "0", "reason": "核对"}, sees=only()
    ),
    "portal:desk_import": nobodys(sheet=1),
    "portal:desk_rejects": nobodys(sheet=1),
    "portal:desk_register": nobodys(register=1),
    "portal:desk_key": of_the_key,
    "portal:desk_key_change": lambda world: replace(
        of_the_key(world), method="post", data={"action": "rotate"}
    ),
    "portal:desk_webhook": lambda world: Sample(
        {"key": world.kept["key"], "hook": "no-such"},
        only(),
        method="post",
        data={"action": "off"},
    ),
    "portal:pay_look": a_bank_account,
    "portal:pay_run": of_the_run,
    "portal:pay_left_out": of_the_run,
    "portal:pay_freeze": at_the_run(),
    "portal:pay_step": at_the_run(action="approve"),
    "portal:pay_file": at_the_run(layout="csv"),
    "portal:pay_bring": at_the_run(),
    "portal:pay_receipt": lambda world: Sample({"number": world.kept["run"], "receipt": 1}, only()),
    "portal:desk_claim": of_the_claim,
    "portal:desk_claim_act": lambda world: replace(
        of_the_claim(world), method="post", data={"action": "no-such-action"}
    ),
    "portal:desk_claim_open": on_the_award,
    "portal:desk_claim_look": lambda world: replace(on_the_award(world), method="post"),
    "portal:my_claim": lambda world: replace(of_the_claim(world), sees=only("owner")),
    "portal:desk_recognised": of_the_recognition("recognition"),
    "portal:desk_proceeding_open": lambda world: replace(
        of_the_recognition("recognition")(world), method="post", data={"aim": "no-such-aim"}
    ),
    "portal:desk_proceeding": of_the_recognition("proceeding"),
    "portal:desk_proceeding_act": lambda world: replace(
        of_the_recognition("proceeding")(world), method="post", data={"action": "no-such-action"}
    ),
    "portal:my_proceeding": lambda world: replace(
        of_the_recognition("proceeding")(world), sees=only("owner")
    ),
    "portal:desk_dismiss": lambda world: Sample(
        {"proposal": world.kept["proposal"]}, reaching("own", "parent"), method="post"
    ),
    "portal:desk_rerun": nobodys(rerun=0),
    "portal:desk_seat": lambda world: Sample(
        {"seat": world.kept["seat"]}, reaching("own", "parent")
    ),
    "portal:desk_seat_sample": lambda world: Sample(
        {"sample": world.kept["seat_sample"]}, reaching("own", "parent")
    ),
    "portal:employer_seats": for_officers(),
    "portal:desk_quota": of_quotas("pool"),
    "portal:desk_flats": of_quotas("pool"),
    "portal:desk_flats_sheet": of_quotas("pool"),
    "portal:desk_flat": of_quotas("flat"),
    "portal:desk_quota_request": of_quotas("wish"),
    "portal:desk_draw": of_quotas("draw"),
    "portal:draw": nobodys(draw=0),
    "portal:desk_expert": of_the_panel("expert", sees=reaching("own", "parent")),
    "portal:desk_panel": of_the_panel("panel", sees=reaching("own", "parent")),
    "portal:desk_panel_minutes": of_the_panel("panel", sees=reaching("own", "parent")),
    "portal:expert_declaration": of_the_panel(sees=only("stranger")),
    "portal:expert_panel": of_the_panel("panel", sees=only("stranger")),
    "portal:expert_case": of_the_panel("panel", "matter", sees=only("stranger")),
    "portal:expert_file": nobodys(panel=1, matter=1, material="no-such-paper"),
    "portal:my_panel": of_the_panel("panel", sees=only("owner")),
    "portal:panel_draw": of_the_panel("panel"),
    "portal:employer_quotas": for_officers(),
    "portal:privileges_of": fixed(city="xiangtan"),
    "portal:partner": for_partners,
    "portal:partner_month": for_partners,
    "portal:partner_month_sheet": for_partners,
    "portal:desk_provider": of_privileges(provider="provider"),
    "portal:desk_offer": of_privileges(offer="privilege"),
    "portal:desk_use_statement": of_privileges(provider="provider"),
    "portal:desk_use_sheet": of_privileges(provider="provider"),
    "portal:my_card": of_the_card,
    "portal:my_card_bind": at_the_card(key="no-key"),
    "portal:my_card_code": at_the_card(),
    "portal:my_card_print": of_the_card,
    "portal:my_card_wallet": of_the_card,
    "portal:desk_card": of_the_desks_card,
    "portal:desk_card_print": of_the_desks_card,
    "portal:card_shown": nobodys(code="no-such-code"),
    "portal:card_status": nobodys(city="lake"),
    "portal:audit_sample": nobodys(sample=1),
    "portal:audit_sample_sheet": nobodys(sample=1),
    "portal:desk_fund": nobodys(city="lake", fund="budget"),
    "portal:desk_arrange": nobodys(city="lake", fund="budget"),
    "portal:desk_money_settings": nobodys(city="lake"),
    "portal:desk_statement": nobodys(),
    "portal:desk_award": nobodys(number="no-such-award"),
    "portal:desk_award_act": lambda _world: Sample(
        {"number": "no-such-award"},
        only(),
        method="post",
        data={"action": "suspend", "reason": "核实"},
    ),
    "portal:work": nobodys(work="no-such-work"),
    "portal:work_result": nobodys(work="no-such-work"),
    "portal:employer": for_officers(),
    "portal:employer_file": for_officers(),
    "portal:employer_look": for_officers(),
    "portal:employer_look_refused": nobodys(),
    "portal:employer_template": for_officers(city="xiangtan", item="rent-subsidy"),
    "portal:filing": nobodys(filing="no-such-sheet"),
    "portal:refused_rows": nobodys(filing="no-such-sheet"),
    "portal:publicity_of": fixed(city="xiangtan"),
    "portal:objection": fixed(city="xiangtan", publicity=1),
    "portal:objection_raised": fixed(city="xiangtan"),
    "portal:calculator": fixed(city="xiangtan"),
    "portal:policies": fixed(city="xiangtan"),
    "portal:rule": fixed(city="xiangtan", rule="art-19-rent"),
    "portal:document": fixed(city="xiangtan", document="plan"),
    "portal:tiers": fixed(city="xiangtan"),
    "portal:scenario": fixed(scenario="no-such-scenario"),
    "portal:scenario_progress": fixed(scenario="no-such-scenario"),
    "portal:scenario_json": fixed(scenario="no-such-scenario"),
    "portal:scenario_xlsx": fixed(scenario="no-such-scenario"),
    "portal:end_post": a_post,
    "mfa_deactivate_totp": a_factor,
    "mfa_view_recovery_codes": no_codes,
    "mfa_download_recovery_codes": no_codes,
    "mfa_remove_webauthn": a_key,
    "mfa_edit_webauthn": a_key,
    # The interface is shut by keys and scopes, and sees rows as pages do: tests/api.
    "api:documents": fixed(city="xiangtan"),
    "api:document": fixed(city="xiangtan", document="plan"),
    "api:rules": fixed(city="xiangtan"),
    "api:rule": fixed(city="xiangtan", rule="art-19-rent"),
    "api:services": fixed(city="xiangtan"),
    "api:service": fixed(city="xiangtan", item="rent-subsidy"),
    "api:assess": fixed(city="xiangtan"),
    "api:exchange_statement": fixed(city="xiangtan"),
    "api:exchange_news": fixed(city="xiangtan"),
    "api:exchange_wake": fixed(city="xiangtan"),
    "api:draft": fixed(draft_id="none"),
    "api:draft_files": fixed(draft_id="none"),
    "api:submission": fixed(draft_id="none"),
    "api:file": fixed(file_id="none"),
    "api:case": fixed(number="none"),
    "api:receipt": fixed(number="none"),
    "api:case_files": fixed(number="none"),
    "api:actions": fixed(number="none"),
    "api:subject": fixed(subject_id="1"),
    "api:reveal": fixed(subject_id="1"),
    "api:subject_facts": fixed(subject_id="1"),
    "api:webhook": fixed(webhook_id="none"),
    "api:deliveries": fixed(webhook_id="none"),
    "api:deliver_again": fixed(webhook_id="none", delivery_id="none"),
    "api:nothing": fixed(rest="nowhere"),
    "openid_connect_login": fixed(provider_id="no-such-provider"),
    "openid_connect_callback": fixed(provider_id="no-such-provider"),
}
