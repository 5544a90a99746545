"""On which page a paragraph is likely to stand, so that a contents page can be filled in before Word has laid it out.

An estimate from the number of letters, the size and the spaces; Word puts its own numbers in when the field is updated.
Imports document nodes only.
"""

from collections.abc import Generator
from contextlib import contextmanager

from app.document.nodes import Look

_A4_HEIGHT = 841.9
_A4_WIDTH = 595.3
_LETTER = 0.475
"""The mean width of a letter in running English text, of the size, in Arial and its like."""


class Pagination:
    """A pen that goes down the pages; lengths in points."""

    def __init__(self, look: Look) -> None:
        margin = look.margin * 72 / 25.4
        self._portrait = (_A4_WIDTH - 2 * margin, _A4_HEIGHT - 2 * margin)
        self._leading = look.leading
        self._size = look.size
        self.page = 1
        self.landscape = False
        self._down = 0.0
        self._beside: list[float] = []
        self._tallest = 0.0

    @contextmanager
    def beside(self) -> Generator[None]:
        """Measures a cell, which stands beside the others of its row, without going down the page."""
        self._beside.append(0.0)
        yield
        self._tallest = max(self._tallest, self._beside.pop())

    def tallest(self) -> float:
        """The height of the tallest cell measured since this was last asked."""
        tallest, self._tallest = self._tallest, 0.0
        return tallest

    @property
    def width(self) -> float:
        """The width of the text on the present page."""
        return _A4_HEIGHT - _A4_WIDTH + self._portrait[0] if self.landscape else self._portrait[0]

    @property
    def height(self) -> float:
        """The height of the text on the present page."""
        return _A4_WIDTH - _A4_HEIGHT + self._portrait[1] if self.landscape else self._portrait[1]

    def paragraph(
        self, letters: int, size: float = 0, space: float = 0, width: float = 1, together: float = 0
    ) -> None:
        """Goes past a paragraph of so many letters; `width` is its share of the line, `together` what must follow."""
        self.down(self.lines(letters, size, width) * (size or self._size) * self._leading + space, together)

    def lines(self, letters: int, size: float = 0, width: float = 1) -> int:
        """How many lines so many letters fill."""
        return 1 + int(letters * (size or self._size) * _LETTER / max(20.0, self.width * width))

    def down(self, distance: float, together: float = 0) -> None:
        """Goes down the page, and on to the following pages where it ends."""
        if self._beside:
            self._beside[-1] += distance
            return
        if self._down + min(distance, 60) + together > self.height:
            self.turn()
        self._down += distance
        while self._down > self.height:
            self._down -= self.height
            self.page += 1

    def turn(self) -> None:
        """Starts the next page, unless nothing stands on the present one."""
        if self._down:
            self.page += 1
            self._down = 0.0
