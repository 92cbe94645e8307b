"""The audit log, as everybody else sees it."""

from yanzhen.apps.audit.actions import READINGS, SYSTEM_CHAIN, Acting, record, record_reading
from yanzhen.apps.audit.chains import (
    Broken,
    Verified,
    chains,
    link_all,
    link_waiting,
    verify_chain,
)
from yanzhen.apps.audit.errors import Unrecordable
from yanzhen.apps.audit.models import Event
from yanzhen.apps.audit.queries import (
    events_by,
    events_of,
    latest_readings,
    readings_by,
    readings_of,
)

__all__ = [
    "READINGS",
    "SYSTEM_CHAIN",
    "Acting",
    "Broken",
    "Event",
    "Unrecordable",
    "Verified",
    "chains",
    "events_by",
    "events_of",
    "latest_readings",
    "link_all",
    "link_waiting",
    "readings_by",
    "readings_of",
    "record",
    "record_reading",
    "verify_chain",
]
