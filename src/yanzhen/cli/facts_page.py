"""The page docs/guide/facts.md: every fact that rules may ask about, by group of questions.

yanzhen facts --markdown > docs/guide/facts.md
"""

from collections.abc import Iterator

from yanzhen.cli.reading import TYPE_LABELS
from yanzhen.policy import Pack, cities_on_disk, load_pack, load_vocabulary, packs_on_disk
from yanzhen.policy import expression as e
from yanzhen.policy.check import nodes_of
from yanzhen.policy.vocabulary import Fact, Vocabulary

HEAD = """\
# The facts

What rules may ask about, the same in every city. A pack names a fact by its id; who fills in a \
form sees its question. This page is generated from `packs/vocabulary`: change the facts there, \
then run `yanzhen facts --markdown > docs/guide/facts.md`.

A fact marked *decision* is the result of an assessment, review or meeting: nobody can declare it. \
The last column names the cities whose rules or talent catalogue use the fact today.
"""
MOST_OPTIONS = 12


def page() -> str:
    """The whole page, from the vocabulary and the packs that ship with the product."""
    vocabulary = load_vocabulary()
    users = {city: facts_of(load_pack(city)) for city in cities_on_disk(packs_on_disk())}
    return "".join([HEAD, *_sections(vocabulary, users)])


def facts_of(pack: Pack) -> frozenset[str]:
    """The facts that a pack's rules and catalogue speak of; a record's field as honours.rank."""
    used: set[str] = {pack.tiers.recognised_by} if pack.tiers else set()
    for node in nodes_of(pack):
        used.update(part.fact.id for part in e.walk(node) if isinstance(part, e.FactRef))
    for rule in pack.rules.values():
        named = [rule.starts, rule.less, rule.periods.fact if rule.periods else None]
        named.append(rule.for_each.records if rule.for_each else None)
        used.update(name for name in named if name)
    return frozenset(used)


def _sections(vocabulary: Vocabulary, users: dict[str, frozenset[str]]) -> Iterator[str]:
    groups = {one.id: f"{one.label.zh} {one.label.en}" for one in vocabulary.groups.values()}
    for fact in vocabulary.facts.values():
        groups.setdefault(fact.group, fact.group or "其他 Other")
    for group, title in groups.items():
        facts = [fact for fact in vocabulary.facts.values() if fact.group == group]
        if facts:
            yield f"\n## {title}\n\n| fact | name | type | of | used by |\n|---|---|---|---|---|\n"
        for fact in facts:
            cities = ", ".join(city for city, used in users.items() if fact.id in used)
            yield _row(fact, vocabulary, cities)
            for field in fact.fields.values():
                name = f"{field.label.zh}<br>{field.label.en}"
                yield f"| `{fact.id}.{field.id}` | {name} | {_type(field)} | | |\n"


def _row(fact: Fact, vocabulary: Vocabulary, cities: str) -> str:
    whose = ", ".join(one for one in vocabulary.subjects if one in fact.subjects)
    name = f"{fact.label.zh}<br>{fact.label.en}"
    return f"| `{fact.id}` | {name} | {_type(fact)} | {whose} | {cities or '–'} |\n"


def _type(fact: Fact) -> str:
    said = TYPE_LABELS[fact.type].en
    if fact.catalogue:
        said += f": the catalogue's `{fact.catalogue}` ({len(fact.options)})"
    elif fact.options:
        listed = list(fact.options)
        more = f" … ({len(listed)})" if len(listed) > MOST_OPTIONS else ""
        said += ": " + ", ".join(f"`{one}`" for one in listed[:MOST_OPTIONS]) + more
    return said + (", *decision*" if fact.is_decision else "")
