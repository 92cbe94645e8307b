"""The audit log, as everybody else sees it."""

from yanzhen.apps.audit.actions import (
    READINGS,
    SYSTEM_CHAIN,
    Acting,
    note_check,
    record,
    record_reading,
)
from yanzhen.apps.audit.chains import (
    Broken,
    Verified,
    chains,
    length,
    link_all,
    link_waiting,
    verify_chain,
)
from yanzhen.apps.audit.errors import Unrecordable
from yanzhen.apps.audit.models import Check, Event
from yanzhen.apps.audit.queries import (
    events_by,
    events_of,
    latest_checks,
    latest_readings,
    readings_by,
    readings_of,
)

__all__ = [
    "READINGS",
    "SYSTEM_CHAIN",
    "Acting",
    "Broken",
    "Check",
    "Event",
    "Unrecordable",
    "Verified",
    "chains",
    "events_by",
    "events_of",
    "latest_checks",
    "latest_readings",
    "length",
    "link_all",
    "link_waiting",
    "note_check",
    "readings_by",
    "readings_of",
    "record",
    "record_reading",
    "verify_chain",
]
