"""From rows to what pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards import books, queries
from yanzhen.apps.awards.errors import AwardRefused, Refusal
from yanzhen.apps.awards.models import (
    Award,
    Correction,
    Event,
    ExternalOutcome,
    Instalment,
    Pattern,
)
from yanzhen.apps.awards.plans import yearly_dates
from yanzhen.apps.awards.shown import (
    AwardRow,
    AwardShown,
    Bearer,
    CorrectionShown,
    Cost,
    CutShown,
    EventShown,
    InstalmentShown,
    Mine,
    OutcomeShown,
    PaymentRow,
    PlanForm,
    ShareShown,
)
from yanzhen.apps.awards.splitting import read_pattern, split
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.apps.policies.service import kept_pack, published_pack
from yanzhen.apps.registry.service import cards
from yanzhen.policy import Pack
from yanzhen.policy.paying import fund_of, shares_of
from yanzhen.policy.vocabulary import Label

STATES_EN = {
    "running": "Running", "waiting_budget": "Waiting for a budget", "suspended": "Suspended",
    "stopped": "Stopped", "done": "Done", "planned": "Not due yet", "due": "To be paid",
    "held_back": "Held back", "in_run": "Being paid", "paid": "Paid", "failed": "Failed",
    "cancelled": "Cancelled",
}  # fmt: skip


def rows_of(awards: Sequence[Award]) -> tuple[AwardRow, ...]:
    """Awards as a list shows them."""
    places = organisations_by_id({one.tenant_id for one in awards})
    year = timezone.localdate().year
    return tuple(
        AwardRow(
            number=one.number, case_number=one.case_number,
            title=pack_of(one).rules[one.rule].title, rule=one.rule, clause=one.clause,
            city=one.city, place=places[one.tenant_id].label, subject_id=one.subject_id,
            subject_name=one.subject_name, nature=one.nature, computed_fen=one.computed_fen,
            granted_fen=one.granted_fen,
            cuts=tuple(
                CutShown(c["code"], int(c["fen"]), Label(c["zh"], c["en"]), c["key"])
                for c in one.cuts
            ),
            plan=one.plan, state=one.state, state_label=_state(Award.State(one.state)),
            why=_label(one.why), effective_on=one.effective_on,
            at_risk=one.open_year is not None and one.open_year <= year,
        )
        for one in awards
    )  # fmt: skip


def pack_of(award: Award) -> Pack:
    """The version of the pack under which it was granted."""
    return kept_pack(award.city, award.pack_hash)


def instalments_of(rows: Iterable[Instalment]) -> tuple[InstalmentShown, ...]:
    return tuple(
        InstalmentShown(
            id=one.pk, number=one.number, due_on=one.due_on, until_on=one.until_on,
            fen=one.amount_fen, state=one.state, label=_state(Instalment.State(one.state)),
            has_budget=one.budget_line_id is not None, checked_on=one.checked_on,
            say=_label(one.finding), missing=tuple((one.finding or {}).get("missing", ())),
        )
        for one in rows
    )  # fmt: skip


def payments_of(rows: Sequence[Instalment]) -> tuple[PaymentRow, ...]:
    """Payments with their awards, as a list shows them."""
    places = organisations_by_id({one.tenant_id for one in rows})
    return tuple(
        PaymentRow(
            one.award.number, one.award.case_number,
            pack_of(one.award).rules[one.award.rule].title, one.award.clause,
            one.award.subject_name, places[one.tenant_id].label, payment,
        )
        for one, payment in zip(rows, instalments_of(rows), strict=True)
    )  # fmt: skip


def shown(actor: Actor, award: Award) -> AwardShown:
    """An award with its whole life, as far as the actor sees it."""
    pack = pack_of(award)
    fund = fund_of(pack, award.rule)
    return AwardShown(
        row=rows_of([award])[0], clause_label=pack.clause_label(award.clause), item=award.item,
        decision_id=award.decision_id, decision_hash=award.decision_hash,
        pack_hash=award.pack_hash, tier=award.tier,
        tenant_id=award.tenant_id, account_id=award.account_id, back_fen=award.back_fen,
        payee_id=award.payee_id,
        employer_id=award.employer_id, most_fen=award.most_fen, fund=award.fund,
        fund_label=fund.label if fund is not None else None, within_years=award.within_years,
        counted_from=award.counted_from, pattern=pattern_of(award),
        instalments=instalments_of(
            Instalment.objects.visible_to(actor).filter(award=award).order_by("number")
        ),
        events=_events(Event.objects.visible_to(actor).filter(award=award).order_by("pk")),
        movements=books.moved_for(actor, award),
        outcomes=_outcomes(ExternalOutcome.objects.visible_to(actor).filter(award=award)),
        corrections=_corrections(
            Correction.objects.visible_to(actor).filter(award=award).order_by("pk")
        ),
        bearers=bearers_of(award, pack),
    )  # fmt: skip


def shares_shown(city: str) -> tuple[ShareShown, ...]:
    """What the city has set, the latest first."""
    return tuple(
        ShareShown(one.rule, party_label(one.party), f"{one.percent.normalize():f}",
                   one.valid_from, one.valid_until)
        for one in queries.shares_of_city(city)
    )  # fmt: skip


def with_what_is_missing(rows: Sequence[AwardRow]) -> tuple[AwardRow, ...]:
    """Awards with a payment that is held back say what it waits for."""
    held = queries.held_back(one.number for one in rows)
    return tuple(replace(o, why=o.why or _label(held.get(o.number))) for o in rows)


def bearers_of(award: Award, pack: Pack) -> tuple[Bearer, ...]:
    """Split where the city has set shares; otherwise whom the documents name, without a sum."""
    shares = queries.shares_on(award.city, award.rule, award.effective_on)
    if shares:
        parts = split(award.granted_fen, [one.percent for one in shares])
        return tuple(
            Bearer(party_label(one.party), f"{one.percent.normalize():f}", fen)
            for one, fen in zip(shares, parts, strict=True)
        )
    labels = [
        label
        for one in shares_of(pack, award.rule)
        for label in ([one.bearer] if one.bearer is not None else map(party_label, one.parties))
    ]
    return tuple(Bearer(one) for one in dict.fromkeys(labels))


def party_label(party: str) -> Label:
    """Who bears it, in words."""
    return PARTIES.get(party, Label(party, party))


PARTIES = {
    "city": Label("市级财政", "City"), "county": Label("县（市、区）财政", "County or district"),
    "employer": Label("用人单位", "Employer"), "province": Label("省级财政", "Province"),
    "park": Label("园区财政", "Park"),
}  # fmt: skip


def pattern_of(award: Award) -> str:
    """The pattern that is set for its rule; empty while none is, or where no plan is open."""
    if award.plan != Award.Plan.TO_PLAN:
        return ""
    found = Pattern.objects.filter(city=award.city, rule=award.rule)
    return found.values_list("percents", flat=True).first() or ""


def form_of(award: Award, counted_from: date | None, percents: str = "") -> PlanForm:
    """What the form offers: the pattern's parts a year apart, or one sum on the day of effect."""
    pattern = percents or pattern_of(award)
    start = counted_from or award.effective_on
    try:
        sums = split(award.granted_fen, read_pattern(pattern)) if pattern else (award.granted_fen,)
    except ValueError as wrong:
        raise AwardRefused([Refusal("bad_pattern", wrong.args[0], "percents")]) from None
    dates = yearly_dates(start, len(sums), award.within_years)
    return PlanForm(
        award.number, award.granted_fen, start, award.within_years, pattern,
        tuple(zip(dates, sums, strict=True)),
    )  # fmt: skip


