"""What is kept of privileges, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.privileges.models.booking import Booking
from yanzhen.apps.privileges.models.privilege import Privilege
from yanzhen.apps.privileges.models.provider import Member, Provider
from yanzhen.apps.privileges.models.signal import Signal, Watch
from yanzhen.apps.privileges.models.statement import Statement
from yanzhen.apps.privileges.models.use import Count, Use

__all__ = [
    "Booking", "Count", "Member", "Privilege", "Provider", "Signal", "Statement", "Use", "Watch",
]  # fmt: skip
