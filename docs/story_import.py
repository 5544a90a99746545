"""The picture of “Bring in last period's Word file”: an invented strategy with hand-made headings, in review."""

from pathlib import Path

from docx import Document as word_file

from app.ui.window.main_window import MainWindow
from docs.picturing import Camera

SHEET = (
    ("Title of document", "ICT Strategy 2022–2026"), ("Author", "Head of ICT"), ("Department", "Resources"),
    ("Approved by", "Pending"),
)  # fmt: skip
VERSIONS = (
    ("Version", "Date", "Changes"),
    ("V1", "4 March 2022", "First draft"),
    ("V2", "9 May 2022", "Costs added"),
)
BODY = """\
# Foreword
Our offices, depots and libraries now depend on the same network, and so do the people who call us.
# Vision
By 2026 anyone in Saltmere can settle a matter with the council in one sitting.
# Theme 1: Services people choose to use
We will make the easy way the online way, and keep a person to ask.
- We will replace 40 forms with one for each request
- We will put trained help into all six libraries
# Theme 2: Systems that stay up
- A second data line to the civic centre by December 2023
- Every server backed up to a second site each night
# Guiding principles
- Ask once: we do not ask for what another team already holds.
- Plain words: what we write can be read aloud.
# Risks
- A supplier fails: we keep a copy of the data and a second supplier on the framework.
- Skills are lost: two people know each system.
# Glossary
WAN: the network that joins our buildings
"""


def draw_import(window: MainWindow, camera: Camera) -> None:
    """The document read, before anything is stored."""
    place = Path("ICT Strategy 2022–2026.docx")
    write_word(place)
    window.importing.read(place)
    camera.until(lambda: window.importing.review is not None)
    review = window.importing.review
    assert review is not None
    review.resize(1180, 720)
    camera.idle()
    camera.take(review, "import-review")
    review.next_unsure(1)
    camera.take(review, "import-unsure")
    review.reject()


def write_word(to: Path) -> None:
    """A Word file without heading styles: bold lines for headings, a control sheet and a version table."""
    made = word_file()
    for rows in (SHEET, VERSIONS):
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        made.add_paragraph("Page 1 of 9")
    for line in BODY.splitlines():
        if line.startswith("# "):
            made.add_paragraph().add_run(line[2:]).bold = True
        else:
            made.add_paragraph(
                line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None
            )
    made.save(str(to))
