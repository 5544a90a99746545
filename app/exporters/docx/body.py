"""The text of a Word file: cover, then every part of the document in order. Imports document nodes only."""

from msgspec import structs

from app.document.nodes import (
    Contents,
    Cover,
    Drawing,
    Figure,
    Heading,
    Item,
    List,
    PageBreak,
    Paragraph,
    Part,
    Span,
    Table,
)
from app.exporters.docx.contents import contents_xml
from app.exporters.docx.ends import settled
from app.exporters.docx.numbering import LEVELS, continued, follows, style_of
from app.exporters.docx.page import NAMESPACES, section_xml
from app.exporters.docx.paragraphs import (
    Setting,
    block_paragraph,
    drawing_xml,
    figure_xml,
    former_number,
    former_style,
    heading_xml,
    paragraph_xml,
)
from app.exporters.docx.spans import run, runs
from app.exporters.docx.tables import table_xml, too_wide
from app.exporters.docx.writing import Writing
from app.exporters.progress import Progress, untold


def document_xml(writing: Writing, progress: Progress = untold) -> str:
    """The whole of word/document.xml; `progress` is told of each part, of all and a fifth, for what comes after."""
    document = writing.document
    written: list[str] = []
    if document.cover is not None:
        written += cover_xml(writing, document.cover)
        writing.break_pending = True
    contents: list[tuple[int, Contents, str]] = []
    count = len(document.parts)
    for at, (part, turned) in enumerate(sections(writing, document.parts)):
        progress(at, count + count // 5)
        if turned:
            written.append(_turn(writing, first=document.cover is not None and not writing.landscapes))
        if isinstance(part, Contents):
            contents.append((len(written), part, _contents_heading(writing, part)))
            written.append("")
        elif part is not None:
            written += blocks_xml(writing, (part,), Setting())
    for at, part, heading in contents:
        written[at] = contents_xml(writing, part, heading)
    return _enclosed(writing, written)


def _enclosed(writing: Writing, written: list[str]) -> str:
    cover = writing.document.cover is not None and not writing.landscapes
    end = section_xml(writing.look, writing.pages.landscape, cover)
    if not written or not written[-1].endswith("</w:p>"):
        written.append(paragraph_xml(writing, "Spacer", ""))
    elif "<w:ins " in written[-1] or "<w:del " in written[-1]:
        written = settled(writing, written)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>'
        f"{''.join(written)}{end}</w:body></w:document>"
    )


def sections(writing: Writing, parts: tuple[Part, ...]) -> list[tuple[Part | None, bool]]:
    """The parts, each with whether the page is turned before it; tables too wide stand on pages laid sideways.

    The headings and lead-ins just before a wide table go with it.
    """
    wide = [
        writing.look.landscape_wide_tables and isinstance(part, Table) and too_wide(part, writing)
        for part in parts
    ]
    for at in range(len(parts) - 1, 0, -1):
        if wide[at] and not wide[at - 1]:
            wide[at - 1] = _goes_with(parts[at - 1])
    result: list[tuple[Part | None, bool]] = []
    before = False
    for part, sideways in zip(parts, wide, strict=True):
        result.append((part, sideways != before))
        before = sideways
    if before:
        result.append((None, False))
    return result


def _goes_with(part: Part) -> bool:
    return isinstance(part, Heading) or (
        isinstance(part, Paragraph) and part.role in ("lead", "label", "caption")
    )


def _turn(writing: Writing, first: bool) -> str:
    """Ends the section here and turns the page the other way."""
    section = section_xml(writing.look, writing.pages.landscape, first)
    writing.pages.landscape = not writing.pages.landscape
    writing.landscapes += 1
    writing.pages.turn()
    writing.break_pending = False
    return f'<w:p><w:pPr><w:pStyle w:val="Spacer"/>{section}</w:pPr></w:p>'


def blocks_xml(writing: Writing, parts: tuple[Part, ...], setting: Setting) -> list[str]:
    """The paragraphs and tables of some parts, each string one of them or a list's paragraphs."""
    written: list[str] = []
    for part in parts:
        if isinstance(part, Paragraph):
            written.append(block_paragraph(writing, part, setting))
        elif isinstance(part, Heading):
            written.append(heading_xml(writing, part, setting.mark))
        elif isinstance(part, List):
            written += list_xml(writing, part, setting)
        elif isinstance(part, Table):
            follows_table = bool(written)
            for table in part.replaced or (part,):
                written += _table(writing, table, setting, follows_table)
        elif isinstance(part, Figure):
            written += figure_xml(writing, part, setting)
        elif isinstance(part, Drawing):
            written += drawing_xml(writing, part, setting)
        elif isinstance(part, PageBreak):
            writing.break_pending = True
    return written


def _table(writing: Writing, table: Table, setting: Setting, follows_table: bool) -> list[str]:
    written: list[str] = []
    if writing.break_pending or follows_table:
        written.append(paragraph_xml(writing, "Spacer", ""))
    written += table_xml(writing, table, setting, blocks_xml)
    gap = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
    written.append(paragraph_xml(writing, "Spacer", "", after=gap))
    writing.pages.down(writing.look.size)
    return written


