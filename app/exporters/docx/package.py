"""The package around the text: parts, relationships, properties, and the zip itself. Imports document nodes only.

The same parts give the same bytes: entries stand in a fixed order with a fixed date. ECMA-376 part 2.
"""

import base64
import io
import zipfile
import zlib

from app.document.nodes import Properties
from app.exporters.docx.escape import attribute, escaped

CONTENT_NAMESPACE = "urn:engross:content:1"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WHEN = (1980, 1, 1, 0, 0, 0)
_LEVEL = 5
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_IMAGES = {"emf": "image/x-emf"}
_ITEM_ID = "{6B1A3F0E-5D7C-4C39-9E0B-3C1B7E5A2D41}"
TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "word/commentsExtended.xml": f"{_WORD}.commentsExtended+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}


def content_types(names: list[str], suffixes: set[str]) -> str:
    """[Content_Types].xml for the parts that there are."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {suffix: _IMAGES.get(suffix, f"image/{suffix}") for suffix in sorted(suffixes)}
    overrides = {name: TYPES[name] for name in names if name in TYPES}
    for name in names:
        if name.startswith(("word/header", "word/footer")):
            overrides[name] = f"{_WORD}.{name[5:11]}+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        + "".join(f'<Default Extension="{k}" ContentType="{v}"/>' for k, v in defaults.items())
        + "".join(f'<Override PartName="/{k}" ContentType="{v}"/>' for k, v in overrides.items())
        + "</Types>"
    )


def relationships(rows: list[tuple[str, str, str]]) -> str:
    """A relationships part; a row holds id, type (the last word of an Office one, or a whole address) and target."""
    written: list[str] = []
    for id, kind, target in rows:
        address = kind if "/" in kind else f"{_OFFICE}/{kind}"
        outside = ' TargetMode="External"' if kind == "hyperlink" else ""
        written.append(f'<Relationship Id="{id}" Type="{address}" Target="{attribute(target)}"{outside}/>')
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(written)}</Relationships>'


def package_relationships() -> str:
    """_rels/.rels."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return relationships(
        [
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
            ("rId4", "custom-properties", "docProps/custom.xml"),
        ]
    )


def core_xml(properties: Properties) -> str:
    """docProps/core.xml: title, author, subject, language and date."""
    date = attribute(properties.date) or "2000-01-01T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title><dc:subject>{escaped(properties.subject)}</dc:subject>"
        f"<dc:creator>{escaped(properties.author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escaped(properties.author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>'
        f"<dc:language>{escaped(properties.language)}</dc:language><cp:version>{escaped(properties.version)}</cp:version>"
        "</cp:coreProperties>"
    )


def app_xml() -> str:
    """docProps/app.xml."""
    address = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{address}"><Application>Engross</Application></Properties>'


def custom_xml(properties: Properties) -> str:
    """docProps/custom.xml: what tells which strategy, version and content this file is a copy of."""
    held = {
        "engross.strategy": properties.strategy,
        "engross.version": properties.version,
        "engross.fingerprint": properties.fingerprint,
        "engross.house": properties.house,
    }
    more = {"sent": properties.sent, "seal": properties.seal, "approved": properties.approved}
    held |= {f"engross.{name}": value for name, value in more.items() if value}
    written = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(held.items(), start=2)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    return (
        f'{_HEAD}<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
        f"{written}</Properties>"
    )


def settings_xml(properties: Properties, tracking: bool = False) -> str:
    """word/settings.xml: Word's own layout since 2013, the United Kingdom's separators, no revision left hidden."""
    tracked = "<w:trackRevisions/>" if tracking else ""
    language = attribute(properties.language)
    return (
        f'{_HEAD}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:zoom w:percent="100"/>{tracked}<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def content_xml(content: bytes) -> str:
    """customXml/item1.xml: the strategy itself, so that a copy can be checked and matched."""
    packed = base64.b64encode(zlib.compress(content, 4)).decode("ascii")
    return f'{_HEAD}<content xmlns="{CONTENT_NAMESPACE}">{packed}</content>'


def content_properties_xml() -> str:
    """customXml/itemProps1.xml."""
    return (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{CONTENT_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def zipped(parts: list[tuple[str, str | bytes]]) -> bytes:
    """The parts in one zip, in this order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name, part in parts:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
            )
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, part, compresslevel=_LEVEL)
    return held.getvalue()
