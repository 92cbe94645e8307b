"""From a document's text to the files of a pack in which everything is still to be done.

Found are the clauses, how each opens, and every figure in order with a kind that is only proposed.
Nothing is accounted for and nothing is said in words: labels that the author must write are empty,
and `packs check` reports each. No sentence of the document is copied.

    files = skeleton("yunxi", "yunxi", text)     ->  {"figures.yaml": "...", ...}
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from yanzhen.policy.headings import Heading, headings
from yanzhen.policy.numerals import Clause, Numeral, cut, digest, placed
from yanzhen.policy.proposal import propose

__all__ = ["CITY", "Skeleton", "skeleton"]

CITY = re.compile(r"^[a-z][a-z0-9_]*$")
"""A city's id: the name of its folder, and what one types after `--city`."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The files of a new pack by name, and what was found in the text."""

    files: dict[str, str]
    clauses: tuple[Heading, ...]
    figures: tuple[tuple[str, Numeral], ...]


def skeleton(city: str, file: str, text: str, schema: str = "../schema") -> Skeleton:
    """The pack's files; `file` is how the text's file name starts, `schema` where schemas are."""
    clauses = headings(text)
    found, lost = cut(text, [(one.id, one.starts) for one in clauses])
    assert not lost
    figures = placed(text, found)
    files = {
        "pack.yaml": _pack(city),
        "documents.yaml": _documents(city, file, clauses, figures),
        "figures.yaml": _figures(city, text, clauses, found, figures),
        "benefits/benefits.yaml": BENEFITS,
        "programmes.yaml": PROGRAMMES,
        "plan.yaml": PLAN,
        "services.yaml": SERVICES,
        "funding.yaml": FUNDING,
        "recognition.yaml": RECOGNITION,
        "cards.yaml": CARDS,
        "cases/cases.yaml": CASES,
    }
    headed = {name: _schema_line(name, schema) + content for name, content in files.items()}
    return Skeleton(headed, clauses, figures)


def _schema_line(name: str, schema: str) -> str:
    """What an editor needs to complete and check the file."""
    up = "../" if "/" in name and not schema.startswith(("/", "file:")) else ""
    kind = name.split("/")[0].removesuffix(".yaml")
    return f"# yaml-language-server: $schema={up}{schema}/{kind}.schema.json\n"


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _pack(city: str) -> str:
    return f"""\
# Who runs the policy, what it leaves without a number, and where it can be read in two ways.
# An empty label is work left: `yanzhen packs check {city}` lists them all.
city: {city}
title: {{zh: "", en: ""}}    # the city's name
policy: {{zh: "", en: ""}}   # the policy's name

# Departments and bodies that the text names: {{id: finance, zh: ..., en: ..., kind: department}}
units: []

# Numbers and lists that the text needs but does not give; never a made-up value.
parameters: []

# Clauses that can be read in more than one way, each with a note that says why.
readings: []
"""


def _documents(
    city: str, file: str, clauses: tuple[Heading, ...], figures: tuple[tuple[str, Numeral], ...]
) -> str:
    numerals = digest((clause, numeral.token) for clause, numeral in figures)
    listed = "\n".join(_clause(one) for one in clauses)
    return f"""\
# The document in your own words: `heading` and `summary` say what a clause is about and grants.
# `starts` is how a clause opens in the text, used only to find it; the text is not part of the
# pack. Clauses may be merged, split or renamed here; the figures name them by id. What the text
# does not give (number, issuer, dates) stays null. `numerals` is the fingerprint of the figures:
# `packs check` says the new one when they change.
documents:
  - id: {city}
    file: {_quoted(file)}
    title: {{zh: "", en: ""}}
    number: null
    issuer: null
    issued: null
    effective: null
    numerals: {_quoted(numerals)}
    clauses:{" []" if not clauses else ""}
{listed}
"""


def _clause(one: Heading) -> str:
    label = f"{{zh: {_quoted(one.label.zh)}, en: {_quoted(one.label.en)}}}"
    return f"""\
      - id: {_quoted(one.id)}
        label: {label}
        heading: {{zh: "", en: ""}}
        starts: {_quoted(one.starts)}
        summary: {{zh: "", en: ""}}"""


def _figures(
    city: str,
    text: str,
    clauses: tuple[Heading, ...],
    found: tuple[Clause, ...],
    figures: tuple[tuple[str, Numeral], ...],
) -> str:
    labels = {one.id: one.label for one in clauses}
    starts = {one.id: one.start for one in found}
    lines: list[str] = []
    last = None
    for clause, numeral in figures:
        if clause != last:
            lines.append(f"  # {labels[clause].zh} / {labels[clause].en}")
            last = clause
        lines.append(_figure(text[starts[clause] :], starts[clause], clause, numeral))
    head = f"""\
# Every figure of the document, in order, as printed. `by` names what accounts for it: a rule,
# tier:A1, programme:..., plan:..., funding:..., parameter:...; a figure that no rule computes
# with has kind name, date, grade or background and a note instead.
# Each kind below is a guess: correct it, then delete the comment.
document: {city}
figures:{" []" if not lines else ""}
"""
    return head + "".join(f"{line}\n" for line in lines)


