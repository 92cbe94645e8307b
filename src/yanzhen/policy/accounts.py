"""Every figure of a document accounted for, and every number of a rule supported by one.

The sums written in a rule must be exactly the benefit and cap figures that name the rule, as
often as they are printed (a formula may repeat one); its thresholds, periods, ranks and ratios must
be among its figures, and each of its figures must stand in it. 3年 may stand as 36 months, 20% as
0.2.

    account_for(pack)   ->  findings: unaccounted-figure, unsupported-number, ...
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.errors import Finding, nearest
from yanzhen.policy.funding import numbers_of
from yanzhen.policy.values import FEN_PER, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yanzhen.policy.errors import Place
    from yanzhen.policy.pack import Condition, Figure, Interval, Measure, Pack, Programme, Rule

SUM_KINDS = frozenset({"benefit", "cap"})
WORD_KINDS = frozenset({"name", "background", "date", "grade"})
"""Figures that are no numbers of a rule: part of a name, a slogan, a date, a grade."""
SMALL = frozenset({Fraction(0), Fraction(1)})
"""None and one need no figure: 至少一条 is how a condition is written, not a number of the law."""


class Account:
    """The numbers written in one rule or tier item."""

    def __init__(self, place: Place, title: str) -> None:
        self.place = place
        self.title = title
        self.sums: Counter[int] = Counter()
        self.in_formulas: Counter[int] = Counter()
        self.thresholds: set[int] = set()
        self.numbers: Counter[Fraction] = Counter()

    def take_conditions(self, conditions: Iterable[Condition]) -> None:
        for condition in conditions:
            self._take(condition.node)

    def take_interval(self, interval: Interval) -> None:
        self._take_sum(interval.low)
        if interval.high is not interval.low:
            self._take_sum(interval.high)

    def _take_sum(self, node: e.Node) -> None:
        self._take(node, self.sums if isinstance(node, e.Literal) else self.in_formulas)

    def take_test(self, node: e.Node | None) -> None:
        if node is not None:
            self._take(node)

    def sums_beside(self, printed: Counter[int]) -> Counter[int]:
        """The sums, those of formulas as often as printed: a formula may need one of them twice."""
        sums = Counter(self.sums)
        for fen, times in self.in_formulas.items():
            sums[fen] += max(1, min(times, printed[fen] - sums[fen]))
        return sums

    def _take(self, node: e.Node, sums: Counter[int] | None = None) -> None:
        for part in e.walk(node):
            if isinstance(part, e.Literal):
                self._literal(part, sums)
            elif isinstance(part, e.Member):
                self.numbers.update(Fraction(one) for one in part.options if _is_number(one))

    def _literal(self, literal: e.Literal, sums: Counter[int] | None) -> None:
        if literal.type.kind == "money":
            if sums is not None:
                sums[literal.value] += 1
            else:
                self.thresholds.add(literal.value)
        elif literal.type.kind in ("integer", "decimal"):
            self.numbers[Fraction(literal.value)] += 1


def account_for(pack: Pack) -> Iterator[Finding]:
    """All findings about figures and the numbers that rest on them."""
    accounts = {**rule_accounts(pack), **_item_accounts(pack), **_funding_accounts(pack)}
    claimed: dict[str, list[Figure]] = {}
    for figure in pack.figures:
        yield from _accounted(figure, pack, accounts)
        for name in figure.by:
            claimed.setdefault(name, []).append(figure)
    for name, account in accounts.items():
        yield from _supported(account, claimed.get(name, []))
    for programme in pack.programmes.values():
        yield from _targets("名目", programme, claimed.get(f"programme:{programme.id}", []))
    for measure in pack.plan.values():
        yield from _targets("任务", measure, claimed.get(f"plan:{measure.id}", []))


def is_accounted(figure: Figure) -> bool:
    """Whether something is named that computes with it, or a note says that nothing does."""
    return bool(figure.by) or (bool(figure.note) and figure.kind in WORD_KINDS)


def rule_accounts(pack: Pack) -> dict[str, Account]:
    """The numbers of each rule, by rule id."""
    return {rule.id: _of_rule(rule) for rule in pack.rules.values()}


def _of_rule(rule: Rule) -> Account:
    account = Account(rule.place, f"规则 {rule.id}")
    account.take_conditions(rule.when)
    account.take_conditions(rule.for_each.when if rule.for_each else ())
    if rule.amount:
        for interval in rule.amount.rows.values():
            account.take_interval(interval)
        for test, interval in rule.amount.bands:
            account.take_test(test)
            account.take_interval(interval)
        if rule.amount.at_most is not None:
            account.sums[rule.amount.at_most] += 1
    for cap in rule.caps:
        account.sums[cap.limit] += 1
    if rule.periods:
        account.numbers[Fraction(rule.periods.count)] += 1
    if rule.within_years:
        account.numbers[Fraction(rule.within_years)] += 1
    return account


def _item_accounts(pack: Pack) -> dict[str, Account]:
    accounts = {}
    for tier in pack.tiers.classes if pack.tiers else ():
        for item in tier.items:
            account = Account(item.place, f"目录条目 {item.id}")
            account.take_conditions(item.conditions)
            accounts[f"tier:{item.id}"] = account
    return accounts


def _funding_accounts(pack: Pack) -> dict[str, Account]:
    """The numbers of each fund, pool and clawback."""
    accounts = {}
    for fund in pack.funding.funds:
        account = accounts[f"funding:{fund.id}"] = Account(fund.place, f"资金 {fund.id}")
        sums = (fund.least_per_year, fund.in_all)
        account.thresholds.update(fen for fen in sums if fen is not None)
    for pool in pack.funding.pools:
        account = accounts[f"funding:{pool.id}"] = Account(pool.place, f"额度 {pool.id}")
        for number in numbers_of(pool):
            account.numbers[Fraction(number)] += 1
    for clawback in pack.funding.clawbacks:
        account = Account(clawback.place, f"退回 {clawback.id}")
        if clawback.within_years is not None:
            account.numbers[Fraction(clawback.within_years)] += 1
        accounts[f"funding:{clawback.id}"] = account
    return accounts


def _accounted(figure: Figure, pack: Pack, accounts: Mapping[str, Account]) -> Iterator[Finding]:
    """Whether something answers for the figure, and what is named exists."""
    if not is_accounted(figure):
        message = (
            f"第{figure.clause}条的数字“{figure.token}”没有去处："
            "写 by，或以 note 说明它不是规则的数字"
        )
        yield Finding("unaccounted-figure", message, figure.place)
    known = [
        *accounts,
        *(f"programme:{name}" for name in pack.programmes),
        *(f"plan:{name}" for name in pack.plan),
        *(f"parameter:{name}" for name in [*pack.parameters, *pack.readings]),
    ]
    for name in figure.by:
        if name not in known:
            message = f"数字“{figure.token}”指向不存在的 {name}"
            yield Finding("unknown-reference", message, figure.place, nearest(name, known))


def _supported(account: Account, figures: list[Figure]) -> Iterator[Finding]:
    """The rule's numbers against the figures that name it, in both directions."""
    printed = Counter(
        fen for one in figures if one.kind in SUM_KINDS and (fen := _fen(one)) is not None
    )
    sums = account.sums_beside(printed)
    for fen in (sums - printed).elements():
        message = f"{account.title} 的金额 {yuan(fen)} 没有文件数字支撑"
        yield Finding("unsupported-sum", message, account.place)
    for fen in (printed - sums).elements():
        message = f"{account.title} 里没有文件写明的金额 {yuan(fen)}"
        yield Finding("figure-not-in-rule", message, account.place)
    others = [one for one in figures if one.kind not in SUM_KINDS or _fen(one) is None]
    thresholds = {fen for one in others if (fen := _fen(one)) is not None}
    for fen in sorted(account.thresholds - thresholds):
        message = f"{account.title} 的门槛 {yuan(fen)} 没有文件数字支撑"
        yield Finding("unsupported-number", message, account.place)
    for fen in sorted(thresholds - account.thresholds):
        message = f"{account.title} 里没有文件写明的门槛 {yuan(fen)}"
        yield Finding("figure-not-in-rule", message, account.place)
    yield from _plain_numbers(account, [one for one in others if _fen(one) is None])


