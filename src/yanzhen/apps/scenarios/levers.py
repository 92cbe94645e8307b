"""What of a rule can be moved on the page, and what was entered taken in.

    levers_of(pack, rule)                       ->  handles: sums, numbers, shares, readings
    taken(pack, rule, {"...amount.A": "6000"})  ->  {"...amount.A": "6000元"}

A field holds a plain number in the handle's unit; what is kept is the change as the command line
writes it. What says what the rule says already is no change. Conditions as a whole are for those
who write packs and are not offered here; the numbers and dates inside them are.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from yanzhen.apps.scenarios.errors import Refusal, ScenarioRefused
from yanzhen.policy import Pack, PolicyError
from yanzhen.policy import expression as e
from yanzhen.policy.changing import Change, Handle, changeable, changed_pack, parse_change
from yanzhen.policy.pack import Rule
from yanzhen.policy.vocabulary import Label

MOVED = ("money", "number", "ratio", "choice", "date")
NO_NUMBER = Label("请填写数字，例如 3 或 2.5。", "Enter a number, such as 3 or 2.5.")
NO_OPTION = Label("请从列出的选项里选。", "Choose one of the options.")
LONGEST = 40


_HANDLES: dict[str, tuple[Handle, ...]] = {}
"""By the pack's hash: the pack never changes, and finding its handles takes a while."""


def _all(pack: Pack) -> tuple[Handle, ...]:
    if pack.content_hash not in _HANDLES:
        _HANDLES[pack.content_hash] = tuple(one for one in changeable(pack) if one.kind in MOVED)
    return _HANDLES[pack.content_hash]


def levers_of(pack: Pack, rule: Rule) -> tuple[Handle, ...]:
    """The handles of a rule, then the readings and parameters that it speaks of."""
    around = {f"{pack.city}.{name}" for name in _spoken_of(pack, rule)}
    handles = _all(pack)
    own = (one for one in handles if one.rule == rule.id and ".valid." not in one.target)
    return (
        *own,
        *(one for one in handles if one.target in around),
    )


def movable_rules(pack: Pack) -> frozenset[str]:
    """The rules of which anything can be moved."""
    return frozenset(name for name, rule in pack.rules.items() if levers_of(pack, rule))


def entered(handle: Handle, changes: Mapping[str, str]) -> str:
    """What stands in a handle's field: the change in its unit, else what the rule says."""
    value = changes.get(handle.target)
    if value is None:
        return _plain(handle.number) if handle.number is not None else handle.value
    if handle.kind in ("money", "ratio"):
        return value.removesuffix("元").removesuffix("%")
    return value


def taken(pack: Pack, rule: Rule, posted: Mapping[str, str]) -> dict[str, str]:
    """What was entered as changes; ScenarioRefused names every field that is wrong."""
    changes, refusals = dict[str, str](), list[Refusal]()
    for handle in levers_of(pack, rule):
        text = " ".join(posted.get(handle.target, entered(handle, {})).split())
        try:
            value = _written(handle, text)
        except ScenarioRefused as refused:
            refusals += refused.refusals
            continue
        if value is not None:
            changes[handle.target] = value
    refusals += _refused(pack, changes)
    if refusals:
        raise ScenarioRefused(refusals)
    return changes


def changes_of(changes: Mapping[str, str]) -> list[Change]:
    """Kept changes as the policy core takes them."""
    return [parse_change(f"{address}={value}") for address, value in changes.items()]


def _written(handle: Handle, text: str) -> str | None:
    """The change as it is kept; None where it says what the document says."""
    if text == entered(handle, {}):
        return None
    if handle.kind == "choice" and text not in handle.options:
        raise ScenarioRefused([Refusal(handle.target, NO_OPTION)])
    if handle.kind in ("choice", "date"):
        return text
    try:
        number = Decimal(text.replace(",", "")) if len(text) <= LONGEST else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        raise ScenarioRefused([Refusal(handle.target, NO_NUMBER)])
    return None if number == handle.number else handle.written(number)


def _refused(pack: Pack, changes: Mapping[str, str]) -> Iterator[Refusal]:
    """What the policy core says of the changes, each at its field where it speaks of one."""
    try:
        changed_pack(pack, changes_of(changes))
    except PolicyError as refused:
        for problem in refused.problems:
            field = problem.fact if problem.fact and problem.fact in changes else ""
            zh = problem.zh.removeprefix(f"{field}={changes.get(field, '')}：")
            en = problem.en.removeprefix(f"{field}={changes.get(field, '')}: ")
            yield Refusal(field, Label(zh, en))


def _spoken_of(pack: Pack, rule: Rule) -> Iterator[str]:
    for node in _nodes(rule):
        if isinstance(node, e.ParameterRef):
            yield f"parameter.{node.id}"
        elif isinstance(node, e.ReadingRef):
            yield f"reading.{node.id}"
    for group in pack.exclusive:
        if group.under and rule.id in group.rules:
            yield f"reading.{group.under[0]}"


def _nodes(rule: Rule) -> Iterator[e.Node]:
    for condition in (*rule.when, *(rule.for_each.when if rule.for_each else ())):
        yield from e.walk(condition.node)
    if rule.amount is None:
        return
    rows = [*rule.amount.rows.values(), *(row for _, row in rule.amount.bands)]
    roots = [rule.amount.by, *(test for test, _ in rule.amount.bands)]
    for root in (*roots, *(node for row in rows for node in (row.low, row.high))):
        if root is not None:
            yield from e.walk(root)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
