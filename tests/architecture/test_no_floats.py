"""Money is exact: the policy core holds no float, neither written down nor made."""

import ast
from pathlib import Path

POLICY = Path(__file__).parents[2] / "src" / "yanzhen" / "policy"


def test_policy_has_no_float() -> None:
    files = sorted(POLICY.rglob("*.py"))
    assert files

    found = [
        f"{file.relative_to(POLICY)}:{node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if is_float(node)
    ]

    assert found == []


def is_float(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=float()):
            return True
        case ast.Call(func=ast.Name(id="float")):
            return True
    return False


def test_the_alarm_rings() -> None:
    assert any(map(is_float, ast.walk(ast.parse("x = 0.5"))))
    assert any(map(is_float, ast.walk(ast.parse("x = float('1')"))))
