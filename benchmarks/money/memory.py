"""The greatest memory of this process from a moment on, as Linux has seen it.

since = mark()
grown(since)     ->  12       MiB at the worst beyond what it was
"""

from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def mark() -> int:
    """Forget the peak so far; the memory now, in KiB."""
    CLEAR.write_text("5")
    return _said("VmRSS")


def grown(since: int) -> int:
    """How many MiB the peak since then lies above that."""
    return max(0, _said("VmHWM") - since) // 1024


def _said(name: str) -> int:
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