def mine_of(awards: Sequence[Award]) -> tuple[Mine, ...]:
    """Awards as their people see them, with payments and what a bank did."""
    prefetch_related_objects(awards, "instalments", "outcomes")
    return tuple(
        Mine(
            row, pack_of(one).clause_label(one.clause), one.item,
            instalments_of(sorted(one.instalments.all(), key=lambda i: i.number)),
            _outcomes(sorted(one.outcomes.all(), key=lambda o: o.on)), external_of(one),
        )
        for one, row in zip(awards, rows_of(awards), strict=True)
    )  # fmt: skip


def external_of(award: Award) -> Label | None:
    """Who settles it where it is none of the city's cash."""
    entries = pack_of(award).funding.external
    return next((one.party for one in entries if award.rule in one.rules), None)


def costs_of(
    actor: Actor, city: str, by: str, year: int | None, tenants: frozenset[int] | None = None
) -> tuple[Cost, ...]:
    """What each of them has cost, with its name."""
    found = queries.costs(actor, city, by, year, tenants)
    keys = [one["key"] for one in found]
    names = _names(actor, city, by, keys)
    return tuple(
        Cost(
            key=str(one["key"] if one["key"] is not None else ""),
            label=names.get(one["key"], Label(str(one["key"] or "—"), str(one["key"] or "—"))),
            awards=_int(one.get("awards")), subjects=_int(one.get("subjects")),
            granted_fen=_int(one.get("granted")), paid_fen=_int(one.get("paid")),
            open_fen=_int(one.get("open")) + _int(one.get("dateless")),
            before_fen=_int(one.get("before")),
        )
        for one in found
    )  # fmt: skip


