"""OpenFisca-Core, or PolicyEngine-core, its fork: whichever this environment has.

Both are asked with the same port; only where their names stand differs.

    from .engine import YEAR, Variable
"""

try:
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum, EnumArray
    from openfisca_core.periods import YEAR
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    PACKAGE = "openfisca-core"
except ImportError:
    from policyengine_core.entities import build_entity
    from policyengine_core.enums import Enum, EnumArray
    from policyengine_core.periods import YEAR
    from policyengine_core.simulations import SimulationBuilder
    from policyengine_core.taxbenefitsystems import TaxBenefitSystem
    from policyengine_core.variables import Variable

    PACKAGE = "policyengine-core"

__all__ = [
    "PACKAGE", "YEAR", "Enum", "EnumArray", "SimulationBuilder", "TaxBenefitSystem", "Variable",
    "build_entity",
]  # fmt: skip
