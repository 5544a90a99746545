"""Tracked changes of a Word part, accepted or rejected in its XML, so that any reader then sees one plain state.

Rules: ECMA-376 part 1 §17.13.5 (revisions) and §17.13.5.19/15 (paragraph marks): the end *between* two paragraphs comes
or goes, so that without it they are one. Imports this package only.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from app.importers.word.carried import carry_bookmarks
from app.importers.word.names import (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TBLPR,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    M,
    P,
    T,
    W,
)

Accepted = Callable[[str, str], bool]
"""Whether the changes of an author, made at a time (ISO 8601 as the file has it), are accepted."""

AUTHOR, DATE = W + "author", W + "date"
COMING, GOING = (INS, MOVE_TO), (DEL, MOVE_FROM)
CELL_INS, CELL_DEL, CELL_MERGE = W + "cellIns", W + "cellDel", W + "cellMerge"
_DEL_TEXT, _DEL_INSTR = W + "delText", W + "delInstrText"
_CHANGES = {
    W + "rPrChange": RPR,
    W + "pPrChange": PPR,
    W + "tcPrChange": TCPR,
    W + "trPrChange": TRPR,
    W + "tblPrChange": TBLPR,
    W + "sectPrChange": SECTPR,
    W + "tblGridChange": W + "tblGrid",
    W + "tblPrExChange": W + "tblPrEx",
}
_RUNS = (RUN, M + "r")
_NUMBER_CHANGE = W + "numberingChange"
TRACKED = (*COMING, *GOING, CELL_INS, CELL_DEL, CELL_MERGE, *_CHANGES, _NUMBER_CHANGE)
_STAYS_WITH_MARK = frozenset((RPR, SECTPR, W + "pPrChange"))
_REFERENCES = (W + "footnoteReference", W + "endnoteReference")
_BOOKMARKS = (W + "bookmarkStart", W + "bookmarkEnd")
_BETWEEN = (*_BOOKMARKS, W + "commentRangeStart", W + "commentRangeEnd", W + "proofErr",
            W + "permStart", W + "permEnd", W + "moveFromRangeStart", W + "moveFromRangeEnd",
            W + "moveToRangeStart", W + "moveToRangeEnd")  # fmt: skip
_SAID = (T, M + "t", W + "sym", W + "tab", W + "drawing", W + "pict", W + "object", W + "br", W + "cr",
         W + "noBreakHyphen", W + "fldChar", W + "instrText", *_REFERENCES)  # fmt: skip

_JOINER = "\u200d"
"""LibreOffice puts one into each empty cell of a tracked row, before what is typed there or after it; it is nobody's
word."""


class Settled(Struct):
    """What was left out while a part was settled: the notes that nothing refers to any longer, by kind and id."""

    notes: set[tuple[str, str]]


def settle(root: "etree._Element", accepted: Accepted) -> Settled:
    """Accepts the changes that `accepted` says yes to and rejects the others, in the XML itself.

    What is left then is text, also what the file calls deleted outside any deletion.
    """
    settling = _Settling(accepted)
    carry_bookmarks(root, settling.is_accepted)
    settling.formats(root)
    for element in list(root.iter(*COMING, *GOING)):
        settling.change(element)
    for text in list(root.iter(_DEL_TEXT, _DEL_INSTR)):
        text.tag = T if text.tag == _DEL_TEXT else W + "instrText"
    settling.cells(root)
    settling.rows()
    settling.ends()
    for text in root.iter(T):
        if text.text and (text.text.startswith(_JOINER) or text.text.endswith(_JOINER)):
            text.text = text.text.strip(_JOINER)
    return Settled(settling.notes)


class _Settling:
    """One part while its changes are settled."""

    def __init__(self, accepted: Accepted) -> None:
        self._accepted = accepted
        self._gone_rows: list[etree._Element] = []
        self._gone_ends: dict[etree._Element, None] = {}
        self.notes: set[tuple[str, str]] = set()

    def is_accepted(self, element: "etree._Element") -> bool:
        """Whether a change is accepted."""
        return self._accepted(element.get(AUTHOR) or "", element.get(DATE) or "")

    def formats(self, root: "etree._Element") -> None:
        """Changes of look: what was before is put back where they are rejected."""
        for change in list(root.iter(*_CHANGES)):
            holder = change.getparent()
            if holder is None:
                continue
            holder.remove(change)
            if not self.is_accepted(change):
                _restore(holder, change.find(str(_CHANGES[str(change.tag)])))

    def change(self, element: "etree._Element") -> None:
        """One insertion or deletion, whatever came or went."""
        stays = self.is_accepted(element) == (element.tag in COMING)
        holder = element.getparent()
        if holder is None:
            return
        if holder.tag == RPR:
            self._marked(element, holder, stays)
        elif holder.tag == TRPR:
            holder.remove(element)
            row = holder.getparent()
            if not stays and row is not None:
                self._gone_rows.append(row)
        elif holder.tag == W + "numPr":
            _unnumber(holder, element, stays)
        elif holder.tag == M + "ctrlPr":
            holder.remove(element)
        elif stays:
            _unwrap(element)
        else:
            self._remove(element)

    def _marked(self, element: "etree._Element", properties: "etree._Element", stays: bool) -> None:
        """A mark on a paragraph's end, or (as some programs write it) on a run."""
        properties.remove(element)
        holder = properties.getparent()
        if stays or holder is None:
            return
        if holder.tag == PPR:
            paragraph = holder.getparent()
            if paragraph is not None:
                self._gone_ends[paragraph] = None
        elif holder.tag in _RUNS:
            self._remove(holder)

    def _remove(self, element: "etree._Element") -> None:
        for reference in element.iter(*_REFERENCES):
            kind = "footnotes" if reference.tag == _REFERENCES[0] else "endnotes"
            self.notes.add((kind, reference.get(W + "id") or ""))
        parent = element.getparent()
        if parent is not None:
            _keep_marks(element)
            self._keep_bookmarks(element)
            parent.remove(element)

    def _keep_bookmarks(self, element: "etree._Element") -> None:
        """Puts the bookmarks inside deleted words before them, where words of the paragraph stay.

        LibreOffice draws a deletion around the bookmark that stands at its beginning; what follows is still its place.
        """
        marks = list(element.iter(*_BOOKMARKS))
        if marks and self._is_outlived(element):
            for mark in marks:
                element.addprevious(mark)

    def _is_outlived(self, element: "etree._Element") -> bool:
        """Whether the paragraph keeps words when this part of it goes."""
        paragraph = next(element.iterancestors(P), None)
        if paragraph is None:
            return False
        inside = set(element.iter(T, _DEL_TEXT))
        return any(
            text not in inside
            and bool((text.text or "").strip())
            and all(
                self.is_accepted(change) == (change.tag in COMING)
                for change in text.iterancestors(*COMING, *GOING)
            )
            for text in paragraph.iter(T, _DEL_TEXT)
        )

    def cells(self, root: "etree._Element") -> None:
        """Cells that came, went or were merged."""
        for element in list(root.iter(CELL_INS, CELL_DEL, CELL_MERGE)):
            properties = element.getparent()
            cell = properties.getparent() if properties is not None else None
            if properties is None or cell is None:
                continue
            properties.remove(element)
            accepted = self.is_accepted(element)
            if element.tag == CELL_MERGE:
                _merge(properties, element.get(W + ("vMerge" if accepted else "vMergeOrig")))
            elif accepted != (element.tag == CELL_INS):
                row = cell.getparent()
                self._remove(cell)
                if row is not None and row.find(TC) is None and row.find(SDT) is None:
                    self._gone_rows.append(row)

    def rows(self) -> None:
        """Rows that went, and tables of which none is left."""
        for row in self._gone_rows:
            table = row.getparent()
            self._remove(row)
            while table is not None and table.tag != TBL:
                table = table.getparent()
            if table is not None and next(table.iter(TR), None) is None:
                self._remove(table)

    def ends(self) -> None:
        """Paragraphs whose end went are one with the next."""
        for paragraph in self._gone_ends:
            following = next_paragraph(paragraph)
            if following is not None:
                _join(paragraph, following)
            elif is_blank(paragraph) and _may_go(paragraph):
                parent = paragraph.getparent()
                if parent is not None:
                    parent.remove(paragraph)


