"""A formal document as a value: what stands in it and what each part is, never how a format writes it.

Exporters walk these nodes and know nothing of strategies; a redline is only a document whose spans, paragraphs, rows
and items are marked inserted or deleted by someone at some time. Imports models only. `gc=False`: parts hold no
cycles, and a long document is drawn up in half the time when nobody looks for them.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from app.document.figures.drawing import Drawing as Drawing
from app.models.look import Furniture as Furniture
from app.models.look import Look as Look
from app.models.text import NAMELESS_PICTURE


class Mark(Struct, frozen=True):
    """A tracked change: `kind` says whether the words came in or went out. `date` is ISO 8601 with time, UTC.

    What is “formatted” are no words of the text: they say what of its form changed, for who shows marks on the page.

    `moved`, which only the lines of a comparison know, says that the same words went or came at another place.
    The two ends of a whole paragraph's move name it in `move`, for Word to tell them as one.
    """

    kind: Literal["inserted", "deleted", "formatted"]
    author: str = ""
    date: str = ""
    moved: bool = False
    move: str = ""


class Letters(Struct, frozen=True, gc=False, omit_defaults=True):
    """How words that stayed looked before `mark`."""

    bold: bool = False
    italic: bool = False
    mark: Mark = Mark("inserted")


class Span(Struct, frozen=True, gc=False, omit_defaults=True):
    """Words of one look. `link` is an address or `#anchor`; "\\n" in `text` is a line break.

    A span without words may mark where a remark begins (`remark` n, the nth of the document's) or ends (-n). Words that
    stayed and only look otherwise have a `former` look.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    mark: Mark | None = None
    remark: int = 0
    former: Letters | None = None

    @property
    def told(self) -> str:
        """What became of the look of words that stayed: “became bold”."""
        was = self.former or self
        looks = (("bold", was.bold, self.bold), ("italic", was.italic, self.italic))
        return ", ".join(
            f"became {look}" if now else f"is no longer {look}" for look, then, now in looks if then != now
        )


Spans = tuple[Span, ...]


def kept_words(spans: Spans) -> str:
    """The words that are left once every change in them is accepted."""
    return "".join(span.text for span in spans if span.mark is None or span.mark.kind == "inserted")


ParagraphRole = Literal[
    "body", "lead", "quote", "note", "slogan", "statement", "caption", "signature", "label"
]


class Former(Struct, frozen=True, gc=False, omit_defaults=True):
    """The form that a paragraph had before `mark`, whose words stayed: a heading of `heading` (0: none), an item on
    list level `level` from 0 (-1: none), numbered or not, the item's continuation (`under`), or plain in its `role`.

    `listed` is the numbered list that it stood in and which item of it, from 0, `run` the list's run if it had one: by
    them it is numbered as it was. `told` says what became of it: “became a heading”."""

    heading: int = 0
    level: int = -1
    ordered: bool = False
    under: bool = False
    role: ParagraphRole = "body"
    mark: Mark = Mark("inserted")
    told: str = ""
    listed: tuple[str, int] = ("", 0)
    run: str = ""

    @property
    def spans(self) -> Spans:
        """What became of it, in brackets, as words that follow the paragraph on a page that shows marks."""
        mark = structs.replace(self.mark, kind="formatted")
        return (Span(f" [{self.told}]", mark=mark),) if self.told else ()


class Heading(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A heading of `level` 1 to 6. `number` is generated ("4.1", "Principle 2 –"), empty where there is none.

    Where a redline shows another number than before, both stand at the beginning of its words, and `renumbered` holds
    them, the old one first. `in_contents` says whether the contents page lists it; `new_page` starts it on a fresh
    page. The words of a `generated` heading are the house style's: no reader takes them back into a strategy.
    """

    level: int
    spans: Spans
    number: str = ""
    anchor: str = ""
    node: str = ""
    field: str = "title"
    in_contents: bool = True
    new_page: bool = False
    generated: bool = False
    mark: Mark | None = None
    renumbered: tuple[str, ...] = ()
    former: Former | None = None

    @property
    def spans_marked(self) -> Spans:
        """The words, and what of their form changed, for who shows marks on the page."""
        return (*self.spans, *self.former.spans) if self.former else self.spans

    @property
    def number_now(self) -> str:
        """The number, also where it stands among the words."""
        return self.number or (self.renumbered[1] if self.renumbered else "")

    @property
    def words_now(self) -> str:
        """The words on one line without the number, once changes in them are accepted; all of a heading that went."""
        if self.mark is not None:
            return "".join(s.text for s in self.spans).replace("\n", " ")
        kept = kept_words(self.spans)
        return (kept.removeprefix(f"{self.number_now} ") if self.renumbered else kept).replace("\n", " ")


class Paragraph(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A paragraph. `node` and `field` say whose words they are, so that a returned copy can be matched.

    `generated` paragraphs are worked out (a lead sentence, a note): no reader takes them back into a strategy.
    The first `lead` spans are a run-in heading: the node's title in bold, and the gap after it.
    `mark` says that the whole paragraph came or went; `end` that only its end did: it was cut in two, or joined.
    One to `keep` stands on one page with what follows.
    """

    spans: Spans
    role: ParagraphRole = "body"
    anchor: str = ""
    node: str = ""
    field: str = ""
    generated: bool = False
    lead: int = 0
    mark: Mark | None = None
    end: Mark | None = None
    former: Former | None = None
    keep: bool = False

    @property
    def spans_marked(self) -> Spans:
        """The words, a ¶ that bears the mark of an end that came or went, and what of their form changed, for who
        shows marks on the page."""
        spans = self.spans if self.end is None else (*self.spans, Span("¶", mark=self.end))
        return (*spans, *self.former.spans) if self.former else spans


class Item(Struct, frozen=True, gc=False, omit_defaults=True):
    """A list item: blocks (a paragraph first, then nested lists).

    `number` is the generated number shown in place of a bullet ("2.1"), if any. `level` is the list level, from 0, that
    its file sets it on, where that is not how deep it is nested (a list may begin on its second level); else -1.
    """

    blocks: "tuple[Part, ...]" = ()
    node: str = ""
    anchor: str = ""
    number: str = ""
    mark: Mark | None = None
    level: int = -1


class List(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """Items with bullets, or numbered from `start` on. Lists of one `run`, on whatever level, count on from each other,
    whatever stands between them; one without counts by itself."""

    items: tuple[Item, ...]
    ordered: bool = False
    node: str = ""
    field: str = ""
    run: str = ""
    start: int = 1


class Cell(Struct, frozen=True, gc=False, omit_defaults=True):
    blocks: "tuple[Part, ...]" = ()
    across: int = 1
    down: int = 1
    align: Literal["left", "right", "centre"] = "left"
    node: str = ""


class Row(Struct, frozen=True, gc=False, omit_defaults=True):
    cells: tuple[Cell, ...]
    node: str = ""
    mark: Mark | None = None


class Table(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """`widths` are shares of the text width that add to 1 (empty: by content); the first rows head the columns.

    `row_headers` says that the first cell of each body row heads its row (a control sheet, a glossary).
    `role` tells exporters the look: "grid" (ruled), "sheet" (label and value), "plain".
    In a redline, `retitled` are the words of a caption that changed, and `replaced` stands for a table in which columns
    came or went where a format's readers cannot settle columns: it as it was and as it is, or one of the rows of both.
    There those that went have columns of their own, of `former_widths` (empty: by content; None: all share theirs).
    """

    rows: tuple[Row, ...]
    header_rows: int = 1
    widths: tuple[float, ...] = ()
    caption: str = ""
    row_headers: bool = False
    role: Literal["grid", "sheet", "plain"] = "grid"
    node: str = ""
    field: str = ""
    generated: bool = False
    replaced: "tuple[Table, ...]" = ()
    retitled: Spans = ()
    former_widths: tuple[float, ...] | None = None

    @property
    def mark(self) -> Mark | None:
        """The tracked change that brought in or took out all rows, and so the caption, if there is one."""
        marks = {row.mark for row in self.rows}
        return marks.pop() if len(marks) == 1 else None

    @property
    def title(self) -> Spans:
        """The words of the caption, marked as they came or went; empty where it has none, and had none."""
        if self.retitled or not self.caption:
            return self.retitled
        return (Span(self.caption, mark=self.mark),)

    @property
    def title_mark(self) -> Mark | None:
        """The tracked change that brought in or took out the whole caption, if there is one."""
        marks = {span.mark for span in self.title}
        return marks.pop() if len(marks) == 1 else None


class Figure(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A picture: bytes under `digest` in the document's `pictures`. `alt` is required; `width` in mm, 0 = as fits.

    `mark` says that the picture came or went; where another has taken its place, both stand there.
    """

    digest: str
    alt: str
    width: float = 0
    caption: str = ""
    node: str = ""
    field: str = ""
    mark: Mark | None = None

    @property
    def said(self) -> str:
        """What stands for the picture where only words can."""
        return self.alt or self.caption or NAMELESS_PICTURE


class Contents(Struct, frozen=True, tag=True, omit_defaults=True):
    """The contents page, generated from the headings down to `depth`."""

    title: str
    depth: int = 2


class PageBreak(Struct, frozen=True, tag=True):
    pass


Part = Heading | Paragraph | List | Table | Figure | Drawing | Contents | PageBreak


class Cover(Struct, frozen=True, omit_defaults=True):
    """The front page: organisation, title, period, and lines such as the version and its date."""

    title: str
    organisation: str = ""
    period: str = ""
    lines: tuple[str, ...] = ()
    label: str = ""


class Remark(Struct, frozen=True, omit_defaults=True):
    """A comment in the margin. `answers` is the place, from 1, of the remark that it answers; 0 for none."""

    text: str
    author: str = ""
    date: str = ""
    answers: int = 0
    resolved: bool = False


class Properties(Struct, frozen=True, omit_defaults=True):
    """What stands in a file's own properties. Dates are ISO 8601; `fingerprint` is of the whole strategy.

    `sent` tells the marks that a copy for review is sent out with from those that reviewers make in it. `seal` and
    `approved`, which says by whom and when, stand in copies of approved versions only.
    """

    title: str
    author: str = ""
    subject: str = ""
    language: str = "en-GB"
    date: str = "2000-01-01T00:00:00Z"
    strategy: str = ""
    version: str = ""
    fingerprint: str = ""
    house: str = ""
    sent: str = ""
    seal: str = ""
    approved: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """A whole document. `content` is the strategy's canonical JSON, embedded so that a copy can be checked.

    `tracking` says that whoever edits the file does so with tracked changes, `redline` that marks tell what came and
    went, so that nothing else is to look like them.
    """

    properties: Properties
    parts: tuple[Part, ...]
    look: Look = Look()
    furniture: Furniture = Furniture()
    cover: Cover | None = None
    pictures: dict[str, bytes] = {}
    content: bytes = b""
    remarks: tuple[Remark, ...] = ()
    tracking: bool = False
    redline: bool = False


def bodies_in(part: Part) -> Iterator[tuple[Part, ...]]:
    """The bodies that a part holds: those of a list's items or of a table's cells, in order; of any other none."""
    if isinstance(part, List):
        yield from (item.blocks for item in part.items)
    elif isinstance(part, Table):
        yield from (cell.blocks for row in part.rows for cell in row.cells)
