"""Documents as Word files. Walks document nodes and knows nothing of strategies; no Qt, no database.

Written as text and zipped, since building an XML tree first costs several times as much for the same bytes.
"""

from app.document.nodes import Document
from app.exporters.docx import package
from app.exporters.docx.body import document_xml
from app.exporters.docx.page import footer_xml, header_xml
from app.exporters.docx.remarks import THREADS, remarks_xml, threads_xml
from app.exporters.docx.styles import styles_xml
from app.exporters.docx.writing import Writing
from app.exporters.progress import Progress, untold

SUFFIX = ".docx"


def docx_bytes(document: Document, progress: Progress = untold) -> bytes:
    """The Word file of a document: the same bytes for the same document. `progress` is told of each part written.

    Marks become tracked changes: accepting all leaves the text without what was deleted, rejecting all the text without
    what was inserted. A marked heading, paragraph, item or row carries its words with it, unless some of its spans are
    marked themselves. Identities stand in hidden bookmarks and the strategy's content in a part of its own.
    """
    writing = Writing(document)
    text = document_xml(writing, progress)
    parts: list[tuple[str, str | bytes]] = [
        ("_rels/.rels", package.package_relationships()),
        ("word/document.xml", text),
        ("word/styles.xml", styles_xml(document.look, document.properties.language)),
        ("word/numbering.xml", writing.numbering.xml()),
        ("word/settings.xml", package.settings_xml(document.properties, document.tracking)),
        *_running(writing),
        *((f"word/media/{picture.id}.{picture.suffix}", picture.data) for picture in writing.drawn.values()),
        ("docProps/core.xml", package.core_xml(document.properties)),
        ("docProps/app.xml", package.app_xml()),
        ("docProps/custom.xml", package.custom_xml(document.properties)),
    ]
    if document.remarks:
        parts += [
            ("word/comments.xml", remarks_xml(document.remarks)),
            ("word/commentsExtended.xml", threads_xml(document.remarks)),
        ]
    if document.content:
        shown = writing.with_shown(document.content)
        parts += _embedded(shown)
    parts.append(("word/_rels/document.xml.rels", _document_relationships(writing)))
    names = [name for name, _ in parts]
    suffixes = {picture.suffix for picture in writing.drawn.values()}
    return package.zipped([("[Content_Types].xml", package.content_types(names, suffixes)), *parts])


def _running(writing: Writing) -> list[tuple[str, str]]:
    look, furniture = writing.look, writing.document.furniture
    parts = [
        ("word/header1.xml", header_xml(look, furniture)),
        ("word/footer1.xml", footer_xml(look, furniture)),
    ]
    if writing.landscapes:
        parts.append(("word/header2.xml", header_xml(look, furniture, landscape=True)))
        parts.append(("word/footer2.xml", footer_xml(look, furniture, landscape=True)))
    return parts


def _embedded(content: bytes) -> list[tuple[str, str]]:
    properties = [("rId1", "customXmlProps", "itemProps1.xml")]
    return [
        ("customXml/item1.xml", package.content_xml(content)),
        ("customXml/itemProps1.xml", package.content_properties_xml()),
        ("customXml/_rels/item1.xml.rels", package.relationships(properties)),
    ]


def _document_relationships(writing: Writing) -> str:
    rows = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "numbering", "numbering.xml"),
        ("rId3", "settings", "settings.xml"),
        ("rIdHP", "header", "header1.xml"),
        ("rIdFP", "footer", "footer1.xml"),
    ]
    if writing.landscapes:
        rows += [("rIdHL", "header", "header2.xml"), ("rIdFL", "footer", "footer2.xml")]
    if writing.document.content:
        rows.append(("rId4", "customXml", "../customXml/item1.xml"))
    if writing.document.remarks:
        rows += [("rIdC", "comments", "comments.xml"), ("rIdCX", THREADS, "commentsExtended.xml")]
    rows += [
        (picture.id, "image", f"media/{picture.id}.{picture.suffix}") for picture in writing.drawn.values()
    ]
    rows += [(id, "hyperlink", address) for address, id in writing.links.items()]
    return package.relationships(rows)
