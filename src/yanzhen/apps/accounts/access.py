"""The only door to an assignment; absent and forbidden look alike."""

from yanzhen.apps.accounts.actor import Actor
from yanzhen.apps.accounts.errors import NoSuchAssignment
from yanzhen.apps.accounts.models import Assignment


def access_assignment(assignment_id: int, actor: Actor, for_update: bool = False) -> Assignment:
    """An assignment that the actor administers."""
    found = Assignment.objects.administered_by(actor)
    found = found.select_for_update(of=("self",)) if for_update else found
    try:
        return found.get(pk=assignment_id)
    except Assignment.DoesNotExist:
        raise NoSuchAssignment(str(assignment_id)) from None
