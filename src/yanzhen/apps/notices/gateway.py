"""Text messages: one interface, whoever carries them.

    gateway().send("13800000000", "【雁阵】您的申请已受理。")

`settings.SMS_GATEWAY` names a class of this interface. `FileGateway` writes each message as a line
of JSON into the data folder: for the demo and for tests, nothing leaves the machine.
"""

import json
import os
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


class Gateway(Protocol):
    """Hands a message to a carrier; NotDelivered to be tried again, Undeliverable to give up."""

    def send(self, phone: str, text: str) -> None: ...


class FileGateway:
    """Appends to a file that only the service's account may read."""

    def send(self, phone: str, text: str) -> None:
        line = {"at": timezone.now().isoformat(), "to": phone, "text": text}
        place = Path(settings.SMS_FILE)
        with open(place, "a", encoding="utf-8", opener=_for_us_alone) as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def gateway() -> Gateway:
    """The gateway of the settings."""
    made: Gateway = import_string(settings.SMS_GATEWAY)()
    return made


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
