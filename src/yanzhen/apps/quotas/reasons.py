"""A reason as it is kept: without blanks around it, not too long, and there where it has to be."""

from yanzhen.apps.quotas.errors import refuse

MOST = 400


def reasoned(reason: str, *, needed: bool = True) -> str:
    """The reason; QuotaRefused without one where it is needed, or with one that is too long."""
    said = reason.strip()
    if needed and not said:
        raise refuse("needs_reason", "请写明理由或批文。", "Say the reason.", "reason")
    if len(said) > MOST:
        raise refuse("long_reason", f"最多{MOST}字。", f"At most {MOST} characters.", "reason")
    return said
