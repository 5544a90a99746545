"""Which part stands where on the pages, and where pages stand in the view. Imports Qt's core only."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMargins, QPointF, QRectF, QSizeF


class Pages(NamedTuple):
    """A PDF and where in it parts stand: the index of the page, and points below its upper edge.

    `figures` are the parts to which drawings belong, and where those stand.
    """

    data: bytes
    places: Mapping[str, tuple[int, float]] = {}
    figures: Sequence[tuple[str, tuple[int, float]]] = ()

    def of(self, lineage: Iterable[str]) -> tuple[int, float] | None:
        """Where the first of some parts stands that stands anywhere."""
        return next((self.places[id] for id in lineage if id in self.places), None)

    def at(self, page: int, below: float) -> str:
        """The part at a place: the last that begins, or has a figure, at or above it. Empty where none does."""
        listed = sorted((place, id) for id, place in (*self.places.items(), *self.figures))
        found = bisect_right([place for place, _ in listed], (page, below))
        return listed[found - 1][1] if found else ""


class PageLayout(NamedTuple):
    """The rectangles of the pages in the view's contents, in pixels, and how many pixels a point takes on each."""

    boxes: tuple[QRectF, ...] = ()
    scales: tuple[float, ...] = ()

    @classmethod
    def of(
        cls, sizes: Sequence[QSizeF], width: int, margins: QMargins, spacing: int, scale: float
    ) -> "PageLayout":
        """Pages below one another as QPdfView sets them; a `scale` of 0 fits them to the view's `width`."""
        room = width - margins.left() - margins.right()
        scales = tuple(scale or room / max(size.width(), 1) for size in sizes)
        pixels = [(size * by).toSize() for size, by in zip(sizes, scales, strict=True)]
        widest = max((size.width() for size in pixels), default=0) + margins.left() + margins.right()
        boxes: list[QRectF] = []
        y = margins.top()
        for size in pixels:
            left = (max(widest, width) - size.width()) // 2
            boxes.append(QRectF(left, y, size.width(), size.height()))
            y += size.height() + spacing
        return cls(tuple(boxes), scales)

    def place_at(self, at: QPointF) -> tuple[int, float] | None:
        """The page at a point of the contents, and how far below its upper edge, in points."""
        for page, box in enumerate(self.boxes):
            if box.contains(at):
                return page, (at.y() - box.top()) / self.scales[page]
        return None

    def y_of(self, page: int, below: float) -> float:
        """How far down the contents a place is, in pixels."""
        return self.boxes[page].top() + below * self.scales[page]
