"""Markdown (CommonMark with tables) to a `Source`; HTML in it is only text. Imports models and this package only.

Pictures are taken from the document's own folder and those below it, never from elsewhere.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from app.importers.guard import Limits
from app.importers.line import Line
from app.importers.links import safe_link
from app.importers.pictures import is_picture
from app.importers.plain_text import text_of
from app.importers.source import (
    ListMark,
    Source,
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourcePicture,
    SourceTable,
)
from app.models.content import digest_of
from app.models.errors import Refused
from app.models.text import Run, joined, runs_text, trimmed

LIST_INDENT = 18.0
_NESTING = 100
_SUMMARY = "ENGROSS-TABLE-"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z][\w .-]{0,60}):[ \t]*(\S.*)")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT_SIGN = re.compile("<!--|-->")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def read_markdown(path: Path, limits: Limits) -> Source:
    """The source of a Markdown file. Raises Refused where it is not text or holds too much."""
    text = text_of(path, limits)
    properties: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        properties = _front_matter(front[1])
        if properties:
            text = text[front.end() :]
    return replace(markdown_source(text, path, limits), properties=properties)


def markdown_source(text: str, path: Path, limits: Limits) -> Source:
    """The source of some Markdown; `path` names it in messages, and its folder is where pictures may be taken from.

    Raises Refused where it holds too much or is nested too deeply.
    """
    text, comments = _without_comments(text)
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING}).enable("table")
    parser.validateLink = _any_link
    found: dict[str, Any] = {}
    tokens = parser.parse(text, found)
    if any(token.level >= _NESTING - 1 for token in tokens):
        raise Refused(
            f"“{path.name}” is nested too deeply to be read; take some of its lists or quotations apart."
        )
    reader = _Reader(path, limits)
    reader.read(tokens)
    notes = list(reader.notes())
    if comments:
        notes.insert(0, f"{comments:,} HTML comment{' was' if comments == 1 else 's were'} left out.")
    blocks, furniture = _without_summaries(reader.blocks, _captions(found.get("references", {})))
    return Source(tuple(blocks), tuple(furniture), pictures=reader.pictures, notes=tuple(notes))


def _captions(definitions: dict[str, dict[str, str]]) -> frozenset[str]:
    """The captions of tables that, by the link definitions of a file we wrote, only sum up what stands elsewhere."""
    return frozenset(
        said["title"] for name, said in definitions.items() if name.startswith(_SUMMARY) and said.get("title")
    )


def _without_summaries(
    blocks: list[SourceBlock], captions: frozenset[str]
) -> tuple[list[SourceBlock], list[str]]:
    """The blocks without the tables under some captions, and the text of these."""
    left: list[SourceBlock] = []
    furniture: list[str] = []
    for block in blocks:
        before = left[-1] if left else None
        if isinstance(block, SourceTable) and isinstance(before, SourceParagraph) and before.bold:
            caption = " ".join(runs_text(before.runs).split())
            if caption.replace('"', "'").replace("\\", "/") in captions:
                del left[-1]
                furniture += [caption, *_cell_texts(block)]
                continue
        left.append(block)
    return left, furniture


def _cell_texts(table: SourceTable) -> list[str]:
    cells = (cell for row in table.rows for cell in row)
    paragraphs = (block for cell in cells for block in cell.blocks if isinstance(block, SourceParagraph))
    return [text for block in paragraphs if (text := runs_text(block.runs).strip())]


def _any_link(url: str) -> bool:
    """Lets the parser see every link as one; which may be followed is `safe_link`'s to say."""
    return True


def _front_matter(text: str) -> dict[str, str]:
    """The `name: value` lines above a document, names in lower case."""
    entries = (_ENTRY.fullmatch(line.strip()) for line in text.split("\n"))
    return {entry[1].strip().lower(): entry[2].strip().strip("\"'") for entry in entries if entry}


def _without_comments(text: str) -> tuple[str, int]:
    """The text without HTML comments, save inside fenced code, and how many there were."""
    if "<!--" not in text:
        return text, 0
    pieces: list[str] = []
    count = at = 0
    for fence in [*_FENCE.finditer(text), None]:
        stop = fence.start() if fence else len(text)
        opened = -1
        for sign in _COMMENT_SIGN.finditer(text, at, stop):
            if opened < 0 and sign[0] == "<!--":
                opened = sign.start()
            elif opened >= 0 and sign[0] == "-->" and sign.start() >= opened + 4:
                pieces.append(text[at:opened])
                at, opened = sign.end(), -1
                count += 1
        pieces += [text[at:stop], fence[0] if fence else ""]
        at = fence.end() if fence else stop
    return "".join(pieces), count


class _OpenList:
    """A list being read: whether it is numbered, from what, and whether its item's own words have come."""

    def __init__(self, run: str, ordered: bool, start: int) -> None:
        self.run = run
        self.ordered = ordered
        self.count = start - 1
        self.awaiting = False


