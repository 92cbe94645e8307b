"""Twenty rules of the Xiangtan plan as a small OpenFisca tax-benefit system, for comparison only.

Written for the benchmark from the rules' conditions; it imports nothing of the product and the
product imports nothing of it (OpenFisca is AGPL). What it cannot carry, and how it is given
instead, stands in benchmarks/README.md.

    system = build_system()
    system.get_variable("art_19_rent_fen")
"""

from .elsewhere import make_elsewhere
from .engine import TaxBenefitSystem
from .entities import PERSON
from .inputs import make_inputs
from .rules import make_rules

__all__ = ["PERSON", "build_system"]


def build_system(elsewhere: bool = False) -> TaxBenefitSystem:
    """The system with its inputs and rules, made once; `elsewhere` adds other cities' five."""
    system = TaxBenefitSystem([PERSON])
    system.add_variables(*make_inputs(), *make_rules(), *(make_elsewhere() if elsewhere else ()))
    return system
