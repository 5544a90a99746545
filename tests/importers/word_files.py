"""Word files written part by part for the tests of the reader: what Word writes, and what it never would."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.importers.source import Source, SourceBlock, SourceParagraph, SourceTable
from app.models.text import runs_text

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
Parts = dict[str, str | bytes]


def xml(name: str, content: str) -> str:
    """A part whose root is `w:name`, with every namespace declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, run: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """A table cell of one paragraph, or of the paragraphs given."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows written in full, or of the cells given."""
    return (
        "<w:tbl><w:tblPr/>"
        + "".join(x if x.startswith("<w:tr") else f"<w:tr>{x}</w:tr>" for x in rows)
        + "</w:tbl>"
    )


def relationships(*rows: tuple[str, str, str]) -> str:
    """A relationships part of (id, kind, target); a target with a scheme or two backslashes is outside the file."""
    outside = (target.startswith("\\\\") or ":" in target for _, _, target in rows)
    said = "".join(
        f'<Relationship Id="{identity}" Type="{OFFICE}/relationships/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if external else "/>")
        for (identity, kind, target), external in zip(rows, outside, strict=True)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{said}</Relationships>'


def write_word(
    path: Path, body: str, parts: Parts | None = None, links: Iterable[tuple[str, str, str]] = ()
) -> Path:
    """A Word file with that body. Parts named styles, numbering, footnotes … are pointed at as Word does."""
    parts = dict(parts or {})
    rows = list(links)
    for name in parts:
        stem = name.removeprefix("word/").removesuffix(".xml")
        if name.startswith("word/") and "/" not in stem and name.endswith(".xml"):
            rows.append((f"auto{len(rows)}", stem.rstrip("0123456789"), f"{stem}.xml"))
    all_parts: Parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": xml("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relationships(*rows),
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in all_parts.items():
            package.writestr(name, content)
    return path


def paragraphs(blocks: Iterable[SourceBlock]) -> Iterator[SourceParagraph]:
    """Every paragraph, those in tables too."""
    for block in blocks:
        if isinstance(block, SourceParagraph):
            yield block
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for one in row:
                    yield from paragraphs(one.blocks)


def texts(blocks: Iterable[SourceBlock]) -> list[str]:
    """The text of every paragraph, those in tables too."""
    return [runs_text(paragraph.runs) for paragraph in paragraphs(blocks)]


def only(source: Source) -> SourceParagraph:
    """The one paragraph of a source."""
    (block,) = source.blocks
    assert isinstance(block, SourceParagraph)
    return block


STYLES: Parts = {
    "word/styles.xml": xml(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/>'
        '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Council"><w:name w:val="Council Head"/><w:basedOn w:val="berschrift2"/>'
        '<w:pPr><w:outlineLvl w:val="2"/><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/>'
        '<w:basedOn w:val="berschrift2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="List Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>',
    )
}
