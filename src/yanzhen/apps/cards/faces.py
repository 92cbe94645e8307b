"""How the cards of a programme look, as the city's pack says."""

from yanzhen.apps.cards.programmes import all_programmes, programmes
from yanzhen.apps.cards.shown import Face
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy.vocabulary import Label

PLAIN, INK = "#33414d", "#ffffff"


def face_of(city: str, programme: str) -> Face:
    """A plain face where the pack does not have the programme any more."""
    for one in programmes(city):
        if one.id == programme:
            clause = published_pack(city).clause_label(one.clause)
            return Face(city, city_name(city), one.id, one.label, clause, one.colour, one.ink)
    return Face(city, city_name(city), programme, Label(programme, programme), Label("", ""),
                PLAIN, INK)  # fmt: skip


def faces() -> tuple[Face, ...]:
    """The faces of every programme of every city whose pack is in force."""
    return tuple(face_of(city, one.id) for city, one in all_programmes())


def city_name(city: str) -> Label:
    """What the city is called; its id where it is not in the tree."""
    try:
        return organisation(city).label
    except NoSuchOrganisation:
        return Label(city, city)
