"""What was counted while a Word file was read: bounds to hold, and what the user is told. Imports models only."""

from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from app.importers.guard import Limits
from app.models.errors import Refused


class Tally(Struct):
    """Counts of one file. Raises Refused where it holds more paragraphs, cells or pictures than is read."""

    name: str
    limits: Limits
    insertions: int = 0
    deletions: int = 0
    hidden_words: int = 0
    comments: int = 0
    paragraphs: int = 0
    cells: int = 0
    pictures: int = 0
    left_out: Counter[str] = msgspec.field(default_factory=Counter[str])

    def add_paragraph(self) -> None:
        """Counts a paragraph, empty ones too."""
        self.paragraphs += 1
        if self.paragraphs > self.limits.paragraphs:
            raise self._too_many(self.limits.paragraphs, "paragraphs")

    def add_cell(self) -> None:
        """Counts a table cell."""
        self.cells += 1
        if self.cells > self.limits.cells:
            raise self._too_many(self.limits.cells, "table cells")

    def add_picture(self) -> None:
        """Counts the use of a picture."""
        self.pictures += 1
        if self.pictures > self.limits.pictures:
            raise self._too_many(self.limits.pictures, "pictures")

    def _too_many(self, most: int, what: str) -> Refused:
        return Refused(f"“{self.name}” has more than {most:,} {what}; split it into several documents first.")

    def notes(self) -> Iterator[str]:
        """One sentence for each thing that the user should know of."""
        if self.insertions or self.deletions:
            inserted = _counted(self.insertions, "tracked insertion was", "tracked insertions were")
            deleted = _counted(self.deletions, "deletion", "deletions")
            yield f"{inserted} taken in and {deleted} left out."
        if self.comments:
            yield f"{_counted(self.comments, 'comment was', 'comments were')} left out of the text."
        if self.hidden_words:
            yield f"{_counted(self.hidden_words, 'word of hidden text was', 'words of hidden text were')} left out."
        for what, count in sorted(self.left_out.items()):
            one, many = LEFT_OUT[what]
            yield f"{_counted(count, one, many)}."


LEFT_OUT: dict[str, tuple[str, str]] = {
    "picture outside": (
        "picture is kept outside the file and was not fetched",
        "pictures are kept outside the file and were not fetched",
    ),
    "picture kind": (
        "picture was left out, for it is no PNG, JPEG, GIF, BMP or TIFF",
        "pictures were left out, for they are no PNG, JPEG, GIF, BMP or TIFF",
    ),
    "picture size": (
        "picture was left out, for it is too large",
        "pictures were left out, for they are too large",
    ),
    "picture missing": ("picture is missing from the file", "pictures are missing from the file"),
    "chart": (
        "chart was left out, save its words; put it in as a picture",
        "charts were left out, save their words; put them in as pictures",
    ),
    "diagram": (
        "diagram (SmartArt) was taken in as its words only",
        "diagrams (SmartArt) were taken in as their words only",
    ),
    "object": (
        "embedded object was left out; put it in as a picture or a table",
        "embedded objects were left out; put them in as pictures or tables",
    ),
    "head": (
        "running head was left out, for there are too many",
        "running heads were left out, for there are too many",
    ),
    "chunk": (
        "inserted file that Word has not yet taken in was left out; open and save the document in Word first",
        "inserted files that Word has not yet taken in were left out; open and save the document in Word first",
    ),
    "link": (
        "link to a file or to an address that is not http, https or mailto was made plain text",
        "links to files or to addresses that are not http, https or mailto were made plain text",
    ),
    "symbol": (
        "sign of a picture font was read as a bullet",
        "signs of picture fonts were read as bullets",
    ),
    "field": (
        "field that is never ended was taken in with its instructions",
        "fields that are never ended were taken in with their instructions",
    ),
}


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
