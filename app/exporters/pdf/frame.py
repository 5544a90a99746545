"""The column that blocks are set in. Knows nothing of pages."""

from msgspec import Struct, structs

from app.document.nodes import Mark
from app.exporters.pdf.layout import TextStyle

NARROWEST = 36.0
"""No indent leaves less than this width, in points."""


class Frame(Struct, frozen=True):
    """Where blocks stand: `left` points from the edge of their column, `width` wide, `height` a page's room.

    `style` is that of body text here; `depth` counts the lists around; `mark` is a change that covers all of it.
    """

    left: float
    width: float
    height: float
    style: TextStyle
    depth: int = 0
    mark: Mark | None = None
    cell: bool = False

    def indented(self, by: float) -> "Frame":
        """The frame of a list's items."""
        by = min(by, max(self.width - NARROWEST, 0))
        return structs.replace(self, left=self.left + by, width=self.width - by, depth=self.depth + 1)
