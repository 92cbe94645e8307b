"""Where the service keeps what it writes: database, secret key, collected static files.

In a checkout that is `.yanzhen/` beside the code, for an installed package `~/.yanzhen`;
`YANZHEN_DATA=/srv/yanzhen` chooses another folder.
"""

import os
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """The data folder, made when it is missing. Others may pass through it, never list it."""
    chosen = os.environ.get("YANZHEN_DATA")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    elif (_CHECKOUT / "pyproject.toml").is_file():
        folder = _CHECKOUT / ".yanzhen"
    else:
        folder = Path.home() / ".yanzhen"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o711)
    return folder
