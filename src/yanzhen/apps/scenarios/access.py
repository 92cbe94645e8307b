"""The only door to a scenario: by its id, which cannot be guessed.

To look, the id is enough (a link can be sent on); to change, it has to be one's own. A scenario
of another browser then looks like none.
"""

from yanzhen.apps.scenarios.errors import NoSuchScenario
from yanzhen.apps.scenarios.models import Scenario


def access_scenario(public_id: str) -> Scenario:
    """The scenario of an id, to look at."""
    try:
        return Scenario.objects.get(public_id=public_id)
    except Scenario.DoesNotExist:
        raise NoSuchScenario(public_id) from None


def access_own(public_id: str, owner: str) -> Scenario:
    """A scenario of one's own, locked for the change: inside a transaction only."""
    try:
        return Scenario.objects.select_for_update().get(public_id=public_id, owner=owner)
    except Scenario.DoesNotExist:
        raise NoSuchScenario(public_id) from None
