"""The roles that an assignment gives, and what they are called.

>>> Role.CLERK.label.zh
'窗口受理人员'
>>> Role.PARTNER in STAFF
False
"""

from enum import StrEnum

from yanzhen.policy.vocabulary import Label


class Role(StrEnum):
    """What someone is in an organisation; everybody with an account is an applicant."""

    APPLICANT = "applicant"
    EMPLOYER_HR = "employer_hr"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    TALENT_OFFICE = "talent_office"
    FINANCE = "finance"
    AUDITOR = "auditor"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Label:
        return _LABELS[self]


_LABELS = {
    Role.APPLICANT: Label("申请人", "Applicant"),
    Role.EMPLOYER_HR: Label("用人单位经办人", "Employer's HR officer"),
    Role.CLERK: Label("窗口受理人员", "Window clerk"),
    Role.REVIEWER: Label("部门审核人员", "Department reviewer"),
    Role.APPROVER: Label("审批人员", "Approver"),
    Role.TALENT_OFFICE: Label("人才工作机构人员", "Talent office"),
    Role.FINANCE: Label("财政人员", "Finance"),
    Role.AUDITOR: Label("审计人员", "Auditor"),
    Role.PARTNER: Label("合作单位人员", "Partner"),
    Role.ADMINISTRATOR: Label("系统管理员", "Administrator"),
}
STAFF = frozenset(
    {
        Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)  # fmt: skip
"""Roles of an office: they need a second factor before any page of staff."""
REACHING = frozenset({Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR})
"""Roles that see the records of their place and of all places below it."""
DEPARTMENTAL = REACHING | {Role.REVIEWER}
"""Roles that work for the department they are assigned to."""
