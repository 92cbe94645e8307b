"""How far a start is, for whoever waits at a terminal: a bar with words, on standard error.

    with bar("载入示例 / loading the demo") as told:
        told(3, 21)

Without a terminal, as in a log, it says nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

COLUMNS = (
    TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
)  # fmt: skip


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much is done of how much; it is gone when all is done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    with Progress(*COLUMNS, console=console, transient=True) as shown:
        task = shown.add_task(words, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
