"""How the window asks its user: one object with a method for each question, so that tests can answer. No rules here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from msgspec import Struct

if TYPE_CHECKING:
    from app.ui.picker import Entry


class PictureAnswer(Struct, frozen=True):
    """A picture to put in: the bytes of its file and what it shows, in words (never empty).

    `width` is in millimetres, 0 for as wide as it is.
    """

    data: bytes
    alt: str
    width: float = 0


class LinkedPart(NamedTuple):
    """A part that a link may lead to: its id, and what it is called without its number, which may become another."""

    id: str
    name: str


class LinkAnswer(Struct, frozen=True):
    """Words and where they lead: an address, or `#` and a part's id; empty for nowhere."""

    words: str
    to: str


class Ask(Protocol):
    """Every question the window may put. None means that the user thought better of it."""

    def text(self, title: str, label: str, value: str = "") -> str | None:
        """A line of text."""
        ...

    def yes(self, title: str, question: str, yes: str, no: str = "") -> bool:
        """Whether to go on; `yes` and `no` are what the buttons say."""
        ...

    def choice(self, title: str, message: str, ways: tuple[str, ...]) -> int | None:
        """Which of several ways on to take, by its place; the first is proposed."""
        ...

    def picture(self, data: bytes = b"", alt: str = "", width: float = 0) -> PictureAnswer | None:
        """A picture from a file (or `data`), with what it shows and how wide it is to be."""
        ...

    def link(self, words: str, to: str, parts: Sequence[Entry]) -> LinkAnswer | None:
        """Where words are to lead, one of the parts or an address; `to` is where they lead now.

        Each of the parts stands for a LinkedPart.
        """
        ...

    def table_size(self) -> tuple[int, int] | None:
        """Rows and columns of a new table."""
        ...

    def open_file(self, title: str, filter: str, beside: Path | None = None) -> Path | None:
        """A file to read, looked for in the folder `beside`; where none is given, where the last one was."""
        ...

    def save_file(self, title: str, name: str, filter: str) -> Path | None:
        """A file to write."""
        ...

    def tell(self, title: str, message: str) -> None:
        """Says a sentence that must be read."""
        ...


def asked_later(make: Callable[[], Ask]) -> Ask:
    """What asks by what `make` gives, which is made when the first question is put."""
    return cast("Ask", _Later(make))


class _Later:
    def __init__(self, make: Callable[[], Ask]) -> None:
        self._made = cache(make)

    def __getattr__(self, question: str) -> Any:
        return getattr(self._made(), question)
