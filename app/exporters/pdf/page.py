"""One page being drawn: its operators, its marked content and its links. Knows nothing of documents."""

from app.exporters.pdf.tags import Element
from app.exporters.pdf.writer import number


class Landing:
    """Where something that can be gone to came to stand; page -1 until it is drawn."""

    __slots__ = ("page", "x", "y")

    def __init__(self) -> None:
        self.page = -1
        self.x = 0.0
        self.y = 0.0

    def settle(self, page: "Page", x: float, y: float) -> None:
        """Notes the place, points from the page's lower left."""
        self.page, self.x, self.y = page.index, x, y


Target = str | Landing
Box = tuple[float, float, float, float]


class Link:
    """A clickable place. `says` is its description for those who cannot see it."""

    __slots__ = ("box", "element", "says", "target")

    def __init__(self, box: Box, target: Target, says: str, element: Element) -> None:
        self.box = box
        self.target = target
        self.says = says
        self.element = element


class Page:
    """A page of `width` × `height` points, drawn by appending operators to `code`.

    `late` holds page numbers to be filled in when all are known: index into `code`, where to, right edge, what follows.
    """

    def __init__(self, index: int, width: float, height: float) -> None:
        self.index = index
        self.width = width
        self.height = height
        self.code: list[bytes] = []
        self.owners: list[Element] = []
        self.links: list[Link] = []
        self.late: list[tuple[int, Landing, float, float]] = []
        self.bare = False

    def open(self, element: Element | None) -> None:
        """Begins marked content that belongs to `element`; None: page furniture such as a repeated table head."""
        if element is None:
            self.code.append(b"/Artifact<</Type/Pagination>>BDC")
            return
        element.join()
        mark = len(self.owners)
        element.kids.append((self.index, mark))
        self.owners.append(element)
        self.code.append(b"/%b<</MCID %d>>BDC" % (element.tag, mark))

    def close(self) -> None:
        """Ends marked content."""
        self.code.append(b"EMC")

    def ornament(self, operators: list[bytes]) -> None:
        """Lines and backgrounds, which carry no meaning."""
        if operators:
            self.code.append(b"/Artifact<</Type/Layout>>BDC q %b Q EMC" % b" ".join(operators))


def filled(x: float, y: float, width: float, height: float, colour: bytes) -> bytes:
    """Operators for a filled rectangle; `colour` is three numbers from 0 to 1."""
    return b"%b rg %b %b %b %b re f" % (colour, number(x), number(y), number(width), number(height))


def dotted(x: float, y: float, width: float, colour: bytes, weight: float) -> bytes:
    """Operators for a row of dots of `weight` points, as far apart."""
    return b"q %b RG %b w 1 J [0 %b] 0 d %b %b m %b %b l S Q" % (
        colour,
        number(weight),
        number(2 * weight),
        number(x),
        number(y),
        number(x + width),
        number(y),
    )


def ruled(x1: float, y1: float, x2: float, y2: float, colour: bytes, weight: float) -> bytes:
    """Operators for a straight line of `weight` points."""
    return b"%b RG %b w %b %b m %b %b l S" % (
        colour,
        number(weight),
        number(x1),
        number(y1),
        number(x2),
        number(y2),
    )


def colour_operands(value: str) -> bytes:
    """ "#rrggbb" as three numbers from 0 to 1."""
    channels = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return b" ".join(number(channel) for channel in channels)
