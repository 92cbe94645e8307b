"""The files of a pack: where they lie, what each holds by its name, and their text.

sources_on_disk(packs_on_disk(), "xiangtan")  ->  (Source("vocabulary/...", "..."), ...)
"""

from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass

from yanzhen.policy.errors import Problem, UnknownCity, nearest

VOCABULARY = "vocabulary"
HOLIDAYS = f"{VOCABULARY}/holidays.yaml"
"""Read by itself: no answer depends on it, so a new year's holidays change no pack."""
_KINDS = (
    (re.compile(r"^vocabulary/subjects\.yaml$"), "subjects_file"),
    (re.compile(r"^vocabulary/catalogue\.yaml$"), "catalogue_file"),
    (re.compile(r"^vocabulary/families\.yaml$"), "families_file"),
    (re.compile(r"^vocabulary/facts/[^/]+\.yaml$"), "facts_file"),
    (re.compile(r"^vocabulary/lifecycles\.yaml$"), "lifecycles_file"),
    (re.compile(r"^vocabulary/holidays\.yaml$"), "holidays_file"),
    (re.compile(r"^[^/]+/pack\.yaml$"), "pack_file"),
    (re.compile(r"^[^/]+/readings[^/]*\.yaml$"), "readings_file"),
    (re.compile(r"^[^/]+/documents\.yaml$"), "documents_file"),
    (re.compile(r"^[^/]+/figures[^/]*\.yaml$"), "figures_file"),
    (re.compile(r"^[^/]+/tiers\.yaml$"), "tiers_file"),
    (re.compile(r"^[^/]+/benefits/[^/]+\.yaml$"), "benefits_file"),
    (re.compile(r"^[^/]+/programmes\.yaml$"), "programmes_file"),
    (re.compile(r"^[^/]+/services\.yaml$"), "services_file"),
    (re.compile(r"^[^/]+/funding\.yaml$"), "funding_file"),
    (re.compile(r"^[^/]+/recognition\.yaml$"), "recognition_file"),
    (re.compile(r"^[^/]+/cards\.yaml$"), "cards_file"),
    (re.compile(r"^[^/]+/plan\.yaml$"), "plan_file"),
    (re.compile(r"^[^/]+/cases(/[^/]+)?\.yaml$"), "cases_file"),
    (re.compile(r"^[^/]+/organisations\.yaml$"), "organisations_file"),
)
BESIDE = frozenset({"cases_file", "organisations_file"})
"""Files beside the pack: they decide no answer, so its hash and its kept versions lack them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a pack: its path relative to the folder of packs, and its text."""

    name: str
    text: str


def packs_on_disk() -> pathlib.Path:
    """The folder of packs: beside the sources in a checkout, inside the package otherwise."""
    here = pathlib.Path(__file__).resolve()
    installed = here.parents[2] / "packs"
    return installed if installed.is_dir() else here.parents[4] / "packs"


def cities_on_disk(root: pathlib.Path) -> tuple[str, ...]:
    """The cities that have a pack under `root`."""
    return tuple(sorted(path.parent.name for path in root.glob("*/pack.yaml")))


def sources_on_disk(root: pathlib.Path, city: str, cases: bool = False) -> tuple[Source, ...]:
    """The city's files and the shared vocabulary's, in a fixed order.

    Worked cases, and all else that lies beside the pack, come with `cases`.
    A folder of packs without a vocabulary of its own uses the one that ships with the product.
    """
    if city not in cities_on_disk(root):
        known = cities_on_disk(root)
        zh = f"没有城市 {city} 的政策包；现有：{'、'.join(known) or '无'}"
        en = f"There is no pack for {city}; there are: {', '.join(known) or 'none'}"
        raise UnknownCity(Problem("unknown-city", None, zh, en, nearest(city, known)))
    own = sorted(path.relative_to(root).as_posix() for path in (root / city).rglob("*.yaml"))
    files = [_on_disk(root, name) for name in own if cases or kind_of(name) not in BESIDE]
    found = [*files, *vocabulary_on_disk(root)]
    return tuple(sorted(found, key=lambda source: source.name))


def is_shared(source: Source) -> bool:
    """Whether a file belongs to the vocabulary that all cities share."""
    return source.name.startswith(f"{VOCABULARY}/")


def vocabulary_on_disk(root: pathlib.Path) -> tuple[Source, ...]:
    """The vocabulary under `root`, else the installed one."""
    root = root if (root / VOCABULARY).is_dir() else packs_on_disk()
    files = sorted((root / VOCABULARY).rglob("*.yaml"))
    names = (path.relative_to(root).as_posix() for path in files)
    return tuple(_on_disk(root, name) for name in names if name != HOLIDAYS)


def holidays_on_disk(root: pathlib.Path) -> tuple[Source, ...]:
    """The published holidays under `root`, else the installed ones."""
    root = root if (root / HOLIDAYS).is_file() else packs_on_disk()
    return (_on_disk(root, HOLIDAYS),)


def _on_disk(root: pathlib.Path, name: str) -> Source:
    """A file as text; bytes that are no UTF-8 stay visible, so that reading can report them."""
    return Source(name, (root / name).read_text(encoding="utf-8", errors="surrogateescape"))


def kind_of(name: str) -> str | None:
    """Which kind of file a name stands for, or None."""
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), None)
