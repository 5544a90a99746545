"""Headings, paragraphs, figures and their properties in Word's XML. Imports document nodes only.

The order of elements inside `w:pPr` is the schema's (ECMA-376 part 1, 17.3.1.26); Word refuses another one.
"""

from typing import Literal

from msgspec import Struct, structs

from app.document.anchors import PLACE
from app.document.nodes import Drawing, Figure, Former, Heading, Mark, Paragraph, Span, kept_words
from app.exporters.docx import spans as words
from app.exporters.docx.escape import escaped
from app.exporters.docx.metafile import SUFFIX, metafile, pixels
from app.exporters.docx.numbering import BULLET_NUMS, LEVELS, continued, style_of
from app.exporters.docx.pictures import Drawn, drawing, taken
from app.exporters.docx.styles import text_width, twips
from app.exporters.docx.writing import Entry, Writing

STYLES = {
    "body": "BodyText", "lead": "Lead", "quote": "Quote", "note": "Note", "slogan": "Slogan", "statement": "Statement",
    "caption": "Caption", "signature": "Signature", "label": "Label",
}  # fmt: skip
_LETTERS = {"slogan": 1.45, "statement": 1.18}
_ALIGNMENTS = {"left": "", "right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>'}
_SHORT_NUMBER = 6
_NUMBER_WIDTH = 709


class Setting(Struct, frozen=True):
    """Where a block stands: in a cell or list, under somebody's tracked change. `share` is of the text's width.

    `keep` keeps it on one page with what follows.
    """

    style: str = ""
    align: Literal["left", "right", "centre"] = "left"
    mark: Mark | None = None
    level: int = 0
    share: float = 1
    node: str = ""
    field: str = ""
    size: float = 0
    keep: bool = False


def paragraph_mark(writing: Writing, mark: Mark | None) -> str:
    """The properties that say that a paragraph's end came in or went out."""
    if mark is None:
        return ""
    name, attributes = writing.revision(mark)
    return f"<w:rPr><{name}{attributes}/></w:rPr>"


def _former_xml(writing: Writing, former: Former | None, style: str, after: str) -> str:
    """The properties that say what a paragraph was before its form changed (ECMA-376 part 1, 17.13.5.29)."""
    if former is None:
        return ""
    number = former_number(writing, former)
    if not style.startswith("Table"):
        style = former_style(former)
    _, attributes = writing.revision(former.mark)
    was = f'<w:pPr><w:pStyle w:val="{style}"/>{number}{after}</w:pPr>'
    return f"<w:pPrChange{attributes}>{was}</w:pPrChange>"


def former_number(writing: Writing, former: Former) -> str:
    """The properties by which a paragraph of a former form is a list's item; empty where it was none."""
    if former.level < 0 or former.under:
        return ""
    level = min(former.level, LEVELS - 1)
    if former.run:
        num = writing.numbering.of_run(former.run, level)
    else:
        num = writing.numbering.former_numbers(*former.listed) if former.ordered else BULLET_NUMS[0]
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def former_style(former: Former) -> str:
    """The style of a former form, but in tables."""
    if former.heading:
        return f"Heading{min(former.heading, 6)}"
    if former.level < 0:
        return STYLES[former.role]
    return continued(former.level) if former.under else style_of(former.ordered, former.level)


def paragraph_xml(
    writing: Writing,
    style: str,
    inner: str,
    before: str = "",
    after: str = "",
    mark: Mark | None = None,
    former: Former | None = None,
) -> str:
    """A paragraph; `before` and `after` are properties that the schema puts before and after a page break's place."""
    if writing.break_pending:
        writing.break_pending = False
        writing.pages.turn()
        split = before.find("<w:numPr>")
        at = len(before) if split < 0 else split
        before = f"{before[:at]}<w:pageBreakBefore/>{before[at:]}"
    ending = paragraph_mark(writing, mark) if mark is not None else ""
    changed = _former_xml(writing, former, style, after)
    inner, ends = writing.moved(mark, inner) if mark is not None and mark.move else (inner, "")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}{ending}{changed}</w:pPr>{inner}</w:p>{ends}'
    )


