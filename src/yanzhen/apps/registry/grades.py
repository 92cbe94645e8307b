"""How well a fact is known: A issued, B verified at a window, C uploaded, D declared.

The letters are in the order of their worth, so that the best one sorts first.

>>> Grade.A.is_at_least(Grade.C), Grade.D.is_at_least(Grade.C)
(True, False)
"""

from enum import StrEnum

from yanzhen.policy.vocabulary import Label


class Grade(StrEnum):
    """The evidence behind a fact."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def label(self) -> Label:
        return _LABELS[self]

    def is_at_least(self, other: "Grade") -> bool:
        """Whether it is worth as much as the other, or more."""
        return self.value <= other.value


_LABELS = {
    Grade.A: Label("部门核发", "issued by an agency"),
    Grade.B: Label("窗口核验", "verified at a window"),
    Grade.C: Label("上传材料", "uploaded"),
    Grade.D: Label("本人申报", "declared"),
}
