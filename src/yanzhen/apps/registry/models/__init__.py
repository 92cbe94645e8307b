"""The tables of the registry, by noun."""

from yanzhen.apps.registry.models.facts import Consent, DataRequest, Fact
from yanzhen.apps.registry.models.imports import Import
from yanzhen.apps.registry.models.merges import Distinct, Merge
from yanzhen.apps.registry.models.relations import Relation
from yanzhen.apps.registry.models.subjects import Identifier, Residence, Subject
from yanzhen.apps.registry.models.views import Listed, SavedView

__all__ = [
    "Consent",
    "DataRequest",
    "Distinct",
    "Fact",
    "Identifier",
    "Import",
    "Listed",
    "Merge",
    "Relation",
    "Residence",
    "SavedView",
    "Subject",
]
