"""An invented meeting's papers for the pictures: a report, the strategy, and exempt bids."""

from pathlib import Path

from app.document.nodes import Document, Heading, Paragraph, Part, Properties, Span
from app.exporters.pdf import pdf_bytes

AGENDA = """\
council = "Harbourne Borough Council"
committee = "Executive"
date = "16 March 2026"
time = "6.00 pm"
venue = "Committee Room A, Town Hall"
layout = "blackpool"
members = ["Councillor Owen", "Councillor Price", "Councillor Adeyemi"]
access = "First floor, with a lift."

[[items]]
title = "Declarations of interest"

[[items]]
title = "Digital Strategy 2026–2030"
report = "report.pdf"

[[items.appendices]]
file = "samples.engross#Digital Strategy 2026–2030@V1.0"
title = "The strategy"

[[items.appendices]]
file = "bids.pdf"
title = "Bids received"
exempt = true
paragraph = "3"
reason = "It names the prices of three bidders."
"""
BIDS = "The lowest of three bidders offered £4,182,350 for five years, with two options to extend them."


def write_agenda(folder: Path) -> Path:
    """Writes the description and its papers beside it; the strategy is expected there already."""
    (folder / "report.pdf").write_bytes(
        _paper("Digital Strategy 2026–2030", "Members are asked to adopt it.")
    )
    (folder / "bids.pdf").write_bytes(_paper("Bids received", BIDS))
    agenda = folder / "agenda.toml"
    agenda.write_text(AGENDA, encoding="utf-8")
    return agenda


def _paper(title: str, text: str) -> bytes:
    parts: tuple[Part, ...] = (Heading(1, (Span(title),), anchor="top"), Paragraph((Span(text),)))
    return pdf_bytes(Document(properties=Properties(title=title, language="en-GB"), parts=parts))
