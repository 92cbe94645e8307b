"""From the text of a condition or formula to a typed tree.

The text is a small subset of Python's expression syntax. Everything wrong with it is collected
as flaws with a column, so that a pack's author sees all of them at once: a name nobody
defined, an option the fact does not have, money compared with months, an operator that the
language leaves out on purpose.

    parse("tier in ('A', 'B') and jobs >= 30", scope)   ->  Parsed(node, ())
"""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.calling import CALLS
from yanzhen.policy.errors import nearest
from yanzhen.policy.flaw import KINDS, NUMBERS, Flaw, Parsed, Scope, Unfit, unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yanzhen.policy.vocabulary import Fact

WHOLES = {"records", "many_of"}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
LARGEST_NUMBER = 10**15
LONGEST = 5_000
DEEPEST = 50
"""Beyond this nesting nobody can read a condition, and Python's own stack would end."""


def parse(
    text: str,
    scope: Scope,
    expects: str | None = "bool",
    variables: Mapping[str, Fact] | None = None,
) -> Parsed:
    """Type one expression; `expects` is the kind it must have (`bool`, `money`, None for any)."""
    source = (" ".join(text.split()) if "\n" in text else text).strip()
    if len(source) > LONGEST:
        return Parsed(None, (Flaw("too-long", f"表达式长于{LONGEST}字"),))
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError) as error:
        return Parsed(None, (_bad_syntax(text, source, getattr(error, "offset", None) or 1),))
    except (RecursionError, MemoryError):
        return Parsed(None, (Flaw("too-deep", TOO_DEEP),))
    builder = _Builder(scope, dict(variables or {}), source)
    node = builder.build(tree)
    if node is not None and not builder.flaws and expects:
        found = e.type_of(node).kind
        if found != expects:
            said = f"此处需要{KINDS[expects]}，而这个表达式是{KINDS[found]}"
            builder.flaws.append(Flaw("wrong-type", said, 0))
    if builder.flaws:
        return Parsed(None, tuple(_placed(flaw, text, source) for flaw in builder.flaws))
    return Parsed(node, ())


TOO_DEEP = f"嵌套深于{DEEPEST}层，读不懂；请拆成几条"


def _bad_syntax(text: str, source: str, column: int) -> Flaw:
    shown = source if len(source) <= 100 else source[:97] + "..."
    flaw = Flaw("bad-syntax", f"读不懂这个表达式：{shown}", len(source[: column - 1].encode()))
    return _placed(flaw, text, source)


def _placed(flaw: Flaw, text: str, source: str) -> Flaw:
    """The flaw at its place in the text as it was given: Python counts bytes of one line."""
    before = source.encode()[: flaw.offset].decode(errors="ignore")
    ink = sum(not char.isspace() for char in before)
    places = [place for place, char in enumerate(text) if not char.isspace()]
    offset = places[min(ink, len(places) - 1)] if places else 0
    return replace(flaw, offset=offset)


