"""What may still be granted to a subject in a city, whichever of its counties asks.

once       a rule that a person enjoys once by its text; a rule with at most so many payments
exclusive  a group of rules of which only one is enjoyed: the first that was granted
offset     what was really paid under other rules (`counts_as`), or stated where that is more
cap        a year's or a subject's limit: a line in the books, of which each takes what is left

Awards of one subject are made one after the other (see `actions.taking_up`), so that what is read
here cannot change before it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards import books, words
from yanzhen.apps.awards.cutting import Limit, nothing_back
from yanzhen.apps.awards.entitlements import Claimed, Entitlement
from yanzhen.apps.awards.models import Award, Instalment, Turn
from yanzhen.apps.registry.service import ids_of
from yanzhen.policy import Pack
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.pack import Cap, Exclusive, Rule
from yanzhen.policy.paying import paid_as
from yanzhen.policy.vocabulary import Label

REALLY_PAID = (Instalment.State.PAID, Instalment.State.IN_RUN)
ONCE, EXCLUSIVE, RECORD = Turn.Kind.ONCE, Turn.Kind.EXCLUSIVE, Turn.Kind.RECORD


@dataclass(slots=True)
class Limits:
    """The limits of one award; `of` gives those of a claim, in the order in which they count."""

    award: Award
    wanted: Entitlement
    pack: Pack
    turns: tuple[Limit, ...] = ()
    offset: tuple[Limit, ...] = ()
    taken: int = field(default=0)

    def of(self, claim: Claimed) -> tuple[Limit, ...]:
        record = tuple(self._record(claim)) if claim.record else ()
        return (*self.turns, *record, *self.offset, *self._caps(claim))

    def _record(self, claim: Claimed) -> Iterator[Limit]:
        held = _turn(self.award, RECORD, claim.record)
        if held is not None:
            yield shut("lifetime", words.had_record(held.award.number))

    def _caps(self, claim: Claimed) -> Iterator[Limit]:
        self.taken += 1
        for number, cap in enumerate(self.wanted.rule.caps):
            yield _cap_limit(self.award, self.wanted.rule, cap, number, claim, self.taken)


def limits_for(award: Award, wanted: Entitlement, pack: Pack) -> Limits:
    """All that limits an award that is about to be made."""
    turns = (*_once(award, wanted), *_periods(award, wanted), *_exclusive(award, wanted.rule, pack))
    return Limits(award, wanted, pack, turns, tuple(_offset(award, wanted, pack)))


def shut(code: str, said: Label) -> Limit:
    """Lets nothing through."""
    return Limit(code, lambda fen: 0, nothing_back, lambda fen: said)  # type: ignore[arg-type]


# ---------------------------------------------------------------- turns


def take_turns(award: Award, wanted: Entitlement, pack: Pack) -> None:
    """Hold what one subject can have once; a saved award only."""
    rule = wanted.rule
    names = [(EXCLUSIVE, one.id) for one in groups_of(pack, rule)]
    if is_once(rule):
        names.append((ONCE, rule.id))
    names += [(RECORD, one.record) for one in wanted.claims if one.record]
    there = _turns(award, names)
    Turn.objects.bulk_create(
        Turn(
            city=award.city, subject_id=award.subject_id, kind=kind, name=name, rule=rule.id,
            tenant_id=award.tenant_id, award=award,
        )
        for kind, name in dict.fromkeys(names) if (kind, name) not in there
    )  # fmt: skip


def is_once(rule: Rule) -> bool:
    """Whether a person enjoys the rule once in her life, as the text says; that it is paid in one
    sum alone does not say so (a prize for each skill level, an award for each project)."""
    return rule.once_per == "person"


def groups_of(pack: Pack, rule: Rule) -> tuple[Exclusive, ...]:
    """The groups of which one rule is enjoyed, as far as the text or a settled reading says."""
    groups = (one for one in pack.exclusive if rule.id in one.rules)
    return tuple(one for one in groups if one.stands(pack.readings) is True)


def _turns(award: Award, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Turn]:
    rows = Turn.objects.filter(
        subject=award.subject_id, city=award.city, name__in=[name for _, name in names]
    ).select_related("award")
    return {(one.kind, one.name): one for one in rows}


def _turn(award: Award, kind: str, name: str) -> Turn | None:
    return _turns(award, [(kind, name)]).get((kind, name))


def _once(award: Award, wanted: Entitlement) -> Iterator[Limit]:
    rule = wanted.rule
    held = _turn(award, ONCE, rule.id) if is_once(rule) else None
    if held is not None:
        yield shut("lifetime", words.had_once(rule.title, held.award.number))


def _periods(award: Award, wanted: Entitlement) -> Iterator[Limit]:
    """At most so many payments in all: earlier awards count, but for what was cancelled."""
    rule = wanted.rule
    if rule.periods is None or rule.subject != "person" or not wanted.each_fen:
        return
    before = Instalment.objects.filter(
        award__subject=award.subject_id, award__city=award.city, award__rule=rule.id
    ).exclude(state=Instalment.State.CANCELLED)
    left = max(0, rule.periods.count - before.count())
    if left < wanted.periods:
        room = left * wanted.each_fen
        said = words.had_periods(rule.title, rule.periods.count)
        yield Limit("lifetime", lambda fen: min(fen, room), nothing_back, lambda fen: said)


def _exclusive(award: Award, rule: Rule, pack: Pack) -> Iterator[Limit]:
    for group in groups_of(pack, rule):
        held = _turn(award, EXCLUSIVE, group.id)
        if held is not None and held.rule != rule.id:
            other = pack.rules[held.rule].title if held.rule in pack.rules else rule.title
            yield shut("exclusive", words.had_other(group.note, held.award.number, other))


# ---------------------------------------------------------------- offsets


def offset_rules(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The rules whose payments are counted against this one."""
    return paid_as(pack, rule.less) if rule.less is not None else ()


