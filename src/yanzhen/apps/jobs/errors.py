"""What background work refuses, and how a run ends before its end.

NoSuchProgress      there is none of this id; somebody else's looks the same
CannotBeDone        a task says that trying again is no use, and why
Cancelled           whoever started it does not want it any more
Leaving             the worker is asked to stop; the task is run again by the next one
RunLost             another worker has taken the task over, because this one seemed dead
"""

from procrastinate.exceptions import JobAborted

from yanzhen.policy.vocabulary import Label


class NoSuchProgress(LookupError):
    """There is no such progress."""

    code = "no_such_progress"


class CannotBeDone(Exception):
    """The end of a task, with a sentence for whoever waits for it."""

    code = "cannot_be_done"

    def __init__(self, reason: Label) -> None:
        self.reason = reason
        super().__init__(reason.zh)


class Cancelled(JobAborted):
    code = "cancelled"


class Leaving(JobAborted):
    code = "leaving"


class RunLost(Exception):
    code = "run_lost"
