"""What a reader found in a file, before anybody has said what it means: paragraphs, tables and pictures in order.

Readers (Word, Markdown, text) produce a `Source`; the recogniser turns it into a tree. Plain values that cross a
process boundary as MessagePack, so a hostile file is read where it can do no harm. Imports models only.
"""

from typing import Literal

from msgspec import Struct

from app.models.text import Run

TAKEN_FORM = "_egf_"
"""The bookmark of a paragraph whose form may be that of the one before it."""

Place = Literal["body", "textbox", "footnote", "endnote", "comment"]


class ListMark(Struct, frozen=True, array_like=True):
    """That a paragraph is a list item: `level` counts from 0; `run` tells one list from the next (numbering id)."""

    level: int
    ordered: bool = False
    run: str = ""


class SourceParagraph(Struct, frozen=True, tag="p", omit_defaults=True):
    """A paragraph as it stands in the file.

    `outline` is the heading level 1–9 that its style (or its own outline level) declares, 0 for none. `style` is the
    style's name in lower case ("heading 1", "toc 2", "list bullet", "title"). `size` is the size in points of most of
    its letters (0 unknown), `bold` whether all of its letters are bold. `label` is what Word would print before it as a
    generated number ("2.1", "a)"), if the file numbers it; `count` is the last number in it (0: none). `break_before`
    says that a page starts here. `anchors` are the names of bookmarks that begin in it. `field` names the field it is
    the result of ("TOC").
    """

    runs: tuple[Run, ...] = ()
    outline: int = 0
    style: str = ""
    mark: ListMark | None = None
    label: str = ""
    size: float = 0
    bold: bool = False
    centred: bool = False
    indent: float = 0
    break_before: bool = False
    anchors: tuple[str, ...] = ()
    field: str = ""
    place: Place = "body"
    count: int = 0


class SourcePicture(Struct, frozen=True, tag="picture", omit_defaults=True):
    """A picture in the run of text; `digest` finds its bytes in `Source.pictures`. `width` in millimetres.

    `anchors` are the bookmarks of a paragraph that holds the picture and no words.
    """

    digest: str
    alt: str = ""
    width: float = 0
    break_before: bool = False
    anchors: tuple[str, ...] = ()


class SourceCell(Struct, frozen=True, omit_defaults=True):
    """A cell of a table. `fill` is the colour of one without words, as six hexadecimal digits; empty for any other."""

    blocks: "tuple[SourceBlock, ...]" = ()
    across: int = 1
    down: int = 1
    shaded: bool = False
    fill: str = ""


class SourceTable(Struct, frozen=True, tag="table", omit_defaults=True):
    """A table; cells covered by a span are absent. `header_rows` as the file declares them (0: it does not say).

    `break_before` says that a page starts at or inside the table's first row; `anchors` as for a paragraph.
    """

    rows: tuple[tuple[SourceCell, ...], ...] = ()
    header_rows: int = 0
    style: str = ""
    columns: int = 0
    break_before: bool = False
    anchors: tuple[str, ...] = ()


SourceBlock = SourceParagraph | SourceTable | SourcePicture


class Source(Struct, frozen=True, omit_defaults=True):
    """A whole file as read. `furniture` holds running heads and feet; `notes` what the reader has to tell the user.

    `content` is the canonical JSON that an Engross export carries inside, `properties` its custom properties
    ("engross.fingerprint" …) together with "title", "creator" and the like. `tracked` counts insertions and deletions.
    `others` are the digests of pictures that are not kept: those an export drew, and kinds that no document may have.
    """

    blocks: tuple[SourceBlock, ...] = ()
    furniture: tuple[str, ...] = ()
    pictures: dict[str, bytes] = {}
    notes: tuple[str, ...] = ()
    properties: dict[str, str] = {}
    content: bytes = b""
    insertions: int = 0
    deletions: int = 0
    others: tuple[str, ...] = ()