class _Builder:
    """Turns Python's syntax tree into ours, collecting flaws on the way."""

    def __init__(self, scope: Scope, variables: dict[str, Fact], source: str) -> None:
        self.scope = scope
        self.variables = variables
        self.source = source
        self.flaws: list[Flaw] = []
        self.depth = 0

    def build(self, tree: ast.expr) -> e.Node | None:
        handler = _SYNTAX.get(type(tree))
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                raise unfit("too-deep", TOO_DEEP, tree)
            if handler is None:
                raise unfit("not-in-language", "规则语言里没有这种写法", tree)
            return handler(self, tree)
        except Unfit as trouble:
            self._note(trouble)
            return None
        finally:
            self.depth -= 1

    def built(self, tree: ast.expr) -> e.Node:
        """The node of a part; a flaw inside it has already been noted."""
        node = self.build(tree)
        if node is None:
            raise Unfit(None)
        return node

    def truth(self, tree: ast.expr) -> e.Node:
        node = self.built(tree)
        if e.type_of(node).kind != "bool":
            kind = KINDS[e.type_of(node).kind]
            raise unfit("wrong-type", f"此处需要是非条件，却是{kind}", tree)
        return node

    # -- names and literals

    def name(self, tree: ast.Name) -> e.Node:
        word, scope = tree.id, self.scope
        if word in scope.facts:
            return e.FactRef(scope.facts[word])
        if word in scope.parameters:
            return e.ParameterRef(word, *scope.parameters[word])
        if word in scope.readings:
            return e.ReadingRef(word, *scope.readings[word])
        if word == "tier" and scope.tier:
            return e.TierRef(scope.tier)
        if word == "as_of":
            return e.AsOf()
        if word in scope.elsewhere:
            raise unfit("other-subject", f"事实 {word} 说的不是这类对象", tree)
        known = [*scope.facts, *scope.parameters, *scope.readings, "tier", "as_of"]
        raise unfit("unknown-name", f"没有名为 {word} 的事实或参数", tree, nearest(word, known))

    def attribute(self, tree: ast.Attribute) -> e.Node:
        if not isinstance(tree.value, ast.Name) or tree.value.id not in self.variables:
            raise unfit("unknown-name", "点号前面须是记录变量", tree)
        records = self.variables[tree.value.id]
        if tree.attr not in records.fields:
            hint = nearest(tree.attr, records.fields)
            message = f"记录 {records.id} 没有字段 {tree.attr}"
            raise unfit("unknown-field", message, tree, hint)
        return e.FieldRef(tree.value.id, records.fields[tree.attr])

    def constant(self, tree: ast.Constant) -> e.Node:
        value = tree.value
        if isinstance(value, bool):
            return e.Literal(value, e.BOOL)
        if isinstance(value, str):
            return e.Literal(value, e.TEXT)
        if isinstance(value, (complex, bytes)) or value is None or value is Ellipsis:
            raise unfit("not-in-language", "规则语言里没有这种值", tree)
        if abs(value) > LARGEST_NUMBER:
            raise unfit("too-large", "数太大", tree)
        if isinstance(value, int):
            return e.Literal(value, e.INTEGER)
        return e.Literal(self._exact(tree), e.DECIMAL)

    def _exact(self, tree: ast.Constant) -> Fraction:
        """The number as it is written: Python's own reading has 17 digits."""
        written = ast.get_source_segment(self.source, tree) or ""
        if "e" in written.lower():
            raise unfit("not-in-language", "数请写全，不用指数", tree)
        return Fraction(written)

    # -- truth

    def boolean(self, tree: ast.BoolOp) -> e.Node:
        parts = tuple(self.each_truth(tree.values))
        return e.And(parts) if isinstance(tree.op, ast.And) else e.Or(parts)

    def each_truth(self, trees: list[ast.expr]) -> list[e.Node]:
        """All parts, so that a flaw in one does not hide the others'."""
        nodes = []
        for tree in trees:
            try:
                nodes.append(self.truth(tree))
            except Unfit as trouble:
                self._note(trouble)
        if len(nodes) < len(trees):
            raise Unfit(None)
        return nodes

    def _note(self, trouble: Unfit) -> None:
        if trouble.flaw is not None and trouble.flaw not in self.flaws:
            self.flaws.append(trouble.flaw)

    def unary(self, tree: ast.UnaryOp) -> e.Node:
        if isinstance(tree.op, ast.Not):
            return e.Not(self.truth(tree.operand))
        if isinstance(tree.op, ast.USub) and isinstance(tree.operand, ast.Constant):
            literal = self.constant(tree.operand)
            if isinstance(literal, e.Literal) and literal.type.kind in NUMBERS:
                return e.Literal(-literal.value, literal.type)
        raise unfit("not-in-language", "规则语言里没有这种运算", tree)

    def compare(self, tree: ast.Compare) -> e.Node:
        links = []
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            links.append(self._link(left, op, right))
            left = right
        return links[0] if len(links) == 1 else e.And(tuple(links))

    def _link(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> e.Node:
        if isinstance(op, (ast.In, ast.NotIn)):
            member = self._member(left, right)
            return e.Not(member) if isinstance(op, ast.NotIn) else member
        sign = COMPARISONS.get(type(op))
        if sign is None:
            raise unfit("not-in-language", "规则语言里没有这种比较", left)
        first, second = self.built(left), self.built(right)
        self._comparable(first, second, sign, right)
        if isinstance(first, e.Literal) and not isinstance(second, e.Literal):
            first, second, sign = second, first, MIRROR[sign]
        return e.Compare(sign, first, second)

    def _comparable(self, first: e.Node, second: e.Node, sign: str, at: ast.expr) -> None:
        kinds = {e.type_of(first).kind, e.type_of(second).kind}
        if kinds & WHOLES:
            raise unfit("wrong-type", "记录和多选不能直接比较：用 any(…) 或 '选项' in 事实", at)
        for one, other in ((first, second), (second, first)):
            if e.type_of(one).options is not None and isinstance(other, e.Literal):
                self._option(one, other.value, at)
                if sign not in ("==", "!="):
                    raise unfit("wrong-type", "选项之间没有大小，只能用 == 或 !=", at)
                return
        ordered = len(kinds) == 1 or kinds <= NUMBERS
        if not ordered:
            names = "与".join(sorted(KINDS[kind] for kind in kinds))
            raise unfit("wrong-type", f"{names}不能比较", at)
        sets = [e.type_of(node).options for node in (first, second)]
        if sets[0] is not None and sets[1] is not None and set(sets[0]).isdisjoint(sets[1]):
            raise unfit("wrong-type", "两边的选项没有一个相同，永远不会相等", at)
        if kinds & {"one_of", "bool"} and sign not in ("==", "!="):
            raise unfit("wrong-type", "选项和是非没有大小，只能用 == 或 !=", at)

    def _option(self, node: e.Node, value: Any, at: ast.expr) -> None:
        options = e.type_of(node).options
        if options is not None and value not in options:
            hint = nearest(str(value), options)
            raise unfit("unknown-option", f"没有 {value!r} 这个选项", at, hint)

    def _member(self, left: ast.expr, right: ast.expr) -> e.Node:
        if isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            item = self.built(left)
            if e.type_of(item).kind in WHOLES:
                raise unfit("wrong-type", "多选的写法是 '选项' in 事实；记录用 any(…)", left)
            if not right.elts:
                raise unfit("unreachable", "in 后面一个值也没有", right)
            values = []
            for element in right.elts:
                literal = self.built(element)
                if not isinstance(literal, e.Literal):
                    raise unfit("wrong-type", "in 后面只能列出写定的值", element)
                self._option(item, literal.value, element)
                kinds = {e.type_of(item).kind, literal.type.kind}
                if e.type_of(item).options is None and len(kinds) > 1 and not kinds <= NUMBERS:
                    raise unfit("wrong-type", "列出的值与左边类型不同", element)
                values.append(literal.value)
            return e.Member(item, tuple(values))
        whole, option = self.built(right), self.built(left)
        if e.type_of(whole).kind != "many_of" or not isinstance(option, e.Literal):
            raise unfit("wrong-type", "in 右边须是列出的值或多选事实", right)
        self._option(whole, option.value, left)
        return e.Contains(option.value, whole)

    def choose(self, tree: ast.IfExp) -> e.Node:
        condition, then, other = (
            self.truth(tree.test), self.built(tree.body), self.built(tree.orelse),
        )  # fmt: skip
        kinds = {e.type_of(then).kind, e.type_of(other).kind}
        if len(kinds) > 1:
            raise unfit("wrong-type", "两个分支的类型不同", tree)
        if kinds & WHOLES:
            raise unfit("wrong-type", "记录和多选不能用 if … else 挑选", tree)
        return e.Choose(condition, then, other, e.type_of(then))

    # -- numbers

    def binary(self, tree: ast.BinOp) -> e.Node:
        sign = ARITHMETIC.get(type(tree.op))
        if sign is None:
            raise unfit("not-in-language", "只有 + - * 三种运算；除法请写成比例", tree)
        left, right = self.built(tree.left), self.built(tree.right)
        kinds = (e.type_of(left).kind, e.type_of(right).kind)
        return e.Arithmetic(sign, left, right, _result(sign, kinds, tree))

    def call(self, tree: ast.Call) -> e.Node:
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            raise unfit("not-in-language", "规则语言里没有这种调用", tree)
        maker = CALLS.get(tree.func.id)
        if maker is None:
            hint = nearest(tree.func.id, CALLS)
            raise unfit("unknown-function", f"没有函数 {tree.func.id}", tree, hint)
        return maker(self, tree)


def _result(sign: str, kinds: tuple[str, str], tree: ast.expr) -> e.Type:
    if set(kinds) == {"money"} and sign != "*":
        return e.MONEY
    if set(kinds) <= NUMBERS:
        return e.DECIMAL if "decimal" in kinds else e.INTEGER
    if sign == "*" and "money" in kinds and set(kinds) & NUMBERS:
        return e.MONEY
    raise unfit("wrong-type", f"{KINDS[kinds[0]]}与{KINDS[kinds[1]]}不能这样运算", tree)


MIRROR = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

_SYNTAX: dict[type[ast.expr], Callable[[_Builder, Any], e.Node]] = {
    ast.Name: _Builder.name,
    ast.Attribute: _Builder.attribute,
    ast.Constant: _Builder.constant,
    ast.BoolOp: _Builder.boolean,
    ast.UnaryOp: _Builder.unary,
    ast.Compare: _Builder.compare,
    ast.IfExp: _Builder.choose,
    ast.BinOp: _Builder.binary,
    ast.Call: _Builder.call,
}
