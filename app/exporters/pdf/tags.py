"""The structure tree of a tagged PDF file: what each piece of a page is, in reading order (ISO 32000-1, 14.7).

Knows nothing of documents or layout.
"""

from collections.abc import Iterator

from app.exporters.pdf.writer import PdfFile, Ref, array, ref

Content = tuple[int, int]
"""Marked content: the index of its page and its number on that page."""


class Annotation:
    """A link's place in the tree; `number` is its object's."""

    __slots__ = ("number", "page")

    def __init__(self, number: Ref, page: int) -> None:
        self.number = number
        self.page = page


class Element:
    """A structure element. `entries` are further dictionary entries as written ("/A<<…>>", "/Alt(…)").

    `ident` is a name by which other elements may refer to it. A child made by `inline` joins its parent only when it is
    first drawn, for it stands between the parent's words.
    """

    __slots__ = ("_waits", "entries", "ident", "kids", "number", "parent", "tag")

    def __init__(self, tag: bytes, parent: "Element | None" = None, entries: bytes = b"") -> None:
        self.tag = tag
        self.entries = entries
        self.ident = b""
        self.kids: list[Element | Content | Annotation] = []
        self.parent = parent
        self.number: Ref = 0
        self._waits = False

    def child(self, tag: bytes, entries: bytes = b"") -> "Element":
        """A new element that follows the ones already there."""
        made = Element(tag, self, entries)
        self.kids.append(made)
        return made

    def inline(self, tag: bytes, entries: bytes = b"") -> "Element":
        """A new element among this one's words."""
        made = Element(tag, self, entries)
        made._waits = True
        return made

    def join(self) -> None:
        """Takes an inline element's place among its parent's words, once."""
        if self._waits and self.parent is not None:
            self._waits = False
            self.parent.join()
            self.parent.kids.append(self)

    def walk(self) -> "Iterator[Element]":
        """This element and all below it in reading order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))


class Tags:
    """The structure tree of one file."""

    def __init__(self) -> None:
        self.document = Element(b"Document")
        self._elements: list[Element] = []

    def let_go(self) -> None:
        """Parts the elements from each other: they know those above them, so only a search for cycles would free them.

        In a strategy of 2,000 parts they are tens of thousands, and whatever thread that search runs on, all wait.
        """
        for element in list(self.document.walk()):
            element.kids.clear()
        self._elements.clear()

    def number(self, file: PdfFile) -> None:
        """Gives every element its object number, in reading order."""
        self._elements = list(self.document.walk())
        for element, number in zip(self._elements, file.reserve_many(len(self._elements)), strict=True):
            element.number = number

    def write(
        self, file: PdfFile, pages: list[Ref], owners: list[list[Element]], links: list[Element]
    ) -> Ref:
        """Writes the numbered tree. Returns the number of its root.

        `owners` gives for each page the element of each piece of marked content; `links` the element of each
        annotation, whose keys in the parent tree follow those of the pages.
        """
        root = file.reserve()
        for element in self._elements:
            above = element.parent.number if element.parent is not None else root
            file.put(_written(element, above, pages), element.number)
        entries = [
            b"%d %b" % (key, array(ref(element.number) for element in page))
            for key, page in enumerate(owners)
            if page
        ]
        entries += [b"%d %b" % (len(pages) + key, ref(element.number)) for key, element in enumerate(links)]
        named = sorted((one.ident, one.number) for one in self._elements if one.ident)
        names = b" ".join(b"(%b)%b" % (ident, ref(number)) for ident, number in named)
        idents = b"/IDTree<</Names[%b]>>" % names if named else b""
        parents = file.put(b"<</Nums[%b]>>" % b"\n".join(entries))
        return file.put(
            b"<</Type/StructTreeRoot/K[%b]/ParentTree %b/ParentTreeNextKey %d/RoleMap<</Title/P>>%b>>"
            % (ref(self.document.number), ref(parents), len(pages) + len(links), idents),
            root,
        )


def _written(element: Element, above: Ref, pages: list[Ref]) -> bytes:
    home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids: list[bytes] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(ref(kid.number))
        elif isinstance(kid, Annotation):
            kids.append(b"<</Type/OBJR/Pg %b/Obj %b>>" % (ref(pages[kid.page]), ref(kid.number)))
        elif kid[0] == home:
            kids.append(b"%d" % kid[1])
        else:
            kids.append(b"<</Type/MCR/Pg %b/MCID %d>>" % (ref(pages[kid[0]]), kid[1]))
    entries = element.entries + (b"/ID(%b)" % element.ident if element.ident else b"")
    page = b"" if home is None else b"/Pg " + ref(pages[home])
    inside = kids[0] if len(kids) == 1 else array(kids)
    return b"<</S/%b/P %b%b%b/K %b>>" % (element.tag, ref(above), page, entries, inside)
