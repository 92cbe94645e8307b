"""Work shared among the machine's cores, its results in the order of the tasks.

Each core is a process of its own, forked from this one, so the compiled packs are there at once.
(Threads would wait for each other between NumPy's operations: two of them take as long as one.)
Where a fork is not safe, because other threads run here, the work is done in this process.

    for result in spread(work, tasks): ...
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Task = TypeVar("Task")
Found = TypeVar("Found")
AHEAD = 2
"""Tasks that wait for each core: enough to keep it busy, few enough to hold in memory."""
_HANDED: list[Callable[[Any], Any]] = []


def cores() -> int:
    """How many processes can be used: one where a fork is not safe."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def spread(
    function: Callable[[Task], Found], tasks: Iterable[Task], workers: int | None = None
) -> Iterator[Found]:
    """The function of each task; tasks and results travel between processes."""
    workers = workers or cores()
    if workers == 1:
        yield from map(function, tasks)
        return
    context = multiprocessing.get_context("fork")
    waiting: deque[Future[Found]] = deque()
    with ProcessPoolExecutor(workers, context, _begin, (function,)) as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(_call, task))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(function: Callable[[Any], Any]) -> None:
    """A worker's start; an interrupt is for the one who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    _keep_memory()
    _HANDED.append(function)


M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
KEPT, IN_LARGE_PAGES = 2**30, 2**29
LARGE_PAGE, MADV_HUGEPAGE = 2**21, 14


def _keep_memory() -> None:
    """Have the C library keep what was freed, Arrow too: columns come and go by the thousand.

    Given back to the system and fetched again, each page costs more than the work on it: a run
    took twice as long.
    """
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        return
    libc.mallopt(M_MMAP_THRESHOLD, KEPT)
    libc.mallopt(M_TRIM_THRESHOLD, KEPT)
    libc.mallopt(M_TOP_PAD, KEPT // 16)
    pa.set_memory_pool(pa.system_memory_pool())
    _in_large_pages(libc)


def _in_large_pages(libc: Any) -> None:
    """Have the memory that is kept come in pages of two megabytes: a tenth of the faults.

    Asked for, marked and freed at once, so that what is allocated next lies in it.
    """
    libc.malloc.restype = ctypes.c_void_p
    room = libc.malloc(ctypes.c_size_t(IN_LARGE_PAGES))
    if room is not None:
        first = -(-room // LARGE_PAGE) * LARGE_PAGE
        size = ctypes.c_size_t(IN_LARGE_PAGES - LARGE_PAGE)
        libc.madvise(ctypes.c_void_p(first), size, MADV_HUGEPAGE)
        libc.free(ctypes.c_void_p(room))


def _call(task: Any) -> Any:
    return _HANDED[-1](task)