def heading_xml(writing: Writing, heading: Heading, inherited: Mark | None = None) -> str:
    """A heading with its number typed before it, since Word and every other reader then show the same one."""
    mark = heading.mark or inherited
    if heading.new_page:
        writing.break_pending = True
    level = min(max(heading.level, 1), 6)
    text = "".join(span.text for span in heading.spans)
    gone = mark is not None and mark.kind == "deleted"
    names = () if gone else _heading_bookmarks(writing, heading, level)
    if heading.in_contents:
        shown = "" if gone else heading.words_now
        entry = Entry(level, heading.number_now, shown, f"_Toc{len(writing.entries) + 1:08d}", 0)
        names = (*names, entry.bookmark)
        writing.entries.append(entry)
    after = ""
    inner = words.runs(writing, heading.spans, mark)
    if heading.number:
        short = len(heading.number) <= _SHORT_NUMBER
        number = _number_run(heading.number, "<w:tab/>" if short else "", mark)
        inner = words.wrapped(writing, number, mark) + inner
        after = f'<w:ind w:left="{_NUMBER_WIDTH}" w:hanging="{_NUMBER_WIDTH}"/>' if short else ""
    style = f"Heading{level}" if heading.in_contents else f"HeadingUnlisted{level}"
    written = paragraph_xml(writing, style, writing.bracketed(names, inner), "", after, mark, heading.former)
    size = writing.look.heading_sizes[min(level, len(writing.look.heading_sizes)) - 1]
    writing.pages.paragraph(len(text), size, size * 1.6, together=writing.look.size * 4)
    if heading.in_contents:
        writing.entries[-1] = structs.replace(writing.entries[-1], page=writing.pages.page)
    return written


def _heading_bookmarks(writing: Writing, heading: Heading, level: int) -> tuple[str, ...]:
    names: list[str] = []
    if heading.generated or not heading.node:
        names.append(writing.worked_out(f"{heading.number_now} {heading.words_now}"))
    if heading.node:
        name = writing.place(heading.node, PLACE if heading.generated else heading.field)
        names.append(name)
        writing.levels[name] = level
        if (said := heading.number or "\n".join(filter(None, heading.renumbered))) and not heading.generated:
            writing.numbers[name] = said
    return (*names, *writing.led_to(heading.anchor))


def _number_run(number: str, tab: str, mark: Mark | None) -> str:
    tag = words.text_tag(mark)
    space = "" if tab else "\u00a0"
    return (
        f'<w:r><w:rPr><w:rStyle w:val="HeadingNumber"/></w:rPr>'
        f'<{tag} xml:space="preserve">{escaped(number)}{space}</{tag}>{tab}</w:r>'
    )


def block_paragraph(
    writing: Writing, part: Paragraph, setting: Setting, before: str = "", style: str = ""
) -> str:
    """A paragraph in its role's style, or in that of the cell or list it stands in."""
    mark = part.mark or setting.mark
    spans = part.spans
    leading = ""
    names = (
        () if mark is not None and mark.kind == "deleted" else _paragraph_bookmarks(writing, part, setting)
    )
    if part.lead and part.node and names:
        leading = words.runs(writing, spans[: part.lead], mark)
        if part.field == "title":
            writing.numbers[names[0]] = "".join(span.text for span in spans[: part.lead]).strip()
        else:
            leading = writing.bracketed((writing.place(part.node, "title"),), leading)
        spans = spans[part.lead :]
    inner = words.runs(writing, spans, mark)
    if names:
        inner = writing.bracketed(names, inner)
    chosen = style or (
        setting.style if setting.style and part.role in ("body", "lead", "label") else STYLES[part.role]
    )
    letters = sum([len(span.text) for span in part.spans])
    size = (setting.size or writing.look.size) * _LETTERS.get(part.role, 1)
    writing.pages.paragraph(letters, size, size * 0.6, setting.share)
    before = f"<w:keepNext/>{before}" if setting.keep or part.keep else before
    return paragraph_xml(
        writing, chosen, leading + inner, before, _ALIGNMENTS[setting.align], part.end or mark, part.former
    )