def _plain_numbers(account: Account, figures: list[Figure]) -> Iterator[Finding]:
    """Each figure stands in the rule once for every time it is printed; no number is its own."""
    supported: set[Fraction] = set()
    left = Counter(account.numbers)
    for figure in figures:
        worths = _worths(figure)
        supported |= worths
        if figure.kind in WORD_KINDS or not worths or worths & SMALL:
            continue
        stands = next((worth for worth in sorted(worths) if left[worth] > 0), None)
        if stands is None:
            message = f"{account.title} 里没有文件写明的“{figure.token}”"
            yield Finding("figure-not-in-rule", message, figure.place)
        else:
            left[stands] -= 1
    for number in sorted(set(account.numbers) - supported - SMALL):
        message = f"{account.title} 的数 {_said(number)} 没有文件数字支撑"
        yield Finding("unsupported-number", message, account.place)


def _targets(what: str, programme: Programme | Measure, figures: list[Figure]) -> Iterator[Finding]:
    """The targets and quotas of a programme or a duty against the figures that name it."""
    written = {Fraction(one) for one in programme.numbers}
    written |= {Fraction(str(one.value)) for one in programme.targets}
    supported: set[Fraction] = set()
    for figure in figures:
        worths = _worths(figure)
        supported |= worths
        if figure.kind in ("target", "quota") and worths and not worths & written:
            message = f"{what} {programme.id} 里没有文件写明的“{figure.token}”"
            yield Finding("figure-not-in-rule", message, figure.place)
    for number in sorted(written - supported - SMALL):
        message = f"{what} {programme.id} 的数 {_said(number)} 没有文件数字支撑"
        yield Finding("unsupported-number", message, programme.place)


def _fen(figure: Figure) -> int | None:
    """The figure as a sum, or None when it is no money."""
    factor = FEN_PER.get(figure.unit)
    if factor is None or not isinstance(figure.value, Decimal):
        return None
    return int(figure.value * factor)


def _worths(figure: Figure) -> set[Fraction]:
    """The numbers as which a figure may stand in a rule: 3年 also as 36, 20% as 1/5."""
    if not isinstance(figure.value, Decimal):
        return set()
    value = Fraction(figure.value)
    if figure.unit == "%":
        return {value / 100}
    if figure.unit == "年":
        return {value, value * 12}
    if figure.unit.startswith("万"):
        return {value, value * 10_000}
    return {value}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def _said(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(number)
