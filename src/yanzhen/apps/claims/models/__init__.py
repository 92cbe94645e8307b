"""What is kept of claims, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.claims.models.claim import Claim
from yanzhen.apps.claims.models.part import Part
from yanzhen.apps.claims.models.received import Received
from yanzhen.apps.claims.models.step import Step

__all__ = ["Claim", "Part", "Received", "Step"]
