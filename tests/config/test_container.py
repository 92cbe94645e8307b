"""The container's files: no engine runs here, so they are read as one would read them."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from yanzhen.config import environment
from yanzhen.config import settings as _read  # noqa: F401  so that every name is known

ROOT = Path(__file__).parents[2]
ENVIRONMENT = re.compile(r'\benv(?:text|bool|int|secret)\(\s*"(\w+)"')
INSTRUCTIONS = {
    "FROM", "RUN", "ENV", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL",
    "HEALTHCHECK", "CMD",
}  # fmt: skip


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, their lines joined."""
    text = (ROOT / "Dockerfile").read_text()
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.M))
    found = [line.split(None, 1) for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, rest in found]


def test_every_instruction_is_one_and_can_be_read(lines: list[tuple[str, str]]) -> None:
    assert lines[0][0] == "FROM"
    assert {name for name, _ in lines} <= INSTRUCTIONS
    for name, rest in lines:
        if name in {"RUN", "COPY", "ENV"}:
            assert shlex.split(rest), (name, rest)
        if "[" in rest and name in {"CMD", "HEALTHCHECK"}:
            assert yaml.safe_load(rest[rest.index("[") :])


def test_it_runs_as_no_root_from_pinned_images(lines: list[tuple[str, str]]) -> None:
    images = [rest.split()[0] for name, rest in lines if name == "FROM"]
    users = [rest for name, rest in lines if name == "USER"]

    assert all(re.fullmatch(r"[a-z]+:[\w.-]*\d[\w.-]*", image) for image in images)
    assert users == ["yanzhen"]
    assert [name for name, _ in lines][-1] == "CMD"


def test_what_is_copied_is_there_and_let_in(lines: list[tuple[str, str]]) -> None:
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    copied = {
        word
        for name, rest in lines
        if name == "COPY" and "--from" not in rest
        for word in rest.split()[:-1]
    }

    assert copied
    assert copied == let_in
    assert all((ROOT / one).exists() for one in copied)


def test_the_uv_of_the_image_reads_the_lock(lines: list[tuple[str, str]]) -> None:
    setup = (ROOT / "tools" / "setup").read_text()
    pinned = re.search(r"uv==[\d.]+", " ".join(rest for _, rest in lines))

    assert pinned
    assert pinned[0] in setup


def test_compose_has_web_worker_and_database(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert set(services) == {"web", "worker", "database"}
    assert services["worker"]["command"] == ["yanzhen", "work"]
    assert services["worker"]["environment"] == services["web"]["environment"]
    assert services["worker"]["volumes"] == services["web"]["volumes"]  # files that tasks make
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert services["web"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    named = {one.split(":")[0] for s in services.values() for one in s["volumes"]}
    assert {name for name in named if not name.startswith(".")} == set(compose["volumes"])
    assert all((ROOT / name).exists() for name in named if name.startswith("."))


def test_every_name_it_sets_is_read_and_nothing_has_a_default_secret(
    compose: dict[str, Any],
) -> None:
    given = compose["services"]["web"]["environment"]
    example = (ROOT / "deploy" / "env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))

    assert set(given) - environment.KNOWN == set()
    assert asked == set(re.findall(r"^(\w+)=$", example, re.M))
    for name in ("YANZHEN_SECRET_KEY", "YANZHEN_KEYS", "YANZHEN_INDEX_KEY"):
        assert given[name] == f"${{{name}:?{name} is not set}}"


def test_the_guide_lists_every_setting() -> None:
    guide = (ROOT / "docs" / "guide" / "operate.md").read_text()
    sources = (ROOT / "src" / "yanzhen" / "config").glob("*.py")
    read = {name for file in sources for name in ENVIRONMENT.findall(file.read_text())}

    assert {"YANZHEN_HOSTS", "YANZHEN_OIDC_SERVER", "DATABASE_URL"} <= read
    assert {name for name in read if f"`{name}`" not in guide} == set()


def test_the_two_roles_are_made_apart() -> None:
    script = (ROOT / "deploy" / "roles.sh").read_text()

    assert "CREATE ROLE yanzhen_app LOGIN NOSUPERUSER NOBYPASSRLS" in script
    assert "OWNER yanzhen;" in script