def _keep_marks(element: "etree._Element") -> None:
    """Puts the ends of comments that stand in an element just before it, for their words may stay."""
    for mark in list(element.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")):
        if mark.tag == W + "commentReference":
            continue
        if element.tag not in (TR, TBL, TC):
            element.addprevious(mark)


def _restore(holder: "etree._Element", before: "etree._Element | None") -> None:
    """Puts the properties back that there were before a change of look."""
    keep = _STAYS_WITH_MARK if holder.tag == PPR else frozenset((INS, DEL, MOVE_FROM, MOVE_TO))
    if holder.tag == TRPR:
        keep = frozenset((INS, DEL))
    elif holder.tag == TCPR:
        keep = frozenset((CELL_INS, CELL_DEL, CELL_MERGE))
    for child in list(holder):
        if child.tag not in keep:
            holder.remove(child)
    for at, child in enumerate(list(before) if before is not None else ()):
        holder.insert(at, deepcopy(child))


def _unnumber(holder: "etree._Element", element: "etree._Element", stays: bool) -> None:
    """A number that a paragraph was given, or lost."""
    holder.remove(element)
    properties = holder.getparent()
    if not stays and properties is not None:
        properties.remove(holder)


def _merge(properties: "etree._Element", how: str | None) -> None:
    for old in list(properties.iterchildren(W + "vMerge")):
        properties.remove(old)
    if how:
        merge = etree.SubElement(properties, W + "vMerge")
        merge.set(VAL, "continue" if how == "cont" else "restart")


def _unwrap(element: "etree._Element") -> None:
    """Puts what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def is_blank(paragraph: "etree._Element") -> bool:
    """Whether nothing that a reader would see stands in a paragraph."""
    said = (next(child.iter(*_SAID), None) for child in paragraph if child.tag != PPR)
    return all(each is None for each in said)


def _may_go(paragraph: "etree._Element") -> bool:
    """Whether the last paragraph of its container can go: another one ends the container then, but no table may."""
    before = paragraph.getprevious()
    return before is not None and before.tag == P


def next_paragraph(paragraph: "etree._Element") -> "etree._Element | None":
    """The paragraph that follows, also into or out of content controls; None where a table or nothing does."""
    at = paragraph
    while True:
        following = at.getnext()
        while following is not None and following.tag in _BETWEEN:
            following = following.getnext()
        if following is None or following.tag == SECTPR:
            parent = at.getparent()
            if parent is None or parent.tag not in (SDT, SDT_CONTENT, W + "customXml", *COMING, *GOING):
                return None
            at = parent
            continue
        return _first_paragraph(following)


def _first_paragraph(element: "etree._Element") -> "etree._Element | None":
    while element.tag in (SDT, SDT_CONTENT, W + "customXml"):
        inner = next((child for child in element if child.tag in (P, TBL, SDT, SDT_CONTENT)), None)
        if inner is None:
            return None
        element = inner
    return element if element.tag == P else None


def _join(paragraph: "etree._Element", following: "etree._Element") -> None:
    """Makes a paragraph and the next one paragraph.

    The mark that is left bears the look, as in Word; but where it ends no words of its own, the words keep theirs.
    """
    blank = is_blank(paragraph)
    if blank:
        marks = [mark for mark in _moved(paragraph) if mark.tag in _COMMENT_MARKS]
    else:
        marks = list(_moved(paragraph))
        if is_blank(following):
            _take_look(following, paragraph)
    at = 1 if following.find(PPR) is not None else 0
    following[at:at] = marks
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


_COMMENT_MARKS = (W + "commentRangeStart", W + "commentRangeEnd")


def _moved(paragraph: "etree._Element") -> Iterator["etree._Element"]:
    return (child for child in list(paragraph) if child.tag != PPR)


def _take_look(paragraph: "etree._Element", other: "etree._Element") -> None:
    own, look = paragraph.find(PPR), other.find(PPR)
    section = own.find(SECTPR) if own is not None else None
    if own is not None:
        paragraph.remove(own)
    if look is not None:
        copy = deepcopy(look)
        for old in list(copy.iterchildren(SECTPR)):
            copy.remove(old)
        paragraph.insert(0, copy)
        own = copy
    if section is not None:
        if paragraph.find(PPR) is None:
            own = etree.Element(PPR)
            paragraph.insert(0, own)
        assert own is not None
        own.append(section)
