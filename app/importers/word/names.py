"""The names of Office Open XML that readers look for (ECMA-376 parts 1 and 4). Imports nothing of Engross.

A Strict file (ISO 29500 Strict) uses other namespaces for the same names; `package` turns them into these.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

VAL = W + "val"
P, RUN, T, TBL, TR, TC = W + "p", W + "r", W + "t", W + "tbl", W + "tr", W + "tc"
PPR, RPR, TBLPR, TRPR, TCPR = W + "pPr", W + "rPr", W + "tblPr", W + "trPr", W + "tcPr"
SDT, SDT_CONTENT, SECTPR = W + "sdt", W + "sdtContent", W + "sectPr"
INS, DEL, MOVE_FROM, MOVE_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
HYPERLINK, BOOKMARK, FLD_SIMPLE = W + "hyperlink", W + "bookmarkStart", W + "fldSimple"
TEXT_BOX = W + "txbxContent"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

OFF = ("0", "false", "off", "none")


def child_of(element: "etree._Element", name: str) -> "etree._Element | None":
    """The first child of that name; None for none. Twice as quick as `find`, which must read a path."""
    return next(element.iterchildren(name), None)


def is_on(value: str | None) -> bool:
    """Whether a toggle such as `<w:b w:val="…"/>` is on: a missing value means it is (ECMA-376 §17.17.4)."""
    return value is None or value not in OFF


def whole(text: str | None, otherwise: int = 0, most: int = 1_000_000) -> int:
    """A whole number as the file writes it, kept within ±`most`; `otherwise` where it writes none."""
    if not text or len(text) > 20:
        return otherwise
    try:
        return max(-most, min(most, int(float(text))))
    except (ValueError, OverflowError):
        return otherwise


UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75}


def points(text: str | None, part: float = 20) -> float | None:
    """A length in points: `text` counts `part`s of a point (twentieths), or names its unit as Strict files do."""
    if not text or len(text) > 20:
        return None
    unit = UNITS.get(text[-2:])
    try:
        value = float(text[:-2]) * unit if unit else float(text) / part
    except ValueError:
        return None
    return round(value, 2) if -20_000 < value < 20_000 else None
