"""Faults of work that begins anew by itself, each told once, for it would meet the same after every edit.

Imports nothing of Engross.
"""

import traceback


class ToldOnce:
    """Raises a fault that nobody expected, so that it is told with its log, unless it was told last time."""

    def __init__(self) -> None:
        self._told = ""

    def tell(self, fault: Exception) -> None:
        """Raises what came, unless the same came last from the same place."""
        log = "".join(traceback.format_exception(fault))
        if log != self._told:
            self._told = log
            raise fault

    def forget(self) -> None:
        """The work succeeded: the next fault is a new one."""
        self._told = ""
