"""The questions of a page as they are shown: which widget, which options, what was typed.

    questions(sitting, Page("work", ("host_kind",)), "zh")  ->  (Question(...),)

Names of inputs are `a.<fact>`, of a record's field `a.<fact>.<number>.<field>`; ids have dashes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yanzhen.policy.pack import Pack, Tiers
from yanzhen.policy.vocabulary import Fact, Language, Option
from yanzhen.portal.answers import Raw, records_in
from yanzhen.portal.asking import TIER, Page, fields_that_matter
from yanzhen.portal.sitting import Sitting
from yanzhen.portal.words import say

UNSURE = "unsure"
NONE_OF_THESE = "none-of-these"
MOST_RADIOS = 9
MOST_UNSEARCHED = 25
WIDEST_OF_THREE = 8
WIDEST_OF_TWO = 15
APPROVED_SUMS = "approved_sums"
LEVELS = ("international", "national", "ministerial", "provincial", "municipal", "")


@dataclass(frozen=True)
class Choice:
    """One option of a list."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class ChoiceGroup:
    """Options under a common heading; the heading is empty where there is none."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """One input. `widget` is radios, select, checks, number, money, date or text."""

    name: str
    id: str
    widget: str
    ask: str
    note: str = ""
    unit: str = ""
    value: str = ""
    groups: tuple[ChoiceGroup, ...] = ()
    error: str = ""
    unsure: str = ""
    is_unsure: bool = False
    offers_none: bool = False

    @property
    def room(self) -> str:
        """How much room an option takes: three, two or one beside each other."""
        labels = [self.unsure, *(one.label for group in self.groups for one in group.choices)]
        widest = max(_width(label) for label in labels)
        return (
            "short" if widest <= WIDEST_OF_THREE else "mid" if widest <= WIDEST_OF_TWO else "wide"
        )

    @property
    def is_long(self) -> bool:
        """Whether the list is so long that one wants to search it."""
        return sum(len(group.choices) for group in self.groups) > MOST_UNSEARCHED


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


@dataclass(frozen=True)
class Entry:
    """One record: `honours.0` and its fields."""

    path: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Question:
    """One fact that is asked for: a field, or a list of records."""

    fact: str
    field: Field
    is_records: bool = False
    entries: tuple[Entry, ...] = ()


def questions(sitting: Sitting, page: Page, language: Language) -> tuple[Question, ...]:
    """The questions of a page, with what was typed and what is wrong with it."""
    return tuple(_question(sitting, name, language) for name in page.facts)


def field_of(fact: Fact, pack: Pack, chosen: Sequence[str], language: Language) -> Field:
    """One fact outside of a sitting, for whoever knows the answer: not sure is no answer."""
    tiers = pack.tiers
    is_tier = tiers is not None and fact.id == tiers.recognised_by
    groups = (
        _tier_groups(tiers, fact, chosen, language)
        if tiers is not None and is_tier
        else _groups(fact, chosen, language)
    )
    return replace(_field(fact, fact.id, chosen, groups, "", language), unsure="")


def _question(sitting: Sitting, name: str, language: Language) -> Question:
    fact, raw = sitting.fact(name), sitting.answers.given.get(name)
    error = _error(sitting, name, language)
    chosen = _chosen(sitting, name, raw)
    if fact.type == "records":
        has_any = _has_any(fact, raw, chosen, language)
        return Question(name, has_any, True, _entries(sitting, fact, language))
    tiers = sitting.pack.tiers
    if tiers and name == tiers.recognised_by:
        field = _field(
            fact, name, chosen, _tier_groups(tiers, fact, chosen, language), error, language
        )
        return Question(name, replace(field, unsure=say("not_recognised_yet", language)))
    groups = _groups(fact, chosen, language)
    return Question(name, _field(fact, name, chosen, groups, error, language))


def _error(sitting: Sitting, path: str, language: Language) -> str:
    problem = sitting.errors.get(path)
    return problem.say(language) if problem else ""


def _chosen(sitting: Sitting, name: str, raw: Raw | None) -> Sequence[str]:
    if raw is None:
        return [UNSURE] if name in sitting.answers.skipped else []
    if isinstance(raw, str):
        return [raw]
    return [one for one in raw if isinstance(one, str)] or [NONE_OF_THESE]


def _field(
    fact: Fact,
    path: str,
    chosen: Sequence[str],
    groups: tuple[ChoiceGroup, ...],
    error: str,
    language: Language,
    select: bool = False,
) -> Field:
    widget = _widget(fact, select)
    typed = chosen[0] if chosen and chosen[0] != UNSURE else ""
    return Field(
        name=f"a.{path}",
        id=f"q-{path.replace('.', '-')}",
        widget=widget,
        ask=_asked(fact, language),
        note=fact.note.say(language) if fact.note else "",
        unit=_unit(fact, language),
        value=typed,
        groups=groups,
        error=error,
        unsure=say("unsure", language),
        is_unsure=UNSURE in chosen,
        offers_none="none" not in fact.options,
    )


def _widget(fact: Fact, select: bool) -> str:
    if fact.type == "many_of":
        return "checks"
    if fact.type == "bool" or (fact.type == "one_of" and len(fact.options) <= MOST_RADIOS):
        return "select" if select else "radios"
    if fact.type == "one_of":
        return "select"
    return "number" if fact.type in ("integer", "decimal") else fact.type


def _asked(fact: Fact, language: Language) -> str:
    return (fact.ask or fact.label).say(language)


def _unit(fact: Fact, language: Language) -> str:
    if fact.type == "money":
        return say("yuan", language)
    return fact.unit.say(language) if fact.unit else ""


def _groups(fact: Fact, chosen: Sequence[str], language: Language) -> tuple[ChoiceGroup, ...]:
    """Options as they are listed; those of a catalogue under their level."""
    if fact.type == "bool":
        answers = [("yes", say("yes", language)), ("no", say("no", language))]
        return (ChoiceGroup("", tuple(Choice(v, text, v in chosen) for v, text in answers)),)
    if fact.catalogue is None:
        return (ChoiceGroup("", _choices(fact.options, chosen, language)),)
    return tuple(_by_level(fact.options, chosen, language))


def _by_level(
    options: Mapping[str, Option], chosen: Sequence[str], language: Language
) -> Iterator[ChoiceGroup]:
    levels = {option.level or "" for option in options.values()}
    for level in LEVELS:
        if level in levels:
            members = {key: one for key, one in options.items() if (one.level or "") == level}
            title = say(f"level_{level or 'none'}", language) if len(levels) > 1 else ""
            yield ChoiceGroup(title, _choices(members, chosen, language))


def _choices(
    options: Mapping[str, Option], chosen: Sequence[str], language: Language
) -> tuple[Choice, ...]:
    return tuple(
        Choice(option.id, option.label.say(language), option.id in chosen)
        for option in options.values()
    )


def _tier_groups(
    tiers: Tiers, fact: Fact, chosen: Sequence[str], language: Language
) -> tuple[ChoiceGroup, ...]:
    """A recognised tier is chosen by the names of this city's catalogue."""
    names = {one.id: one.label for one in tiers.classes}
    listed = [
        Choice(option.id, names.get(option.id, option.label).say(language), option.id in chosen)
        for option in fact.options.values()
        if option.id in names or option.id == "none"
    ]
    return (ChoiceGroup("", tuple(listed)),)


