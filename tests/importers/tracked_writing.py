"""Made documents (`tracked_documents`) as Word files: in the words of several programs, prefixes and encodings."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

from tests.importers.test_revisions import TYPES
from tests.importers.test_revisions_structure import NUMBERS, STYLES
from tests.importers.tracked_documents import (
    Block,
    Box,
    Change,
    Changes,
    Group,
    Inline,
    Line,
    Par,
    Piece,
)
from tests.importers.word_files import Parts, write_word, xml

_GOING = ("del", "moveFrom")
_FORMS = {
    "": "",
    "heading 1": '<w:pStyle w:val="Heading1"/>',
    "heading 2": '<w:pStyle w:val="Heading2"/>',
    "item 0": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    "item 1": '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
}
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_NOISE = (
    "",
    "",
    "",
    "",
    "<w:r/>",
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="{0}" w:name="mark{0}"/>',
    '<w:bookmarkEnd w:id="3"/>',
    '<w:permStart w:id="{0}" w:edGrp="everyone"/>',
    '<w:commentRangeStart w:id="{0}"/>',
    '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>',
    '<w:moveFromRangeStart w:id="{0}" w:name="m{0}" w:author="Ann"/>',
    '<w:moveToRangeEnd w:id="{0}"/>',
    '<w:customXmlInsRangeStart w:id="{0}" w:author="Ann"/>',
    '<w:customXmlDelRangeEnd w:id="{0}"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
)


class Writer:
    """Writes one document; `noise` strews what says nothing between its runs."""

    def __init__(self, noise: int | None = None) -> None:
        self._chance = random.Random(noise) if noise is not None else None
        self._notes: list[str] = []
        self._count = 9

    def write(self, path: Path, blocks: Iterable[Block], dialect: str = "") -> Path:
        """The document as a file; `dialect` names what is unusual in how it is written."""
        inner = self._blocks(blocks)
        parts: Parts = {
            "[Content_Types].xml": TYPES,
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERS,
            "word/document.xml": xml("document", f"<w:body>{inner}<w:sectPr/></w:body>"),
        }
        if self._notes:
            parts["word/footnotes.xml"] = xml("footnotes", "".join(self._notes))
        return write_word(
            path, "", {name: _in_dialect(str(part), name, dialect) for name, part in parts.items()}
        )

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Par):
            return self._paragraph(block)
        if isinstance(block, Box):
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{self._blocks(block.blocks)}</w:sdtContent></w:sdt>"
        rows = "".join(self._row(row) for row in block.rows)
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"

    def _row(self, row: Line) -> str:
        cells = "".join(self._cell(cell) for cell in row.cells)
        tracked = "".join(f"{change.said()}/>" for change in row.changes)
        return _controlled(f"<w:tr><w:trPr>{tracked}</w:trPr>{cells}</w:tr>", row.controlled)

    def _cell(self, cell: Box) -> str:
        tracked = "".join(f"{change.said()}/>" for change in cell.changes)
        inner = self._blocks(cell.blocks)
        if not inner.endswith("</w:p>"):
            inner += "<w:p/>"
        return _controlled(f"<w:tc><w:tcPr>{tracked}</w:tcPr>{inner}</w:tc>", cell.controlled)

    def _paragraph(self, block: Par) -> str:
        end = "".join(f"{change.said()}/>" for change in block.end)
        changed = ""
        if block.reformed is not None:
            changed = f"{block.reformed.said()}><w:pPr>{_FORMS[block.was]}</w:pPr></w:pPrChange>"
        properties = f"{_FORMS[block.form]}<w:rPr>{end}</w:rPr>{changed}"
        rsid = ' w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"' if self._chance else ""
        return f"<w:p{rsid}><w:pPr>{properties}</w:pPr>{self._inlines(block.inner)}</w:p>"

    def _inlines(self, inner: Iterable[Inline], outer: Changes = ()) -> str:
        return "".join(self._noise() + self._inline(each, outer) for each in inner)

    def _noise(self) -> str:
        if self._chance is None:
            return ""
        self._count += 1
        return self._chance.choice(_NOISE).format(self._count)

    def _inline(self, each: Inline, outer: Changes) -> str:
        if isinstance(each, Piece):
            return _wrapped(self._run(each, (*outer, *each.changes)), each.changes)
        changes = (*outer, *each.changes)
        if each.sort == "link":
            inner = "".join(_wrapped(self._inlines((one,), changes), each.changes) for one in each.inner)
            return f'<w:hyperlink w:anchor="there">{inner}</w:hyperlink>'
        if each.sort == "simple":
            inner = "".join(_wrapped(self._inlines((one,), changes), each.changes) for one in each.inner)
            return f'<w:fldSimple w:instr=" REF x ">{inner}</w:fldSimple>'
        return _wrapped(self._group(each, changes), each.changes)

    def _group(self, group: Group, changes: Changes) -> str:
        inner = self._inlines(group.inner, changes)
        if group.sort == "control":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        if group.sort == "field":
            tag = "w:delInstrText" if _is_deleted(changes) else "w:instrText"
            said = f"<w:r><{tag}> REF y </{tag}></w:r>"
            return _MARK.format("begin") + said + _MARK.format("separate") + inner + _MARK.format("end")
        if group.sort == "math":
            return f"<m:oMath>{_as_math(inner)}</m:oMath>"
        if group.sort == "box":
            return _box(self._blocks(group.blocks))
        return f'<w:{group.sort} w:element="e">{inner}</w:{group.sort}>'

    def _run(self, piece: Piece, changes: Changes) -> str:
        changed = ""
        if piece.restyled is not None:
            changed = f"{piece.restyled.said()}><w:rPr>{piece.was}</w:rPr></w:rPrChange>"
        properties = f"<w:rPr>{piece.look}{changed}</w:rPr>"
        if piece.sort == "note":
            self._notes.append(
                f'<w:footnote w:id="{len(self._notes) + 1}">{self._placeholder(piece)}</w:footnote>'
            )
            return f'<w:r>{properties}<w:footnoteReference w:id="{len(self._notes)}"/></w:r>'
        return f"<w:r>{properties}{_signs(piece, 'w:delText' if _is_deleted(changes) else 'w:t')}</w:r>"

    def _placeholder(self, piece: Piece) -> str:
        return self._blocks(piece.note)


def _controlled(inner: str, controlled: bool) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>" if controlled else inner


def _wrapped(inner: str, changes: Changes) -> str:
    for change in reversed(changes):
        inner = f"{change.said()}>{inner}</w:{change.kind}>"
    return inner


def _is_deleted(changes: Iterable[Change]) -> bool:
    return any(change.kind == "del" for change in changes)


def _signs(piece: Piece, tag: str) -> str:
    """What stands in a run of a sort."""
    text = f'<{tag} xml:space="preserve">{piece.text}</{tag}>'
    half = f'<{tag} xml:space="preserve">{piece.text[:2]}</{tag}>'
    rest = f'<{tag} xml:space="preserve">{piece.text[2:]}</{tag}>'
    return {
        "empty": "",
        "split": half + rest,
        "soft": f"{half}<w:softHyphen/>{rest}",
        "tab": f"{text}<w:tab/>",
        "br": f"{text}<w:br/>",
        "hyphen": f"{text}<w:noBreakHyphen/>",
        "sym": f'{text}<w:sym w:font="Wingdings" w:char="F0FC"/>',
    }.get(piece.sort, text)


def _as_math(inner: str) -> str:
    """Runs as those of an equation."""
    inner = re.sub(r"<w:rPr>(?:(?!</?w:r>).)*</w:rPr>(?=<w:)", "", inner)
    inner = inner.replace("<w:r>", "<m:r>").replace("</w:r>", "</m:r>")
    return re.sub(r"<(/?)w:(?:t|delText)\b[^>]*>", r"<\1m:t>", inner)


def _box(inner: str) -> str:
    shape = f"<w:txbxContent>{inner}</w:txbxContent>"
    choice = f"<w:drawing><wp:inline><wps:txbx>{shape}</wps:txbx></wp:inline></w:drawing>"
    fallback = f"<w:pict><v:shape><v:textbox>{shape}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


DIALECTS = ("", "", "", "strict", "prefix", "utf-16")


def _in_dialect(part: str, name: str, dialect: str) -> str | bytes:
    if dialect == "strict":
        return re.sub(
            r"http://schemas.openxmlformats.org/(\w+)/2006/(\w+)", r"http://purl.oclc.org/ooxml/\1/\2", part
        )
    if not name.startswith("word/"):
        return part
    if dialect == "prefix":
        return re.sub(r"\bw:", "ns0:", part).replace("xmlns:w=", "xmlns:ns0=")
    if dialect == "utf-16":
        return part.replace("UTF-8", "UTF-16").encode("utf-16")
    return part
