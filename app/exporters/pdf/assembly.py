"""Finished pages, fonts, pictures and structure to the bytes of a file."""

import string
from collections.abc import Callable, Sequence
from urllib.parse import quote

from app.document.nodes import Document
from app.exporters.pdf.fonts import Fonts
from app.exporters.pdf.metadata import write_colours, write_content, write_information, write_xmp
from app.exporters.pdf.outline import destination, write_outline
from app.exporters.pdf.page import Link, Page
from app.exporters.pdf.parts import Bookmark
from app.exporters.pdf.pictures import Pictures
from app.exporters.pdf.tags import Annotation, Element, Tags
from app.exporters.pdf.writer import PdfFile, Ref, array, literal, number, ref, text

_FEWEST_FOR_OUTLINE = 2

_IN_ADDRESSES = string.printable
"""An address in a PDF file is in ASCII (ISO 32000-1, 12.6.4.7); other letters stand there as bytes of UTF-8 in hex."""


def assembled(
    document: Document,
    pages: Sequence[Page],
    fonts: Fonts,
    pictures: Pictures,
    tags: Tags | None,
    bookmarks: list[Bookmark],
    told: Callable[[int], None] = lambda _: None,
) -> bytes:
    """The file. Every page's furniture must be drawn by now; `told` how many pages have been written.

    Without `tags` it is only to be looked at.
    """
    file = PdfFile()
    tree = file.reserve()
    places = list(file.reserve_many(len(pages)))
    resources = file.put(
        b"<</Font%b/XObject%b/ProcSet[/PDF/Text/ImageB/ImageC]>>" % (fonts.embed(file), pictures.embed(file))
    )
    # Each page names its resources itself: PDF/A does not let it inherit them.
    common = b"/Parent %b/Resources %b" % (ref(tree), ref(resources))
    owners = _write_pages(file, pages, places, common, told)
    file.put(b"<</Type/Pages/Count %d/Kids%b>>" % (len(pages), array(map(ref, places))), tree)
    outline = write_outline(file, bookmarks, places)
    information = write_information(file, document.properties)
    entries = b"/Pages %b/OutputIntents%b" % (ref(tree), write_colours(file))
    if tags is not None:
        tags.number(file)
        root = tags.write(file, places, [page.owners for page in pages], owners)
        entries += b"/StructTreeRoot %b/MarkInfo<</Marked true>>/Metadata %b%b" % (
            ref(root),
            ref(write_xmp(file, document.properties)),
            write_content(file, document.content, document.properties),
        )
    if outline is not None:
        entries += b"/Outlines %b" % ref(outline)
        entries += b"/PageMode/UseOutlines" if len(bookmarks) >= _FEWEST_FOR_OUTLINE else b""
    catalogue = file.put(
        b"<</Type/Catalog%b/Lang(%b)/ViewerPreferences<</DisplayDocTitle true>>>>"
        % (entries, _language(document.properties.language))
    )
    return file.finish(catalogue, information)


def _language(tag: str) -> bytes:
    plain = tag if tag.replace("-", "").isalnum() and tag.isascii() else "en-GB"
    return plain.encode("ascii")


def _write_pages(
    file: PdfFile, pages: Sequence[Page], places: list[Ref], common: bytes, told: Callable[[int], None]
) -> list[Element]:
    """Writes pages and their links. Returns the element of each link in the order of their keys."""
    owners: list[Element] = []
    for page, place in zip(pages, places, strict=True):
        told(page.index)
        code = file.stream(b"", b"\n".join(page.code))
        links: list[Ref] = []
        for link in page.links:
            number_of = file.put(_annotation(link, place, places, len(pages) + len(owners)))
            link.element.kids.append(Annotation(number_of, page.index))
            owners.append(link.element)
            links.append(number_of)
        annotations = b"/Annots" + array(map(ref, links)) if links else b""
        size = b"%b %b" % (number(page.width), number(page.height))
        marks = b"/StructParents %d" % page.index if page.owners else b""
        file.put(
            b"<</Type/Page%b/MediaBox[0 0 %b]/Contents %b%b/Tabs/S%b>>"
            % (common, size, ref(code), marks, annotations),
            place,
        )
    return owners


def _annotation(link: Link, page: Ref, places: list[Ref], key: int) -> bytes:
    if isinstance(link.target, str):
        address = quote(link.target, safe=_IN_ADDRESSES, errors="replace")
        action = b"/A<</S/URI/URI%b>>" % literal(address.encode("ascii"))
        says = f"{link.says.strip()} ({link.target})"
    else:
        action = b"/Dest" + destination(link.target, places)
        says = link.says.strip()
    box = b" ".join(number(side) for side in link.box)
    return b"<</Type/Annot/Subtype/Link/Rect[%b]/Border[0 0 0]/F 4/P %b/StructParent %d/Contents%b%b>>" % (
        box,
        ref(page),
        key,
        text(says or "Link"),
        action,
    )
