"""Reading packs: `sources` finds their files, `plain` and `shape` read one, `packs` builds.

YAML is known here only, in its plain form: `true` and `false` are the only booleans, a date is
text. Each file's shape is checked against `packs/schema`, and everything keeps its place.
"""

from yanzhen.policy.read.packs import (
    content_hash,
    load_holidays,
    load_lifecycles,
    load_organisations,
    load_pack,
    load_vocabulary,
    read_holidays,
    read_organisations,
    read_pack,
)
from yanzhen.policy.read.plain import read_data
from yanzhen.policy.read.sheets import read_sheet
from yanzhen.policy.read.sources import (
    Source,
    cities_on_disk,
    holidays_on_disk,
    packs_on_disk,
    sources_on_disk,
)

__all__ = [
    "Source", "cities_on_disk", "content_hash", "holidays_on_disk", "load_holidays",
    "load_lifecycles", "load_organisations", "load_pack", "load_vocabulary", "packs_on_disk",
    "read_data", "read_holidays", "read_organisations", "read_pack", "read_sheet",
    "sources_on_disk",
]  # fmt: skip
