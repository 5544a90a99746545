"""A document as a PDF file."""

import io

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.document.nodes import Document, Heading, Paragraph
from app.resources import resource_root


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file, the same bytes for the same document."""
    pdfmetrics.registerFont(TTFont("Body", str(resource_root() / "fonts" / "LiberationSans-Regular.ttf")))
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    y = 780
    for part in document.parts:
        if isinstance(part, Heading | Paragraph):
            for line in simpleSplit("".join(s.text for s in part.spans), "Body", 11, 450):
                if y < 80:
                    canvas.showPage()
                    y = 780
                canvas.setFont("Body", 11)
                canvas.drawString(70, y, line)
                y -= 15
    canvas.save()
    return stream.getvalue()
