"""What the clause library refuses.

NotPublished        a city without a published pack; an unknown city looks the same
UnreadablePack      a pack with findings is not published; the findings are kept
"""

from collections.abc import Sequence

from yanzhen.policy import Finding


class NotPublished(LookupError):
    """There is no published pack of this city."""

    code = "not_published"

    def __init__(self, city: str) -> None:
        super().__init__(f"No published pack: {city}")
        self.city = city


class UnreadablePack(ValueError):
    """The pack has findings and cannot be published."""

    code = "unreadable_pack"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)
