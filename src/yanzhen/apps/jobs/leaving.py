"""When a worker is to stop: it is asked to, or its starter is gone.

stop = asked_to_stop()
while not stop.is_set(): ...
"""

import os
import signal
import threading
import time
from types import FrameType


def asked_to_stop() -> threading.Event:
    """Set by SIGTERM and Ctrl-C, and when the process that started this one has ended.

    A server that was killed leaves no worker behind.
    """
    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    threading.Thread(target=_leave_with, args=(os.getppid(), stop), daemon=True).start()
    return stop


def _leave_with(starter: int, stop: threading.Event) -> None:
    while os.getppid() == starter:
        time.sleep(1)
    stop.set()
