"""Pages: size, margins, running heads and feet with their page fields. Imports document nodes only."""

import re

from app.document.nodes import Furniture, Look
from app.exporters.docx.contents import field
from app.exporters.docx.spans import run
from app.exporters.docx.styles import colour, text_width, twips

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FIELDS = re.compile(r"(\{pages?\})")
_CODES = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def section_xml(look: Look, landscape: bool = False, cover: bool = False) -> str:
    """The properties of a section; `cover` leaves its first page without running heads."""
    which = "L" if landscape else "P"
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        if landscape
        else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    margin = twips(look.margin * 72 / 25.4)
    edge = max(400, margin // 2)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdH{which}"/>'
        f'<w:footerReference w:type="default" r:id="rIdF{which}"/>{size}'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="{edge}" '
        f'w:footer="{edge}" w:gutter="0"/>{"<w:titlePg/>" if cover else ""}</w:sectPr>'
    )


def header_xml(look: Look, furniture: Furniture, landscape: bool = False) -> str:
    """The running head."""
    return _line("hdr", "Header", furniture.head_left, furniture.head_right, look, landscape)


def footer_xml(look: Look, furniture: Furniture, landscape: bool = False) -> str:
    """The running foot, which carries version, fingerprint and page as the document says."""
    return _line("ftr", "Footer", furniture.foot_left, furniture.foot_right, look, landscape)


def _line(tag: str, style: str, left: str, right: str, look: Look, landscape: bool) -> str:
    width = text_width(look, landscape)
    side = "bottom" if tag == "hdr" else "top"
    rule = f'<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="4" w:color="{colour(look.table_rule)}"/></w:pBdr>'
    inner = _with_fields(left)
    if right:
        inner += run("\t") + _with_fields(right)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {NAMESPACES}><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/>{rule if inner else ""}'
        f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs></w:pPr>{inner}</w:p></w:{tag}>'
    )


def _with_fields(text: str) -> str:
    pieces = (piece for piece in _FIELDS.split(text) if piece)
    return "".join(field(_CODES[piece], run("1")) if piece in _CODES else run(piece) for piece in pieces)
