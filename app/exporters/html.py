"""A document as one accessible web page (WCAG 2.2 AA): no scripts, pictures inside, nothing fetched.

Imports document only. The title is the page's h1, so a heading of level n is h(n + 1). A content security policy
forbids everything but the page's own style sheet and its embedded pictures, whatever a strategy's text may hold.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from app.document.nodes import (
    Cell,
    Contents,
    Cover,
    Document,
    Drawing,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    Paragraph,
    Part,
    Row,
    Spans,
    Table,
    kept_words,
)
from app.exporters.html_drawing import svg
from app.exporters.html_style import style_sheet

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"), (b"<svg", "image/svg+xml"), (b"<?xml", "image/svg+xml"),
)  # fmt: skip
_WORDS = {
    "en-GB": {
        "skip": "Skip to the main text",
        "of": "Document",
        "missing": "This picture cannot be shown here.",
    },
    "cy-GB": {"skip": "Neidio i'r prif destun", "of": "Dogfen", "missing": "Ni ellir dangos y llun hwn yma."},
}


def html_bytes(document: Document) -> bytes:
    """The page as UTF-8. The same document gives the same bytes."""
    return "".join(_page(document)).encode("utf-8")


def _page(document: Document) -> Iterator[str]:
    about = document.properties
    words = _WORDS.get(about.language, _WORDS["en-GB"])
    style = style_sheet(document.look, _shares(document.parts))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    metas = {
        "author": about.author, "description": about.subject, "engross-strategy": about.strategy,
        "engross-version": about.version, "engross-fingerprint": about.fingerprint,
    }  # fmt: skip
    yield f'<!DOCTYPE html>\n<html lang="{escape(about.language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield from (f'<meta name="{name}" content="{escape(text)}">\n' for name, text in metas.items() if text)
    marked = ' class="redline"' if document.redline else ""
    yield f"<title>{escape(about.title)}</title>\n<style>{style}</style>\n</head>\n<body{marked}>\n"
    yield f'<a class="skip" href="#main">{escape(words["skip"])}</a>\n'
    if document.cover:
        yield from _cover(document.cover, document.look.cover)
    yield '<main id="main" tabindex="-1">\n'
    yield from _Body(document, words["missing"]).parts(document.parts)
    yield "</main>\n"
    foot = [
        text for text in (document.furniture.foot_left, document.furniture.head_right) if "{page" not in text
    ]
    if any(foot):
        yield f'<footer class="page"><p>{escape(" · ".join(filter(None, foot)))}</p></footer>\n'
    yield "</body>\n</html>\n"


def _shares(parts: Sequence[Part]) -> Iterator[int]:
    for part in parts:
        if isinstance(part, Table):
            yield from (round(100 * width) for width in part.widths)


def _cover(cover: Cover, manner: str) -> Iterator[str]:
    yield f'<header class="{manner}">\n'
    if cover.organisation:
        yield f'<p class="organisation">{escape(cover.organisation)}</p>\n'
    yield f"<h1>{escape(cover.title)}</h1>\n"
    if cover.period:
        yield f'<p class="period">{escape(cover.period)}</p>\n'
    if cover.label:
        yield f'<p class="label">{escape(cover.label)}</p>\n'
    if cover.lines:
        yield f'<p class="lines">{"<br>".join(map(escape, cover.lines))}</p>\n'
    yield "</header>\n"


class _Body:
    """Writes parts one after another; knows the document's pictures and headings."""

    def __init__(self, document: Document, missing: str) -> None:
        self._pictures = document.pictures
        self._headings = [part for part in document.parts if isinstance(part, Heading)]
        self._down = 1 if document.cover else 0
        self._look = document.look
        self._drawn = 0
        self._missing = missing

    def parts(self, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Paragraph):
                yield self._paragraph(part)
            elif isinstance(part, Heading):
                yield self._heading(part)
            elif isinstance(part, List):
                yield from self._list(part)
            elif isinstance(part, Table):
                yield from self._table(part)
            elif isinstance(part, Figure):
                yield self._figure(part)
            elif isinstance(part, Drawing):
                self._drawn += 1
                caption = f"<figcaption>{escape(part.caption)}</figcaption>" if part.caption else ""
                yield f"<figure>{svg(part, self._look, self._drawn)}{caption}</figure>\n"
            elif isinstance(part, Contents):
                yield from self._contents(part)
            else:
                yield '<div class="new-page"></div>\n'

    def _paragraph(self, part: Paragraph) -> str:
        named = f' class="{part.role}"' if part.role != "body" else ""
        return f"<p{_id(part.anchor)}{named}>{_inline(part.spans_marked, part.mark)}</p>\n"

    def _heading(self, part: Heading) -> str:
        level = part.level + self._down
        tag, role = (f"h{level}", "") if level <= 6 else ("div", f' role="heading" aria-level="{level}"')
        names = " ".join(filter(None, ("new-page" if part.new_page else "", "h7" if role else "")))
        named = f' class="{names}"' if names else ""
        number = f'<span class="number">{escape(part.number)}</span> ' if part.number else ""
        words = _joined([(number, part.mark), *_pieces(part.spans_marked, part.mark)])
        return f"<{tag}{role}{_id(part.anchor)}{named}>{words}</{tag}>\n"

    def _list(self, part: List) -> Iterator[str]:
        numbered = any(item.number for item in part.items)
        tag = "ol" if part.ordered and not numbered else "ul"
        # Without a role, some browsers no longer tell a screen reader that a list without bullets is one.
        start = f' start="{part.start}"' if part.start > 1 and tag == "ol" else ""
        yield f'<{tag} class="numbered" role="list">\n' if numbered else f"<{tag}{start}>\n"
        for item in part.items:
            yield from self._item(item, numbered)
        yield f"</{tag}>\n"

    def _item(self, item: Item, numbered: bool) -> Iterator[str]:
        yield f"<li{_id(item.anchor)}>"
        if numbered:
            yield f'<span class="number">{escape(item.number)}</span><div>'
        blocks = item.blocks
        if not numbered and len(blocks) == 1 and isinstance(only := blocks[0], Paragraph) and not only.anchor:
            yield _inline(only.spans_marked, only.mark or item.mark)
        else:
            yield from self.parts(blocks)
        yield "</div></li>\n" if numbered else "</li>\n"

    def _table(self, part: Table) -> Iterator[str]:
        # Wide tables scroll sideways; with a tab stop and a name also for those who use the keyboard.
        label = escape(part.caption or "Table")
        yield f'<div class="wide" role="group" tabindex="0" aria-label="{label}">\n'
        yield f'<table class="{part.role}">\n'
        if part.title:
            yield f"<caption>{_inline(part.title, None)}</caption>\n"
        if part.widths:
            yield (
                "<colgroup>"
                + "".join(f'<col class="w{round(100 * width)}">' for width in part.widths)
                + "</colgroup>\n"
            )
        if part.header_rows:
            yield "<thead>\n"
            for row in part.rows[: part.header_rows]:
                yield from self._row(row, True, False)
            yield "</thead>\n"
        yield "<tbody>\n"
        for row in part.rows[part.header_rows :]:
            yield from self._row(row, False, part.row_headers)
        yield "</tbody>\n</table>\n</div>\n"

    def _row(self, row: Row, head: bool, row_headers: bool) -> Iterator[str]:
        yield "<tr>"
        for at, cell in enumerate(row.cells):
            scope = "col" if head else "row" if row_headers and at == 0 else ""
            yield from self._cell(cell, scope, row.mark)
        yield "</tr>\n"

    def _cell(self, cell: Cell, scope: str, mark: Mark | None) -> Iterator[str]:
        # An empty head tells a reader nothing; such a cell is a plain one.
        tag = "th" if scope and cell.blocks else "td"
        made = f' scope="{scope}"' if tag == "th" else ""
        made += f' colspan="{cell.across}"' * (cell.across > 1) + f' rowspan="{cell.down}"' * (cell.down > 1)
        made += f' class="{cell.align}"' * (cell.align != "left")
        yield f"<{tag}{made}>"
        if len(cell.blocks) == 1 and isinstance(only := cell.blocks[0], Paragraph) and only.role == "body":
            yield f"<span{_id(only.anchor)}>" if only.anchor else ""
            yield _inline(only.spans_marked, only.mark or mark)
            yield "</span>" if only.anchor else ""
        else:
            yield from self.parts(cell.blocks)
        yield f"</{tag}>"

    def _figure(self, part: Figure) -> str:
        found = self._pictures.get(part.digest, b"")
        kind = next((mime for start, mime in _PICTURES if found.lstrip()[:8].startswith(start)), "")
        if not kind and found[:4] == b"RIFF" and found[8:12] == b"WEBP":
            kind = "image/webp"
        caption = (
            f"<figcaption>{_marked(escape(part.caption), part.mark)}</figcaption>" if part.caption else ""
        )
        if not kind:
            return (
                f"<figure><p>{_marked(escape(part.alt or self._missing), part.mark)}</p>{caption}</figure>\n"
            )
        width = f' width="{round(part.width * 96 / 25.4)}"' if part.width else ""
        source = f"data:{kind};base64,{base64.b64encode(found).decode()}"
        picture = _marked(f'<img src="{source}" alt="{escape(part.alt)}"{width}>', part.mark)
        if part.mark and not caption:
            caption = f"<figcaption>{_marked(escape(part.said), part.mark)}</figcaption>"
        return f"<figure>{picture}{caption}</figure>\n"

    def _contents(self, part: Contents) -> Iterator[str]:
        """Nested lists of links; headings never skip a level, so each step down opens one list."""
        listed = [h for h in self._headings if h.in_contents and h.level <= part.depth and h.anchor]
        if not listed:
            return
        tag = f"h{1 + self._down}"
        yield '<nav aria-labelledby="contents">\n'
        yield f'<{tag} id="contents" class="new-page">{escape(part.title)}</{tag}>\n'
        depth = 0
        for each in listed:
            if each.level > depth:
                yield "<ol>\n" * (each.level - depth)
            else:
                yield "</li>\n" + "</ol>\n</li>\n" * (depth - each.level)
            depth = each.level
            number = f"{escape(each.number)} " if each.number else ""
            yield f'<li><a href="#{escape(each.anchor)}">{number}{_bare(each.spans)}</a>'
        yield "</li>\n</ol>\n" * depth + "</nav>\n"


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _bare(spans: Spans) -> str:
    return escape(kept_words(spans))


