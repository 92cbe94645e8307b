"""Getting an office's files into the population format, row by row or as they stream by.

taken = intake(Path("roster.xlsx"), [load_pack("xiangtan")], Path("out"))
taken.files["person"], taken.refused, taken.rejects
"""

from yanzhen.population.intake.result import Counted, Intake, Progress, silent
from yanzhen.population.intake.taking import intake

__all__ = ["Counted", "Intake", "Progress", "intake", "silent"]
