"""An app's face is its service: pages and other apps import nothing else of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "yanzhen"
APPS = ("yanzhen", "apps")

# who may look behind a service, at what, and why
ALLOWED = {
    ("config/fitness.py", "yanzhen.apps.organisations.checks"): "any server asks which role serves",
    ("config/serve.py", "yanzhen.apps.organisations.roles"): "a start migrates as the owner",
    ("config/postgres_clients.py", "yanzhen.apps.organisations.roles"): "a backup is the owner's",
    ("config/restore.py", "yanzhen.apps.organisations.roles"): "a restore looks as the owner",
    ("portal/verify/pages.py", "yanzhen.apps.cards.offline"): "a face of its own: no database",
    ("portal/words/verify.py", "yanzhen.apps.cards.offline"): "a face of its own: no database",
}


def test_only_services_are_imported() -> None:
    # A migration is history: it names the columns and policies as they were made.
    apart = {"tests", "migrations"}
    files = [file for file in sorted(SOURCE.rglob("*.py")) if file.parent.name not in apart]
    assert files

    found = {
        (name, module)
        for file in files
        if (name := file.relative_to(SOURCE).as_posix())
        for module in behind(name, ast.parse(file.read_text(encoding="utf-8")))
    }

    assert found == set(ALLOWED)


def behind(name: str, tree: ast.AST) -> Iterator[str]:
    """What a file imports of an app that is not its own, and that is not its service."""
    own = name.split("/")[1] if name.startswith("apps/") else ""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), names=names):
                parts = module.split(".")
                whole = len(parts) < 4  # `from yanzhen.apps.policies import service`
                modules = [f"{module}.{alias.name}" for alias in names] if whole else [module]
            case _:
                continue
        for module in modules:
            parts = tuple(module.split("."))
            if parts[:2] == APPS and parts[2:3] != (own,) and parts[3:] != ("service",):
                yield module


def test_the_alarm_rings() -> None:
    code = (
        "from yanzhen.apps.policies.models import PackVersion\n"
        "from yanzhen.apps.policies import actions, service\n"
        "import yanzhen.apps.scenarios.queue\n"
        "from yanzhen.apps.policies.service import published_pack\n"
    )

    assert list(behind("portal/views.py", ast.parse(code))) == [
        "yanzhen.apps.policies.models",
        "yanzhen.apps.policies.actions",
        "yanzhen.apps.scenarios.queue",
    ]
    assert list(behind("apps/policies/access.py", ast.parse(code))) == [
        "yanzhen.apps.scenarios.queue"
    ]
