"""What a recognition brings about elsewhere, in the transaction in which it is made or changed.

    AFTER_RECOGNITION = ["yanzhen.apps.cards.service.follow"]    called with (recognition_id, event)

Events: recognised, raised, renewed, lowered, withdrawn, ended. For raised, renewed and lowered the
id is that of the new recognition, which `supersedes` the old one. A callable that raises holds the
change up.
"""

from collections.abc import Callable
from typing import Literal

from django.conf import settings
from django.utils.module_loading import import_string

from yanzhen.apps.recognition.models import Recognition

Happened = Literal["recognised", "raised", "renewed", "lowered", "withdrawn", "ended"]


def follow(one: Recognition, event: Happened) -> None:
    """Let everything happen that follows."""
    for place in settings.AFTER_RECOGNITION:
        call: Callable[[int, str], object] = import_string(place)
        call(one.pk, event)