def _inline(spans: Spans, mark: Mark | None) -> str:
    """The words with their look and their marks; `mark` is that of all which bear none of their own."""
    return _joined(_pieces(spans, mark))


def _pieces(spans: Spans, mark: Mark | None) -> Iterator[tuple[str, Mark | None]]:
    """The words with their look, each stretch beside its mark; line ends become breaks."""
    for span in spans:
        text = escape(span.text, quote=False).replace("\n", "<br>")
        if span.italic:
            text = f"<em>{text}</em>"
        if span.bold:
            text = f"<strong>{text}</strong>"
        if span.link:
            text = f'<a href="{escape(span.link)}">{text}</a>'
        if span.former:
            text = f'<span class="restyled"{_titled(span.told, span.former.mark.author)}>{text}</span>'
        yield text, span.mark or mark


def _joined(pieces: Iterable[tuple[str, Mark | None]]) -> str:
    """Stretches of words, of which those beside each other that bear one mark stand in it together."""
    groups = groupby(pieces, lambda piece: piece[1])
    return "".join(_marked("".join(text for text, _ in group), mark) for mark, group in groups)


def _marked(text: str, mark: Mark | None) -> str:
    """The words as an insertion, a deletion, or a note on their form, with its author and time where known."""
    if mark is None or not text:
        return text
    who = _titled(mark.author)
    if mark.kind == "formatted":
        return f'<small class="form"{who}>{text}</small>'
    tag = "ins" if mark.kind == "inserted" else "del"
    when = f' datetime="{escape(mark.date)}"' if mark.date else ""
    return f"<{tag}{when}{who}>{text}</{tag}>"


def _titled(*said: str) -> str:
    """What is shown while the pointer is on some words."""
    title = ", ".join(filter(None, said))
    return f' title="{escape(title)}"' if title else ""
