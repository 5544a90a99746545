"""How the window asks its user: one object with a method for each question, so that tests can answer. No rules here."""

from pathlib import Path
from typing import Protocol

from msgspec import Struct


class PictureAnswer(Struct, frozen=True):
    """A picture to put in: the bytes of its file and what it shows, in words (never empty)."""

    data: bytes
    alt: str


class Ask(Protocol):
    """Every question the window may put. None means that the user thought better of it."""

    def text(self, title: str, label: str, value: str = "") -> str | None:
        """A line of text."""
        ...

    def yes(self, title: str, question: str, yes: str, no: str = "") -> bool:
        """Whether to go on; `yes` and `no` are what the buttons say."""
        ...

    def choice(self, title: str, message: str, ways: tuple[str, ...]) -> int | None:
        """Which of several ways on to take, by its place."""
        ...

    def picture(self, data: bytes = b"", alt: str = "") -> PictureAnswer | None:
        """A picture from a file (or `data`), with what it shows."""
        ...

    def table_size(self) -> tuple[int, int] | None:
        """Rows and columns of a new table."""
        ...

    def open_file(self, title: str, filter: str) -> Path | None:
        """A file to read."""
        ...

    def save_file(self, title: str, name: str, filter: str) -> Path | None:
        """A file to write."""
        ...

    def tell(self, title: str, message: str) -> None:
        """Says a sentence that must be read."""
        ...
