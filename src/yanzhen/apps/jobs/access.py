"""The only door to a progress: its own account; for all others there is none."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.jobs.errors import NoSuchProgress
from yanzhen.apps.jobs.models import Progress


def access_progress(public_id: str, actor: Actor) -> Progress:
    """The progress of an id, for whoever started it."""
    try:
        return Progress.objects.visible_to(actor).get(public_id=public_id)
    except Progress.DoesNotExist:
        raise NoSuchProgress(public_id) from None
