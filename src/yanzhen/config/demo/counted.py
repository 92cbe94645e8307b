"""The demo's countable things: an account of posts, a few flats, people who ask for one.

    open_pools(town)

The size of Hengyang's account is the document's own; the flats of Xiangtan are invented, which
their addresses say.
"""

from yanzhen.apps.accounts.service import Actor, Role, acting
from yanzhen.apps.organisations.service import department_for, organisation
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import Wish
from yanzhen.config.demo.people import Town

FLATS = [
    ("示例公寓（虚构）1栋101", "1", "38.5", "600"),
    ("示例公寓（虚构）1栋102", "2", "62", "900"),
    ("示例公寓（虚构）2栋301", "3", "88", ""),
]
WHO_ASK = ("renter-monthly", "renter-left")
REASON = "新到湘潭工作，需要过渡住房（虚构）"


def open_pools(town: Town) -> None:
    """Pools with what is free, and a line of those who wait."""
    quotas.open_from_pack(
        acting=_office(town, "hengyang"), city="hengyang", pack_pool="posts-account"
    )
    office = _office(town, "xiangtan")
    with acting(office):
        pool = quotas.open_from_pack(acting=office, city="xiangtan", pack_pool="talent-flats").pk
        for one in FLATS:
            quotas.add_flat(acting=office, pool_id=pool, flat=quotas.typed_row(*one))
    for person in WHO_ASK:
        asks = town.filer(person, "self")
        with acting(asks):
            wish = Wish(REASON, subject_id=town.subjects[person])
            quotas.ask(acting=asks, pool_id=pool, key=f"demo-{person}", wish=wish)


def _office(town: Town, city: str) -> Actor:
    seat = department_for(organisation(city).id, "talent_office")
    return town.staff(Role.TALENT_OFFICE, seat.id)
