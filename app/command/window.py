"""`engross [TARGET]`: opens the desktop window, which is found by its name only, so that no command imports Qt."""

import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from app.models.errors import Refused


def open_window(arguments: Sequence[str]) -> int:
    """Runs the window until it is closed; its exit code. Raises Refused where there is no such file, or no screen."""
    from app.services.targets import read_target

    if len(arguments) > 1:
        raise Refused(f"“{arguments[0]}” is not a command; “engross --help” lists them.")
    if arguments and not read_target(arguments[0]).exists():
        raise Refused(
            f"“{arguments[0]}” is neither a command nor a file; “engross --help” lists the commands."
        )
    if reason := why_no_window(sys.platform, os.environ):
        raise Refused(reason)
    sys.argv[1:] = arguments
    runpy.run_module("app", run_name="__main__", alter_sys=True)
    return 0


def why_no_window(platform: str, environment: Mapping[str, str]) -> str:
    """A sentence that says why the window cannot open; empty when it can."""
    if find_spec("app.__main__") is None:
        return "The window is not part of this Engross yet; use the commands that “engross --help” lists."
    needs_display = platform not in ("win32", "darwin") and not environment.get("QT_QPA_PLATFORM")
    if needs_display and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return "There is no screen here to open a window on; use the commands that “engross --help” lists."
    return ""
