"""Documents made by hand that ask everything of the PDF exporter."""

import io

from PIL import Image

from app.document.nodes import (
    Cell,
    Contents,
    Cover,
    Document,
    Figure,
    Furniture,
    Heading,
    Item,
    List,
    Look,
    Mark,
    Paragraph,
    ParagraphRole,
    Part,
    Properties,
    Row,
    Span,
    Table,
)

PROSE = "Members asked how the savings would be measured, and officers said that each service keeps its own count. "
INSERTED = Mark("inserted", "A. Owen", "2026-03-01T10:00:00Z")
DELETED = Mark("deleted", "A. Owen", "2026-03-01T10:00:00Z")
PROPERTIES = Properties(
    title="Strategaeth Ddigidol Dyffryn Gŵyr", author="Head of Digital", subject="Digital", date="2026-03-09T00:00:00Z",
    language="en-GB", strategy="s1", version="V5", fingerprint="0f" * 32, house="plain",
)  # fmt: skip


def paragraph(text: str, role: ParagraphRole = "body", mark: Mark | None = None) -> Paragraph:
    return Paragraph((Span(text),), role=role, mark=mark)


def cell(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell((paragraph(text),), across=across, down=down)


def heading(level: int, text: str, number: str = "", anchor: str = "") -> Heading:
    return Heading(level, (Span(text),), number=number, anchor=anchor)


def table(*rows: tuple[str, ...], heads: int = 1) -> Table:
    return Table(tuple(Row(tuple(cell(text) for text in row)) for row in rows), header_rows=heads)


def document(*parts: Part, look: Look | None = None, **others: object) -> Document:
    return Document(properties=PROPERTIES, parts=parts, look=look or Look(), **others)  # type: ignore[arg-type]


def picture(mode: str, kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 77 if mode in ("L", "P") else (200, 80, 40, 90)[: len(mode)]).save(stream, kind)
    return stream.getvalue()


def _lists() -> list[Part]:
    deep = List((Item((paragraph("Deeper still"),)),), ordered=True)
    nested = List((Item((paragraph("Deep"), deep)), Item((paragraph("Deep too"),))))
    return [
        paragraph("We will:", "lead"),
        List((Item((paragraph("Answer every call"), nested)), Item((paragraph("Numbered"),), number="2.1"))),
        List(
            (Item((paragraph("First"),)), Item((nested,)), Item(mark=DELETED, blocks=(paragraph("Gone"),))),
            True,
        ),
    ]


def _tables() -> list[Part]:
    spanned = Table(
        (
            Row((cell("Region", down=2), cell("Money", across=2))),
            Row((cell("Capital"), cell("Revenue"))),
            Row((cell("North", down=2), cell("£1,200"), cell("£300"))),
            Row((cell("£5"), cell("£6"))),
            Row((cell("South", across=3),), mark=INSERTED),
        ),
        header_rows=2, caption="Table 1: money", row_headers=True,
    )  # fmt: skip
    sheet = Table(
        (Row((cell("Title"), cell("Strategy"))), Row((cell("Author"), cell("Head of Digital")))),
        header_rows=0, row_headers=True, role="sheet",
    )  # fmt: skip
    wide = table(*(tuple(f"Characteristic{row}{column}" for column in range(9)) for row in range(4)))
    return [heading(2, "Tables", "1.2", "tables"), spanned, sheet, wide, paragraph("Upright again.")]


def everything() -> Document:
    """A document with every kind of part, mark, link and sign."""
    text = Paragraph(
        (
            Span("Plain, "), Span("bold", bold=True), Span(", "), Span("italic", italic=True), Span(" and a link to "),
            Span("the council’s page", link="https://www.example.gov.uk/straté gy"), Span(" and "),
            Span("to the tables, far enough along that the link is broken over two lines", link="#tables"),
            Span(" and "), Span("nowhere", link="#nowhere"), Span(" and "), Span("a script", link="javascript:x()"),
            Span(". The cost is "), Span("£1.2m", mark=DELETED), Span("£1.4m", mark=INSERTED), Span(". " + PROSE),
        )
    )  # fmt: skip
    roles: list[Part] = [
        paragraph(PROSE, role)
        for role in ("quote", "note", "slogan", "statement", "caption", "signature", "label", "body")
    ]
    pictures = {"png": picture("RGBA", "PNG"), "jpg": picture("RGB", "JPEG"), "grey": picture("L", "JPEG")}
    pictures |= {
        "cmyk": picture("CMYK", "JPEG"),
        "pal": picture("P", "GIF"),
        "tall": picture("RGB", "PNG", (9, 900)),
    }
    pictures["bad"] = b"no picture at all"
    figures: list[Part] = [
        Figure(name, f"Picture {name}", 30, f"Figure {name}") for name in (*pictures, "missing")
    ]
    return document(
        Contents("Contents", 3), heading(1, "Purpose", "1", "purpose"), heading(3, "A level is left out", "1.1"), text,
        paragraph("ŵ Ŵ ŷ Ŷ â ê î ô û Ê ✓ ☐ → ≥ € – — “x” 漢 😀 \uf0b7 a\u0301 x\u00a0y\u2011z\u200b\ttab"),
        *roles, *_lists(), *_tables(), *figures, paragraph("Put in", mark=INSERTED), heading(2, "Last", anchor="end"),
        cover=Cover("Digital Strategy", "Cyngor Dyffryn Gŵyr", "2026–2029", ("V5", "9 March 2026"), "Draft"),
        furniture=Furniture("Council", "Digital Strategy", "V5 · " + "0f" * 32), pictures=pictures,
        content=b'{"format":"engross-strategy"}',
    )  # fmt: skip
