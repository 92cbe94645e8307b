"""What is kept of quotas, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.quotas.models.draw import Draw, Entry
from yanzhen.apps.quotas.models.flat import Flat, Lease
from yanzhen.apps.quotas.models.pool import Pool
from yanzhen.apps.quotas.models.request import HOLDING, OPEN, Event, Request

__all__ = ["HOLDING", "OPEN", "Draw", "Entry", "Event", "Flat", "Lease", "Pool", "Request"]