def _paragraph_bookmarks(writing: Writing, part: Paragraph, setting: Setting) -> tuple[str, ...]:
    names = writing.led_to(part.anchor) if part.anchor else ()
    if part.generated:
        return (writing.worked_out(kept_words(part.spans)), *names)
    if node := part.node or setting.node:
        return (writing.place(node, (part.field if part.node else setting.field) or "body"), *names)
    return names


def figure_xml(writing: Writing, figure: Figure, setting: Setting) -> list[str]:
    """A picture with its alternative text, and its caption; the alternative text alone where there is no picture."""
    picture = _drawn(writing, figure.digest)
    mark = figure.mark or setting.mark
    names = (writing.place(figure.node, figure.field or "body"),) if figure.node else ()
    if mark is not None and mark.kind == "deleted":
        names = ()
    if picture is None:
        shown = words.runs(writing, (Span(f"[{figure.alt}]"),), mark) if figure.alt else ""
        written = [
            paragraph_xml(writing, setting.style or "Note", writing.bracketed(names, shown), mark=mark)
        ]
    else:
        width = int(text_width(writing.look, writing.pages.landscape) * setting.share) - (
            200 if setting.style else 0
        )
        xml, high = drawing(
            picture, writing.next_id(), figure.alt, figure.width, (width, twips(writing.pages.height * 0.8))
        )
        inner = words.wrapped(writing, f"<w:r>{xml}</w:r>", mark)
        style = "Figure" if figure.caption else "BodyText"
        written = [paragraph_xml(writing, setting.style or style, writing.bracketed(names, inner), mark=mark)]
        writing.pages.down(high / 20 + writing.look.size)
    if figure.caption:
        caption = words.runs(writing, (Span(figure.caption),), mark)
        written.append(paragraph_xml(writing, "FigureCaption", caption, mark=mark))
    return written


def drawing_xml(writing: Writing, part: Drawing, setting: Setting) -> list[str]:
    """A generated picture with its alternative text, and its caption, marked as nobody's words."""
    key = f"drawing {len(writing.drawn)}"
    picture = Drawn(
        f"rIdP{len(writing.drawn) + 1}", SUFFIX, metafile(part, writing.look), *pixels(part), generated=True
    )
    writing.drawn[key] = picture
    most = (text_width(writing.look, writing.pages.landscape), twips(writing.pages.height * 0.85))
    xml, high = drawing(picture, writing.next_id(), part.alt, part.width * 25.4 / 72, most)
    names = (writing.worked_out(""),)
    inner = writing.bracketed(names, words.wrapped(writing, f"<w:r>{xml}</w:r>", setting.mark))
    written = [paragraph_xml(writing, "Figure" if part.caption else "BodyText", inner, mark=setting.mark)]
    writing.pages.down(high / 20 + writing.look.size)
    if part.caption:
        caption = words.runs(writing, (Span(part.caption),), setting.mark)
        caption = writing.bracketed((writing.worked_out(part.caption),), caption)
        written.append(paragraph_xml(writing, "FigureCaption", caption, mark=setting.mark))
        writing.pages.paragraph(len(part.caption), writing.look.size, writing.look.size)
    return written


def _drawn(writing: Writing, digest: str) -> Drawn | None:
    if digest not in writing.drawn:
        data = writing.document.pictures.get(digest)
        picture = taken(f"rIdP{len(writing.drawn) + 1}", data) if data else None
        if picture is None:
            return None
        writing.drawn[digest] = picture
    return writing.drawn[digest]
