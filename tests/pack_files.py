"""Small PDF files and descriptions of packs for tests."""

from pathlib import Path

from app.document.nodes import Document, Heading, PageBreak, Paragraph, Part, Properties, Span
from app.exporters.pdf import pdf_bytes

AGENDA = """\
council = "Harbourne Council"
committee = "Executive"
date = "9 October 2017"
time = "6.00 pm"
venue = "Committee Room A"
published = "29 September 2017"
members = ["Councillor Owen", "Councillor Ellis"]

[[items]]
title = "Declarations of interest"

[[items]]
title = "Digital strategy"
report = "report.pdf"
[[items.appendices]]
file = "strategy.pdf"
title = "The strategy"
"""
EXEMPT = """
[[items.appendices]]
file = "bids.pdf"
title = "Bids received for the network"
exempt = true
paragraph = "3"
reason = "It names three prices."
"""


def paper(title: str, *pages: str, language: str = "en-GB") -> bytes:
    """A tagged PDF file: a heading, and a page for each text, with a link on each to the first."""
    parts: list[Part] = [Heading(1, (Span(title),), anchor="top")]
    for at, text in enumerate(pages or ("One page.",)):
        if at:
            parts.append(PageBreak())
        parts.append(Paragraph((Span(text), Span(" Top", link="#top"))))
    return pdf_bytes(Document(properties=Properties(title=title, language=language), parts=tuple(parts)))


def write_pack(folder: Path, exempt: bool = False, bids: str = "") -> Path:
    """A description and its papers: a report of 3 pages, a strategy of 2, and bids of 1 where some are exempt."""
    (folder / "report.pdf").write_bytes(paper("Report", "One.", "Two.", "Three."))
    (folder / "strategy.pdf").write_bytes(paper("Strategy", "Every school is connected.", "More."))
    if exempt:
        secret = (
            bids or "The lowest bidder offered £4,182,350 for five years with two options to extend them."
        )
        (folder / "bids.pdf").write_bytes(paper("Commercial bids of suppliers", secret))
    path = folder / "agenda.toml"
    path.write_text(AGENDA + (EXEMPT if exempt else ""), encoding="utf-8")
    return path
