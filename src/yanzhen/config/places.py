"""Where the service keeps what it writes: database, secret key, collected static files.

In a checkout that is `.yanzhen/` beside the code, for an installed package `~/.yanzhen`;
`YANZHEN_DATA=/srv/yanzhen` chooses another folder.
"""

import os
from pathlib import Path

from yanzhen.config.errors import CannotStart

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
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder.chmod(0o711)
    except OSError as error:
        raise _unwritable(folder, error.strerror) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(folder, "Permission denied")
    return folder


def _unwritable(folder: Path, reason: str | None) -> CannotStart:
    return CannotStart(
        f"数据目录 {folder} 不可写（{reason}）；可用 YANZHEN_DATA 指定另一目录。",
        f"The data folder {folder} cannot be written ({reason}); YANZHEN_DATA names another one.",
    )
