"""Where an error that nobody foresaw is written, so that a user sees one sentence and support sees the rest."""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def unexpected(fault: Exception, arguments: Sequence[str]) -> str:
    """Writes the fault with its traceback to the log; returns the sentence for the user.

    The log names the command and its options, not the texts that were given with them.
    """
    entry = "".join(
        [
            f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  engross {_without_values(arguments)}\n",
            *traceback.format_exception(fault),
            "\n",
        ]
    )
    what = f"something went wrong that should not have ({type(fault).__name__})"
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        path = folder / "engross.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(entry)
        except OSError:
            continue
        return f"{what}; send the file {path} to whoever supports Engross for you."
    return f"{what}, and no log could be written; try again from a folder that you may write to."


def log_folder() -> Path:
    """The folder for logs of this user: XDG's state folder, or what Windows and macOS have in its place."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Engross"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "Engross"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "engross"


def _without_values(arguments: Sequence[str]) -> str:
    return " ".join(
        [*arguments[:1], *(part.partition("=")[0] for part in arguments[1:] if part.startswith("--"))]
    )
