"""How exporters tell how far they have come. Imports nothing of the project's."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told now and then what is done, and of how much in all. Whatever it raises ends the export with nothing written."""


def untold(done: int, of: int) -> None:
    """For those who do not ask."""