def _figure(text: str, offset: int, clause: str, numeral: Numeral) -> str:
    here = Numeral(
        numeral.token, numeral.value, numeral.unit, numeral.start - offset, numeral.end - offset
    )
    proposal = propose(text, here)
    value = "null" if numeral.value is None else format(numeral.value, "f")
    why = f" ({_quoted(proposal.why)[1:-1]})" if proposal.why else ""
    return (
        f"  - {{clause: {_quoted(clause)}, token: {_quoted(numeral.token)}, value: {value}, "
        f"unit: {_quoted(numeral.unit)}, kind: {proposal.kind}, by: []}}"
        f"  # proposed: {proposal.kind}{why}"
    )


BENEFITS = """\
# One entry for each entitlement: who, under which conditions, what, how often, by which clause.
# Further files may stand beside this one. What rules may ask: docs/guide/facts.md.
#
#   - id: art-3-settling-in
#     clause: "3"
#     title: {zh: ..., en: ...}
#     summary: {zh: ..., en: ...}
#     subject: person            # whose facts are asked
#     beneficiary: person        # who receives
#     nature: fixed              # fixed formula range ceiling loan in_kind unspecified
#     when: [newly_introduced, degree == 'doctor']
#     amount: 3万元
benefits: []
"""

PROGRAMMES = """\
# Every system, platform, mechanism, programme and service that the document names, and the part of
# the product that carries it.
#
#   - id: talent-card
#     clause: "9"
#     zh: ...
#     en: ...
#     kind: service              # system platform mechanism programme service ...
#     run_by: []                 # units, only where the text says so
#     summary: {zh: ..., en: ...}
#     carried_by: card           # benefit tier service_item case call register ledger card duty ...
#     rules: []
programmes: []
"""

PLAN = """\
# The duties that the document sets: targets, measures, tasks; who leads, who takes part.
#
#   - id: targets
#     clause: "2"
#     zh: ...
#     en: ...
#     kind: target               # measure task target evaluation
#     summary: {zh: ..., en: ...}
#     lead: []
#     units: []
#     targets: [{id: talent, zh: ..., en: ..., value: 2, unit: 万人, by: "2027"}]
#     deadline: null
#     every: once
plan: []
"""

SERVICES = """\
# What one applies for, and by which way it goes. Every rule stands in one item, or under `none`.
#
# window: talent_office         # the unit that accepts, where an item does not say otherwise
# approve: talent_office        # the unit that decides
#
#   - id: settling-in
#     rules: [art-3-settling-in]
#     kind: benefit             # benefit service request review recognition handover discussion
#     lifecycle: benefit        # see packs/vocabulary/lifecycles.yaml
#     apply: [self, employer]   # self employer staff
#     reviews: []               # units that review in parallel
services: []
none: []
"""

FUNDING = """\
# What the document says about money and countable places; only what it says.
# A number that it does not give is a `parameter`: a name without a value.
#
# funds:
#   - {id: talent-fund, clause: "2", zh: ..., en: ..., pays: all, least_per_year: 1000万元}
# pools:                           # unit: post flat place seat card; size or parameter
#   - {id: posts, clause: "5", zh: ..., en: ..., unit: post, parameter: posts}
# shares:                          # parties: city county employer
#   - {clause: "9", rules: all, parties: [city, county], parameter: fiscal_shares}
# clawbacks:
#   - {id: home-sold, clause: "7", rules: [...], trigger: {zh: ..., en: ...}, within_years: 10,
#      amount: all}
# counts_as:
#   - {fact: rent_subsidy_received, clause: "7", rules: [art-7-rent]}
# external:
#   - {clause: "8", rules: [art-8-loan], party: {zh: ..., en: ...}}
funds: []
"""

RECOGNITION = """\
# Who is recognised by a decision, and which other cities' recognition counts here, for what.
#
# kinds:                           # levels: options of the fact; none: recognised or not
#   - {id: tier, clause: "3", zh: ..., en: ..., item: ..., fact: recognised_tier,
#      levels: [A, B, C, D], catalogue: true, review: equivalent_tier}
# self_recognition: {clause: "4", pool: ..., kinds: [tier]}
# mutual: {clause: "5", zh: ..., en: ...}       # between the city and its counties
# parities:                        # these rules and nothing else; one way
#   - {id: home, clause: "6", zh: ..., en: ..., from: [...], rules: [...], facts: [...]}
# information:                     # shared information only, no recognition
#   - {id: ..., clause: "7", zh: ..., en: ..., cities: [...]}
kinds: []
"""

CARDS = """\
# Cards for talent: from what they are issued (recognition: kinds; decision: item), their face.
#
# cards:
#   - {id: talent-card, clause: "8", zh: ..., en: ..., programme: ..., rule: ..., item: ...,
#      basis: [decision], colour: "#0b6b52", ink: "#ffffff",
#      groups: [{id: medical, zh: ..., en: ...}]}
cards: []
"""

CASES = """\
# Worked subjects with the answers expected, derived from the document and not from the rules.
#
#   - id: doctor-newly-introduced
#     about: 新引进的博士          # in a clerk's words
#     subject: person
#     as_of: 2026-01-01
#     facts: {newly_introduced: true, degree: doctor}
#     expect:
#       art-3-settling-in: {status: eligible, total: 3万元}
cases: []
"""
