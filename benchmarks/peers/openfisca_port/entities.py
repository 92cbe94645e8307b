"""The one entity: a person.

Honours, selections and projects would be records below a person; OpenFisca's groups stand above
people, so records have to be reduced to flags before they come in.
"""

from .engine import build_entity

PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)