def really_paid(subject_id: int, city: str, rules: Sequence[str]) -> int:
    """What went to a subject under some rules in every county, what is on its way too; less what
    was claimed back and came."""
    rows = Instalment.objects.filter(
        award__subject=subject_id, award__city=city, award__rule__in=rules, state__in=REALLY_PAID
    )
    back = Award.objects.filter(subject=subject_id, city=city, rule__in=rules)
    came = back.aggregate(sum=Sum("back_fen"))["sum"] or 0
    return max(0, int(rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0) - int(came))


def _offset(award: Award, wanted: Entitlement, pack: Pack) -> Iterator[Limit]:
    """What was paid is known from the books; what was paid before them only by what was stated."""
    rule = wanted.rule
    if rule.less is None:
        return
    paid = really_paid(award.subject_id, award.city, offset_rules(pack, rule))
    less = max(paid, wanted.stated_fen)
    if not less:
        return
    fact = Label(
        explainer_for("zh", pack).fact_label(rule.less),
        explainer_for("en", pack).fact_label(rule.less),
    )
    said = words.received(fact, less) if paid >= less else words.stated(fact, less)
    left = [less]

    def take(fen: int) -> int:
        used = min(fen, left[0])
        left[0] -= used
        return fen - used

    yield Limit("offset", take, nothing_back, lambda fen: said)


# ---------------------------------------------------------------- caps


def _cap_limit(award: Award, rule: Rule, cap: Cap, number: int, claim: Claimed, turn: int) -> Limit:
    """A line of the city's book of caps, of which the claim takes what is left; what a subject
    used under an id that was merged since is used."""
    year = _year(award, claim) if cap.per == "year" else None
    programme, *earlier = (f"{rule.id}.{number}.{one}" for one in ids_of(award.subject_id))
    used = books.cap_used(award.city, earlier, year)
    room = max(0, cap.limit - used)
    line = books.cap_line(award.city, programme, year, room, f"第{rule.clause}条封顶")
    used += books.used_of(line)
    key = f"award/{award.number}/cap/{number}/{turn}"

    def take(fen: int) -> int:
        granted = books.take_up_to(books.posting(award, key, line, fen))
        if granted:
            award.uses = [*award.uses, {"cap": number, "line": line, "fen": granted}]
        return granted

    def give_back(fen: int) -> None:
        free_use(award, SYSTEM, number, fen, f"{key}/back")

    return Limit("cap", take, give_back, lambda fen: words.capped(cap.limit, used, year), key)


def _year(award: Award, claim: Claimed) -> int:
    """The year that a record names; the decision's where it names none."""
    group = str(claim.group)
    return int(group) if group.isdecimal() and len(group) == 4 else award.effective_on.year


def free_what_was_not_used(award: Award, acting: Actor) -> None:
    """After a stop or a correction: caps get back what will not be paid, and so do turns."""
    with being(SYSTEM):
        sums = award.instalments.exclude(state=Instalment.State.CANCELLED)
        stays = int(sums.aggregate(sum=Sum("amount_fen"))["sum"] or 0)
        if award.plan == Award.Plan.TO_PLAN and award.state != Award.State.STOPPED:
            stays = award.granted_fen
        for number in {int(one["cap"]) for one in award.uses}:
            used = sum(int(one["fen"]) for one in award.uses if one["cap"] == number)
            if used > stays:
                key = f"award/{award.number}/cap-free/{number}/{stays}"
                free_use(award, acting, number, used - stays, key)
        Award.objects.filter(pk=award.pk).update(uses=award.uses)
        if not stays:
            award.turns.all().delete()


def free_use(award: Award, acting: Actor, number: int, fen: int, key: str) -> None:
    """Give some of a cap back, what was taken last first."""
    kept = []
    for n, use in reversed(list(enumerate(award.uses))):
        less = min(fen, int(use["fen"])) if use["cap"] == number else 0
        if less:
            books.release(acting, books.posting(award, f"{key}/{n}", str(use["line"]), less))
            fen -= less
        if int(use["fen"]) - less:
            kept.append({**use, "fen": int(use["fen"]) - less})
    award.uses = list(reversed(kept))