class _Reader:
    """Turns markdown-it's tokens, which open and close, into blocks."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.blocks: list[SourceBlock] = []
        self.pictures: dict[str, bytes] = {}
        self._path = path
        self._limits = limits
        self._lists: list[_OpenList] = []
        self._list_count = 0
        self._quotes = 0
        self._rows: list[list[SourceCell]] = []
        self._header_rows = 0
        self._left_out: Counter[str] = Counter()

    def read(self, tokens: list[Token]) -> None:
        """Reads a whole document."""
        outline = 0
        in_table = False
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._read_words(token, outline, in_table)
            elif kind == "heading_open":
                outline = int(token.tag[1:])
            elif kind == "heading_close":
                outline = 0
            elif kind in ("fence", "code_block"):
                self._put(SourceParagraph(joined((Run(token.content.rstrip("\n")),)), style="code"))
            elif kind in ("table_open", "table_close"):
                in_table = kind == "table_open"
                self._end_table() if not in_table else None
            elif in_table:
                self._read_table_mark(kind)
            else:
                self._read_container(token)

    def _read_container(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._list_count += 1
            start = token.attrs.get("start", 1)
            self._lists.append(_OpenList(str(self._list_count), kind == "ordered_list_open", int(start)))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._lists[-1].count += 1
            self._lists[-1].awaiting = True
        elif kind == "blockquote_open":
            self._quotes += 1
        elif kind == "blockquote_close":
            self._quotes -= 1

    def _read_table_mark(self, kind: str) -> None:
        if kind == "tr_open":
            self._rows.append([])
        elif kind == "thead_close":
            self._header_rows = len(self._rows)

    def _end_table(self) -> None:
        width = max((len(row) for row in self._rows), default=0)
        rows = tuple(tuple(row) for row in self._rows)
        if width:
            self._put(SourceTable(rows, self._header_rows, "", width))
        self._rows, self._header_rows = [], 0

    def _read_words(self, token: Token, outline: int, in_table: bool) -> None:
        line, images = self._line(token.children or [])
        words = trimmed(line.runs)
        found: list[SourceBlock] = []
        if words:
            found.append(
                SourceParagraph(words, outline, f"heading {outline}" if outline else "", bold=line.bold)
            )
        for image in images:
            found += self._image(image)
        if in_table:
            self._rows[-1].append(SourceCell(tuple(found)))
            return
        for block in found:
            self._put(block)

    def _put(self, block: SourceBlock) -> None:
        """Adds a block, marked as what it is in the list or quotation that it stands in."""
        if len(self.blocks) >= self._limits.paragraphs:
            raise Refused(
                f"“{self._path.name}” has more than {self._limits.paragraphs:,} paragraphs; split it first."
            )
        if isinstance(block, SourceParagraph) and (self._lists or self._quotes):
            block = self._placed(block)
        self.blocks.append(block)

    def _placed(self, paragraph: SourceParagraph) -> SourceParagraph:
        style = paragraph.style or ("quote" if self._quotes else "")
        indent = LIST_INDENT * (len(self._lists) + self._quotes)
        paragraph = replace(paragraph, style=style, indent=indent)
        if not self._lists or not self._lists[-1].awaiting:
            return paragraph
        inner = self._lists[-1]
        inner.awaiting = False
        mark = ListMark(len(self._lists) - 1, inner.ordered, inner.run)
        if not inner.ordered:
            return replace(paragraph, mark=mark)
        return replace(paragraph, mark=mark, label=f"{inner.count}.", count=inner.count)

    def _line(self, tokens: list[Token]) -> tuple[Line, list[Token]]:
        """The words of an inline token, and the pictures in it."""
        line = Line()
        images: list[Token] = []
        bold = italic = 0
        link = ""
        for token in tokens:
            kind = token.type
            if kind in ("text", "code_inline"):
                line.add(_BREAK.sub("\n", token.content), bold > 0, italic > 0, link, 0)
            elif kind in ("softbreak", "hardbreak"):
                line.add(" " if kind == "softbreak" else "\n", bold > 0, italic > 0, link, 0)
            elif kind.startswith("strong_"):
                bold += token.nesting
            elif kind.startswith("em_"):
                italic += token.nesting
            elif kind.startswith("link_"):
                link = self._link(str(token.attrs.get("href", ""))) if token.nesting > 0 else ""
            elif kind == "image":
                images.append(token)
        return line, images

    def _link(self, address: str) -> str:
        safe = safe_link(address)
        self._left_out["link"] += not safe
        return safe

    def _image(self, token: Token) -> list[SourceBlock]:
        """A picture's block; its alternative text alone where the picture cannot be had."""
        alt = " ".join(token.content.split())
        data = self._picture_bytes(unquote(str(token.attrs.get("src", ""))))
        if not data:
            return [SourceParagraph(joined((Run(alt),)))] if alt else []
        digest = digest_of(data)
        self.pictures[digest] = data
        return [SourcePicture(digest, alt)]

    def _picture_bytes(self, address: str) -> bytes:
        """The bytes of a picture beside the document; empty, and counted, for any other or one that is too large."""
        if re.match(r"[A-Za-z][\w+.-]*:|[\\/]", address) or "\x00" in address:
            self._left_out["outside"] += 1
            return b""
        folder = self._path.parent.resolve()
        try:
            file = (folder / address).resolve()
            inside = file.is_relative_to(folder) and file.is_file()
            size = file.stat().st_size if inside else 0
            room = self._limits.all_pictures - sum(map(len, self.pictures.values()))
            data = file.read_bytes() if inside and size <= min(room, self._limits.picture) else b""
        except (OSError, RuntimeError, ValueError):
            data = b""
        if not is_picture(data):
            self._left_out["picture"] += 1
            return b""
        return data

    def notes(self) -> list[str]:
        """One sentence for each thing that was left out."""
        said = (
            ("outside", "picture(s) kept elsewhere than in the document's folder were not fetched"),
            ("picture", "picture(s) were left out: missing, too large, or no PNG, JPEG, GIF, BMP or TIFF"),
            ("link", "link(s) to other than http, https or mailto addresses were made plain text"),
        )
        return [f"{self._left_out[what]:,} {words}." for what, words in said if self._left_out[what]]