def list_xml(writing: Writing, part: List, setting: Setting) -> list[str]:
    """The paragraphs of a list; each item's first is numbered, the others stand under it."""
    level = min(setting.level, LEVELS - 1)
    inside = structs.replace(
        setting, level=setting.level + 1, node=part.node or setting.node, field=part.field or setting.field
    )
    ordered = part.ordered or any(item.number for item in part.items)
    if part.run:
        shown = part.items[0].level
        num = writing.numbering.of_run(part.run, level if shown < 0 else min(shown, LEVELS - 1), part.start)
    else:
        num = 0 if ordered else writing.numbering.bullets()
    in_part = len({_is_tracked(item) for item in part.items}) > 1
    previous = ""
    written: list[str] = []
    for item in part.items:
        before, level = level, min(setting.level if item.level < 0 else item.level, LEVELS - 1)
        goes_on = level == before and (not item.number or (previous and follows(item.number, previous)))
        if ordered and not (num and (part.run or goes_on)):
            start = 1 if num else part.start
            num = writing.numbering.numbers(level, item.number, in_part and _is_tracked(item), start)
        previous = item.number
        places = len(writing.shown)
        written.append(_item_head(writing, item, inside, num, level, ordered))
        named = len(writing.shown) if len(writing.shown) > places else places + 1
        written += _item_rest(writing, item, inside, level)
        if _is_part(item, part):
            writing.items.update((name, level) for name in writing.shown[places:named])
    return written


def _is_tracked(item: Item) -> bool:
    """Whether an item came or went."""
    first = item.blocks[0] if item.blocks else None
    return item.mark is not None or (isinstance(first, Paragraph) and first.mark is not None)


def _is_part(item: Item, part: List) -> bool:
    """Whether an item is a part of the strategy: not a line of some body's own list."""
    first = item.blocks[0] if item.blocks else None
    if item.node or first is None or isinstance(first, Contents | PageBreak | Drawing):
        return bool(item.node)
    return bool(first.node) and (first.node, first.field) != (part.node, part.field)


def _item_head(writing: Writing, item: Item, setting: Setting, num: int, level: int, ordered: bool) -> str:
    """The paragraph that bears an item's bullet or number; an empty one where the item does not begin with words."""
    setting = structs.replace(setting, mark=item.mark or setting.mark)
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        first = structs.replace(first, anchor=first.anchor or item.anchor, node=first.node or item.node)
    else:
        inner = first if isinstance(first, List | Table | Figure) else None
        owner = (item.node, "") if item.node or inner is None else (inner.node, inner.field)
        first = Paragraph((), "body", item.anchor, *owner)
    style = style_of(ordered, level)
    if first.former is not None and first.mark is not None and first.mark.kind == "deleted":
        # LibreOffice gives what follows its look where one that went has another former form.
        style, numbered = former_style(first.former), former_number(writing, first.former)
        first = structs.replace(first, former=None)
    style = setting.style if setting.style.startswith("Table") else style
    return block_paragraph(writing, first, setting, before=numbered, style=style)


def _item_rest(writing: Writing, item: Item, setting: Setting, level: int) -> list[str]:
    """What stands under an item's first paragraph."""
    rest = item.blocks[1:] if item.blocks and isinstance(item.blocks[0], Paragraph) else item.blocks
    in_cell = setting.style if setting.style.startswith("Table") else ""
    mark = item.mark or setting.mark
    inside = structs.replace(setting, mark=mark, style=in_cell or continued(level), node="", field="")
    return blocks_xml(writing, rest, inside)


def cover_xml(writing: Writing, cover: Cover) -> list[str]:
    """The front page, its title, organisation and period marked as the strategy's own words."""
    node = writing.document.properties.strategy
    top = 60 if writing.look.cover == "block" else 140
    gap = f'<w:spacing w:before="{top * 20}" w:after="0" w:line="20" w:lineRule="exact"/>'
    written = [paragraph_xml(writing, "Spacer", "", after=gap)]
    for text, style, field in (
        (cover.organisation, "CoverOrganisation", "organisation"),
        (cover.title, "Title", "title"),
        (cover.period, "Subtitle", "period"),
    ):
        if text or field == "period":
            names = (writing.place(node, field),) if text and node else ()
            written.append(paragraph_xml(writing, style, writing.bracketed(names, run(text) if text else "")))
    gap = '<w:spacing w:before="360" w:after="0"/>'
    for number, (text, style) in enumerate(
        [(cover.label, "CoverLabel"), *((line, "CoverLine") for line in cover.lines)]
    ):
        if text:
            inner = writing.bracketed((writing.worked_out(text),), run(text))
            written.append(
                paragraph_xml(writing, style, inner, after=gap if number == 1 and not cover.label else "")
            )
    writing.pages.down(1)
    return written


def _contents_heading(writing: Writing, part: Contents) -> str:
    if not part.title:
        return ""
    names = (writing.worked_out(part.title),)
    inner = writing.bracketed(names, runs(writing, (Span(part.title),)))
    written = paragraph_xml(writing, "TOCHeading", inner)
    listed = [
        h
        for h in writing.document.parts
        if isinstance(h, Heading) and h.in_contents and h.level <= part.depth
    ]
    writing.pages.down(40)
    for _ in listed:
        writing.pages.down(writing.look.size * 1.55)
    return written
