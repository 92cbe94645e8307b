"""The registry, as everybody else sees it.

added = add_subject(acting=clerk, kind="person", name="王芳", organisation_id=county_id,
                    numbers={"id_card": "..."}, grade=Grade.B)
record_fact(acting=clerk, subject_id=added.subject.pk, name="degree", value="master",
            grade=Grade.B, evidence="material:12")
situation(added.subject.pk, today, "xiangtan")     what `yanzhen.policy.assess` takes in
"""

from yanzhen.apps.registry.access import (
    access_fact,
    access_identifier,
    access_import,
    access_request,
    access_subject,
    access_view,
    current_id,
    ids_of,
)
from yanzhen.apps.registry.actions.changing import (
    add_number,
    link_account,
    rename_subject,
    retire_number,
)
from yanzhen.apps.registry.actions.consents import give_consent, withdraw_consent
from yanzhen.apps.registry.actions.facts import (
    Told,
    end_fact,
    record_fact,
    record_facts,
    verify_fact,
    withdraw_fact,
)
from yanzhen.apps.registry.actions.importing import Brought, bring_sheet, take_in
from yanzhen.apps.registry.actions.merging import merge, tell_apart, unmerge
from yanzhen.apps.registry.actions.own_data import (
    Hold,
    answer_erasure,
    ask,
    copy_of,
    refuse_request,
)
from yanzhen.apps.registry.actions.relations import (
    confirm_relation,
    end_relation,
    enter,
    reject_relation,
    relate,
)
from yanzhen.apps.registry.actions.revealing import reveal
from yanzhen.apps.registry.actions.subjects import Added, add_subject
from yanzhen.apps.registry.alike import Alike, alike
from yanzhen.apps.registry.belongings import LEFT_IF_TAKEN, STAYS
from yanzhen.apps.registry.bulk.template import template
from yanzhen.apps.registry.errors import (
    NoSuchEntry,
    NoSuchSubject,
    Refusal,
    RegistryRefused,
)
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.identity import Scheme, check_number, normalised, read_number
from yanzhen.apps.registry.known import (
    Known,
    ToAsk,
    facts_of,
    facts_of_many,
    facts_still_to_ask,
    situation,
)
from yanzhen.apps.registry.models import Consent, DataRequest, Subject
from yanzhen.apps.registry.numbers import compared
from yanzhen.apps.registry.queries import (
    Card,
    card_of,
    cards,
    consented,
    employees,
    facts_shown,
    has_consented,
    imports,
    left_employers,
    merges_of,
    own_relations,
    own_subject,
    purposes_agreed,
    relations_of,
    search,
    shown_facts,
    subjects,
)
from yanzhen.apps.registry.registers import (
    PRESETS,
    close_register,
    list_by_hand,
    make_register,
    members,
    registers,
    taken_out,
    unlist,
)
from yanzhen.apps.registry.vocabulary import facts_of_kind

Purpose = Consent.Purpose
RequestKind = DataRequest.Kind
SubjectKind = Subject.Kind

__all__ = [
    "LEFT_IF_TAKEN",
    "PRESETS",
    "STAYS",
    "Added",
    "Alike",
    "Brought",
    "Card",
    "Grade",
    "Hold",
    "Known",
    "NoSuchEntry",
    "NoSuchSubject",
    "Purpose",
    "Refusal",
    "RegistryRefused",
    "RequestKind",
    "Scheme",
    "SubjectKind",
    "ToAsk",
    "Told",
    "access_fact",
    "access_identifier",
    "access_import",
    "access_request",
    "access_subject",
    "access_view",
    "add_number",
    "add_subject",
    "alike",
    "answer_erasure",
    "ask",
    "bring_sheet",
    "card_of",
    "cards",
    "check_number",
    "close_register",
    "compared",
    "confirm_relation",
    "consented",
    "copy_of",
    "current_id",
    "employees",
    "end_fact",
    "end_relation",
    "enter",
    "facts_of",
    "facts_of_kind",
    "facts_of_many",
    "facts_shown",
    "facts_still_to_ask",
    "give_consent",
    "has_consented",
    "ids_of",
    "imports",
    "left_employers",
    "link_account",
    "list_by_hand",
    "make_register",
    "members",
    "merge",
    "merges_of",
    "normalised",
    "own_relations",
    "own_subject",
    "purposes_agreed",
    "read_number",
    "record_fact",
    "record_facts",
    "refuse_request",
    "registers",
    "reject_relation",
    "relate",
    "relations_of",
    "rename_subject",
    "retire_number",
    "reveal",
    "search",
    "shown_facts",
    "situation",
    "subjects",
    "take_in",
    "taken_out",
    "tell_apart",
    "template",
    "unlist",
    "unmerge",
    "verify_fact",
    "withdraw_consent",
    "withdraw_fact",
]  # fmt: skip
