"""How busy the machine is, said beside each part: times on a shared one mean little without it."""

import os


def load() -> str:
    """The load of the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"