# -- records


def _has_any(fact: Fact, raw: Raw | None, chosen: Sequence[str], language: Language) -> Field:
    """Whether there are any records at all: none, some, or not sure."""
    has = "" if raw is None else "some" if raw else "none"
    pairs = [("none", say("has_none", language)), ("some", say("has_some", language))]
    choices = tuple(Choice(value, text, value == has) for value, text in pairs)
    return _field(fact, fact.id, chosen, (ChoiceGroup("", choices),), "", language)


def _entries(sitting: Sitting, fact: Fact, language: Language) -> tuple[Entry, ...]:
    entries = records_in(sitting.answers.given.get(fact.id))
    return tuple(
        Entry(f"{fact.id}.{number}", tuple(_entry_fields(sitting, fact, number, entry, language)))
        for number, entry in enumerate(entries)
    )


def _entry_fields(
    sitting: Sitting, fact: Fact, number: int, entry: Mapping[str, str], language: Language
) -> Iterator[Field]:
    """The first field, those that matter, and whatever was filled or passed over before."""
    wanted = {next(iter(fact.fields)), *fields_that_matter(sitting, fact.id, number)}
    if fact.id == APPROVED_SUMS:
        wanted |= fact.fields.keys()
    for name, field in fact.fields.items():
        path = f"{fact.id}.{number}.{name}"
        if name in wanted or name in entry or path in sitting.answers.skipped:
            chosen = [entry[name]] if name in entry else []
            groups = _groups(field, chosen, language)
            error = _error(sitting, path, language)
            shown = _field(field, path, chosen, groups, error, language, select=True)
            if fact.id == APPROVED_SUMS and name == "rule":
                rules = (ChoiceGroup("", _rules_with_sums(sitting, chosen, language)),)
                shown = replace(shown, widget="select", groups=rules)
            yield shown


def _rules_with_sums(
    sitting: Sitting, chosen: Sequence[str], language: Language
) -> tuple[Choice, ...]:
    """The benefits whose sum an authority settles."""
    rules = sitting.pack.rules_of(sitting.answers.who)
    return tuple(
        Choice(rule.id, rule.title.say(language), rule.id in chosen)
        for rule in rules
        if rule.nature in ("ceiling", "range")
    )


def title(sitting: Sitting, page: Page, language: Language) -> str:
    """What a page of questions is about."""
    pack = sitting.pack
    if page.group == TIER and pack.tiers:
        return say("tier_questions", language)
    group = pack.vocabulary.groups.get(page.group)
    return group.label.say(language) if group else ""
