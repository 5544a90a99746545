"""Paragraph styles that follow from a house style's look. Knows nothing of pages."""

from msgspec import Struct

from app.document.nodes import Look, ParagraphRole
from app.exporters.pdf.layout import TextStyle
from app.exporters.pdf.page import colour_operands

INSERTED = colour_operands("#0b4fb3")
DELETED = colour_operands("#b83a00")
FORMATTED = colour_operands("#5a4a78")
MUTED = colour_operands("#595959")
WHITE = b"1 1 1"
MM = 72 / 25.4


class Styles(Struct, frozen=True):
    """Every style of a document. `cell` and `cell_head` are for tables, `entries` for levels of the contents."""

    roles: dict[ParagraphRole, TextStyle]
    headings: tuple[TextStyle, ...]
    cell: TextStyle
    cell_head: TextStyle
    entries: tuple[TextStyle, ...]
    furniture: TextStyle
    accent: bytes
    head_fill: bytes
    rule: bytes
    indent: float
    look: Look

    def heading(self, level: int) -> TextStyle:
        """The style of a heading of `level`, counted from 1."""
        return self.headings[min(max(level, 1), len(self.headings)) - 1]


def styles_of(look: Look) -> Styles:
    """The styles of a look."""
    ink, accent, size = colour_operands(look.ink), colour_operands(look.accent), look.size
    body = TextStyle(size, size * look.leading, ink, after=size * 0.6)
    small = size * 0.9
    cell = TextStyle(small, small * 1.28, ink, after=small * 0.3)
    return Styles(
        roles=_roles(look, body, ink, accent),
        headings=tuple(_heading(look, level) for level in range(1, 7)),
        cell=cell,
        cell_head=TextStyle(small, small * 1.28, ink, bold=True, after=small * 0.3),
        entries=tuple(
            TextStyle(size, size * 1.3, ink, bold=not level, before=size * (0.75 if not level else 0.2))
            for level in range(6)
        ),
        furniture=TextStyle(8.5, 11, MUTED),
        accent=accent,
        head_fill=colour_operands(look.table_head),
        rule=colour_operands(look.table_rule),
        indent=size * 1.5,
        look=look,
    )


def _roles(look: Look, body: TextStyle, ink: bytes, accent: bytes) -> dict[ParagraphRole, TextStyle]:
    size = look.size
    small = size * 0.88
    large = size * 1.2
    return {
        "body": body,
        "lead": TextStyle(size, body.leading, ink, after=size * 0.4, keep=True),
        "quote": TextStyle(
            size, body.leading, ink, italic=True, before=4, after=size * 0.9, left=24, right=18, bar=accent
        ),
        "note": TextStyle(small, small * 1.35, colour_operands("#444444"), after=size * 0.6),
        "slogan": TextStyle(
            size * 1.45, size * 1.9, accent, bold=True, before=size, after=size * 1.2, align="centre"
        ),
        "statement": TextStyle(
            large,
            large * 1.4,
            accent,
            bold=True,
            before=size * 0.6,
            after=size,
            left=16,
            right=12,
            bar=accent,
        ),
        "caption": TextStyle(
            small, small * 1.3, ink, bold=True, before=size * 0.4, after=size * 0.35, keep=True
        ),
        "signature": TextStyle(size, size * 1.3, ink, before=0, after=size * 0.1),
        "label": TextStyle(size, body.leading, accent, bold=True, before=size * 0.5, after=2, keep=True),
    }


def _heading(look: Look, level: int) -> TextStyle:
    sizes = look.heading_sizes or (look.size,)
    size = sizes[min(level, len(sizes)) - 1]
    return TextStyle(
        size=size,
        leading=size * 1.22,
        colour=colour_operands(look.accent if level <= 3 else look.ink),
        bold=True,
        italic=level >= 5,
        before=(look.size * 2.2, look.size * 1.6, look.size * 1.2)[min(level, 3) - 1],
        after=(look.size * 0.8, look.size * 0.55, look.size * 0.4)[min(level, 3) - 1],
        keep=True,
        capitals=look.heading_case == "capitals" and level <= look.capital_levels,
    )
