"""What a key may do, and as whom it may do it.

>>> "registry:reveal" in SCOPES, Role.APPROVER in ROLES
(True, False)
"""

from yanzhen.apps.accounts.service import Role
from yanzhen.policy.vocabulary import Label

SCOPES = {
    "cases:read": Label("查看办件", "Read cases"),
    "cases:write": Label("提交办件、办理环节", "File cases and act on them"),
    "registry:read": Label("查看登记信息（敏感内容遮盖）", "Read the registry, masked"),
    "registry:write": Label("登记事实", "Record facts"),
    "registry:reveal": Label("说明原因后查看敏感内容", "See sensitive facts, with a reason"),
    "card-uses:write": Label("登记卡权益使用", "Record uses of talent cards"),
    "webhooks:manage": Label("管理消息推送", "Manage webhooks"),
}  # fmt: skip
ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.TALENT_OFFICE, Role.AUDITOR, Role.PARTNER})
"""A program never approves and never pays: these need a person who confirms."""
