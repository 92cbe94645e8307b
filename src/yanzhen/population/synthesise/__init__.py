"""Invented populations: plausible people and organisations, for demos, benchmarks and tests.

    write(planned([load_pack("xiangtan")], Wish(size=10_000, seed=7)), Path("population"))

How each fact is distributed, and why, stands in `distributions/`. Nobody in them is real.
"""

from yanzhen.population.synthesise.folder import SynthesisRefused, refused, write
from yanzhen.population.synthesise.plan import KINDS, Population, Wish, planned

__all__ = ["KINDS", "Population", "SynthesisRefused", "Wish", "planned", "refused", "write"]
