"""The only door to a progress: its own account; for all others there is none."""

from yanzhen.apps.jobs.errors import NoSuchProgress
from yanzhen.apps.jobs.models import Progress


def access_progress(public_id: str, account_id: int | None) -> Progress:
    """The progress of an id, for whoever started it."""
    try:
        return Progress.objects.get(public_id=public_id, account_id=account_id)
    except Progress.DoesNotExist:
        raise NoSuchProgress(public_id) from None