def _names(actor: Actor, city: str, by: str, keys: Sequence[object]) -> dict[object, Label]:
    pack = published_pack(city)
    ids = [int(str(one)) for one in keys if str(one).isdecimal()]
    match by:
        case "rule":
            return {one: pack.rules[one].title for one in map(str, keys) if one in pack.rules}
        case "clause":
            return {one: pack.clause_label(str(one)) for one in keys}
        case "place":
            return {one: seat.label for one, seat in organisations_by_id(ids).items()}
        case "employer":
            return {one: Label(c.name, c.name) for one, c in cards(actor, ids).items()}
        case "tier" if pack.tiers is not None:
            return {one.id: one.label for one in pack.tiers.classes}
        case "industry":
            return {one: industry_label(pack, str(one)) for one in keys if one}
    return {}


def industry_label(pack: Pack, key: str) -> Label:
    """`industry_of_work=aerospace` in words."""
    name, _, value = key.partition("=")
    fact = pack.vocabulary.facts.get(name)
    if fact is None:
        return Label(key, key)
    if value in fact.options:
        return fact.options[value].label
    return fact.label if value == "true" else Label(f"否：{fact.label.zh}", f"No: {fact.label.en}")


def _int(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _events(rows: Iterable[Event]) -> tuple[EventShown, ...]:
    return tuple(EventShown(one.at, one.kind, one.by_name, one.reason, one.told) for one in rows)


def _outcomes(rows: Iterable[ExternalOutcome]) -> tuple[OutcomeShown, ...]:
    return tuple(
        OutcomeShown(one.party, one.kind, one.sum_fen, one.on, one.reference) for one in rows
    )


def _corrections(rows: Iterable[Correction]) -> tuple[CorrectionShown, ...]:
    return tuple(
        CorrectionShown(
            one.pk, one.granted_fen, one.reason, one.state, _name(one.proposed_by),
            one.proposed_at, _name(one.decided_by),
        )
        for one in rows
    )  # fmt: skip


def _name(account: object) -> str:
    return str(getattr(account, "shown_name", "") or "")


def _state(state: Award.State | Instalment.State) -> Label:
    return Label(str(state.label), STATES_EN[state.value])


def _label(stored: dict[str, str] | None) -> Label | None:
    return Label(stored["zh"], stored["en"]) if stored and "zh" in stored else None
