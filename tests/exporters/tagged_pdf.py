"""Reads a tagged PDF as a screen reader does, through pypdf: the tree, the words in reading order, and its faults."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

MARK = re.compile(
    rb"/(?P<tag>\w+)<</MCID (?P<mcid>\d+)>>BDC|(?P<artifact>/Artifact<<[^\n]*?>>BDC)|(?P<span>/Span<</ActualText <FEFF"
    rb"(?P<actual>[0-9A-F]*)>>>BDC)|(?P<end>\bEMC\b)|\((?P<text>(?:[^\\()]|\\.)*)\)(?:Tj|')|(?P<paint>\b(?:f|S|Do)\b)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
TABLE_PARENTS = {
    "/TR": {"/THead", "/TBody"}, "/TH": {"/TR"}, "/TD": {"/TR"}, "/LI": {"/L"}, "/TOCI": {"/TOC"},
    "/THead": {"/Table"}, "/TBody": {"/Table"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"},
}  # fmt: skip


class TaggedPdf:
    """A file of ours. `faults` lists what is wrong with its structure, empty if nothing is."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]
        self.faults: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.pages: dict[int, int] = {}
        for index, page in enumerate(self.reader.pages):
            self.pages[page.indirect_reference.idnum] = index  # pyright: ignore[reportOptionalMemberAccess]
            self._read(index, page)
        self._check_parents()
        self._check_tree()

    def _read(self, index: int, page: Any) -> None:
        code = page["/Contents"].get_data()
        inside: int | str | None = None
        spans = 0
        actual = ""
        for found in MARK.finditer(code):
            if found["tag"] or found["artifact"]:
                if inside is not None:
                    self.faults.append(f"page {index}: marked content inside marked content")
                inside = int(found["mcid"]) if found["tag"] else "artifact"
                if found["tag"]:
                    self.texts[index, int(found["mcid"])] = ""
            elif found["span"]:
                spans, actual = 1, bytes.fromhex(found["actual"].decode()).decode("utf-16-be")
            elif found["end"]:
                if spans:
                    spans = 0
                else:
                    inside = None
            elif inside is None:
                self.faults.append(f"page {index}: content that is not marked: {found[0][:40]!r}")
            elif isinstance(inside, int) and found["text"] is not None:
                said = ESCAPE.sub(lambda m: b"\r" if m[1] == b"r" else m[1], found["text"])
                # Codes are the signs' own numbers; those of the surrogate range are looked up elsewhere.
                self.texts[index, inside] += actual if spans else said.decode("utf-16-be", "surrogatepass")

    def elements(self) -> Iterator[tuple[Any, Any]]:
        """Every element with its parent, in reading order."""
        root = self.root["/StructTreeRoot"]
        waiting = [(kid.get_object(), root) for kid in reversed(root["/K"])]
        while waiting:
            element, parent = waiting.pop()
            yield element, parent
            waiting += [(kid, element) for kid in reversed(self.kids(element)) if "/S" in kid]

    def kids(self, element: Any) -> list[Any]:
        """The children of an element: elements and object references; marked content as {"page", "mcid"}."""
        kids: Any = element.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        found: list[Any] = []
        for kid in kids if isinstance(kids, list) else [kids]:
            one = kid.get_object()
            if isinstance(one, int):
                found.append({"page": self._page(element), "mcid": int(one)})
            elif "/MCID" in one:
                found.append({"page": self._page(one), "mcid": int(one["/MCID"])})
            else:
                found.append(one)
        return found

    def _page(self, holder: Any) -> int:
        return self.pages[holder.raw_get("/Pg").idnum]

    def tags(self) -> list[str]:
        """The tags in reading order."""
        return [element["/S"][1:] for element, _ in self.elements()]

    def text(self, element: Any, without: tuple[str, ...] = ()) -> str:
        """The words of an element and all below it, but for elements tagged `without`."""
        said = ""
        for kid in self.kids(element):
            if "mcid" in kid:
                said += self.texts[kid["page"], kid["mcid"]]
            elif "/S" in kid and kid["/S"][1:] not in without:
                said += self.text(kid, without) + ("" if kid["/S"] in ("/Link", "/Span") else "\n")
        return said

    def words(self, without: tuple[str, ...] = ()) -> str:
        """The words of the whole document in reading order."""
        return self.text(self.root["/StructTreeRoot"]["/K"][0].get_object(), without)

    def _check_parents(self) -> None:
        nums = self.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        parents = {int(nums[i]): nums[i + 1].get_object() for i in range(0, len(nums), 2)}
        owned: dict[tuple[int, int], Any] = {}
        for element, _ in self.elements():
            for kid in self.kids(element):
                if "mcid" in kid:
                    place = kid["page"], kid["mcid"]
                    if place in owned:
                        self.faults.append(f"{place} belongs to two elements")
                    owned[place] = element
        if set(owned) != set(self.texts):
            self.faults.append(f"marked content and tree differ: {set(owned) ^ set(self.texts)}")
        for (page, mcid), element in owned.items():
            home: Any = self.reader.pages[page]
            listed = parents[int(home["/StructParents"])]
            if listed[mcid].get_object() != element:
                self.faults.append(f"the parent tree is wrong for {mcid} on page {page}")

    def _check_tree(self) -> None:
        level = 0
        for element, parent in self.elements():
            tag, above = element["/S"], parent.get("/S", "")
            if tag in TABLE_PARENTS and above not in TABLE_PARENTS[tag]:
                self.faults.append(f"{tag} in {above}")
            if re.fullmatch(r"/H[1-6]", tag):
                if int(tag[2]) > level + 1:
                    self.faults.append(f"{tag} after level {level}")
                level = int(tag[2])
            attributes = element.get("/A", {})
            if tag == "/TH" and "/Scope" not in attributes:
                self.faults.append("TH without scope")
            if tag == "/Figure" and ("/Alt" not in element or "/BBox" not in attributes):
                self.faults.append("Figure without alternative text or box")
            if tag == "/Link":
                self._check_link(element)
            if tag == "/Table":
                self._check_table(element)

    def _check_link(self, element: Any) -> None:
        links = [kid["/Obj"].get_object() for kid in self.kids(element) if "/Obj" in kid]
        if not links or not all(link.get("/Contents") for link in links):
            self.faults.append("Link without annotation, or an annotation without description")

    def _check_table(self, table: Any) -> None:
        rows = [row for part in self.kids(table) if part["/S"] != "/Caption" for row in self.kids(part)]
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            column = 0
            for cell in self.kids(row):
                while (at, column) in taken:
                    column += 1
                attributes = cell.get("/A", {})
                places = {
                    (at + down, column + across)
                    for down in range(int(attributes.get("/RowSpan", 1)))
                    for across in range(int(attributes.get("/ColSpan", 1)))
                }
                if places & taken:
                    self.faults.append("cells overlap")
                taken |= places
        columns = {column for _, column in taken}
        if taken != {(row, column) for row in range(len(rows)) for column in columns}:
            self.faults.append("a table with holes")
