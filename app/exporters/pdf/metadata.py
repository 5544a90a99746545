"""What a PDF file says of itself: information dictionary, XMP packet, colour profile and the canonical content.

The two descriptions must agree (ISO 19005-2, 6.6.2.3). Properties of our own are declared in an extension schema. The
content stands in the catalogue's private data (ISO 32000-1, 14.5), for PDF/A-2 allows attachments only of its own kind.
"""

import re
from xml.sax.saxutils import escape

from app.document.nodes import Properties
from app.exporters.pdf.layout import cleaned
from app.exporters.pdf.writer import PdfFile, Ref, ref, text
from app.resources import resource_root

_NAMESPACE = "https://engross.example/ns/document/1.0/"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")
PROGRAM = "Engross"
_OWN = (
    ("Strategy", "Identity of the strategy"),
    ("Version", "Version of the strategy"),
    ("Fingerprint", "SHA-256 of the strategy's canonical content"),
    ("House", "House style of the document"),
    ("Seal", "Seal of the decision that approved this content"),
    ("Approved", "Day of the approval and who approved"),
)


def _date(properties: Properties) -> tuple[str, str]:
    """The document's date as PDF and as XMP write it, in UTC."""
    found = _DATE.match(properties.date)
    year, month, day, hour, minute, second = (
        (part or "00" for part in found.groups()) if found else ("2000", "01", "01", "00", "00", "00")
    )
    return f"D:{year}{month}{day}{hour}{minute}{second}Z", f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _own(properties: Properties) -> list[tuple[str, str, str]]:
    values = ((name, said, cleaned(getattr(properties, name.lower()))) for name, said in _OWN)
    return [(name, said, value) for name, said, value in values if value]


def write_information(file: PdfFile, properties: Properties) -> Ref:
    """Writes the information dictionary."""
    pdf_date, _ = _date(properties)
    entries = [("Title", properties.title), ("Author", properties.author), ("Subject", properties.subject)]
    entries += [("Creator", PROGRAM), ("Producer", PROGRAM)]
    entries += [(PROGRAM + name, value) for name, _, value in _own(properties)]
    written = b"".join(
        b"/%b%b" % (key.encode("ascii"), text(cleaned(value))) for key, value in entries if value
    )
    return file.put(b"<<%b/CreationDate(%b)/ModDate(%b)>>" % (written, *[pdf_date.encode("ascii")] * 2))


def write_xmp(file: PdfFile, properties: Properties, *, accessible: bool = True, archival: str = "A") -> Ref:
    """Writes the XMP packet: the same facts, and whether the file is PDF/UA-1 and which level of PDF/A-2."""
    packet = _packet(properties, _conformance(accessible, archival))
    return file.stream(b"/Type/Metadata/Subtype/XML", packet.encode("utf-8"), compressed=False)


def _conformance(accessible: bool, archival: str) -> str:
    said = "<pdfuaid:part>1</pdfuaid:part>" if accessible else ""
    if not archival:
        return said
    return f"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{archival}</pdfaid:conformance>{said}"


def _said(value: str) -> str:
    return escape(cleaned(value))


def _packet(properties: Properties, conformance: str) -> str:
    _, date = _date(properties)
    title, author, subject = _said(properties.title), _said(properties.author), _said(properties.subject)
    dublin = f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li></rdf:Alt></dc:title>"
    if author:
        dublin += f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    if subject:
        dublin += f"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{subject}</rdf:li></rdf:Alt></dc:description>"
    dublin += f"<dc:language><rdf:Bag><rdf:li>{_said(properties.language)}</rdf:li></rdf:Bag></dc:language>"
    own = "".join(f"<engross:{name}>{escape(value)}</engross:{name}>" for name, _, value in _own(properties))
    return (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"
        "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'"
        " xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'"
        f" xmlns:engross='{_NAMESPACE}'>\n"
        f"{dublin}\n<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>"
        f"<pdf:Producer>{PROGRAM}</pdf:Producer>\n"
        f"{conformance}\n"
        f"{own}\n</rdf:Description>\n{_extensions()}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end='w'?>"
    )


def _extensions() -> str:
    own = "".join(_property(name, "Text", said) for name, said in _OWN)
    accessible = _property("part", "Integer", "Part of the PDF/UA standard")
    schemas = _schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", accessible)
    schemas += _schema("Engross document", _NAMESPACE, "engross", own)
    return (
        "<rdf:Description rdf:about='' xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'"
        " xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'"
        " xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>"
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _schema(name: str, namespace: str, prefix: str, properties: str) -> str:
    return (
        f"<rdf:li rdf:parseType='Resource'><pdfaSchema:schema>{name}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _property(name: str, kind: str, said: str) -> str:
    return (
        f"<rdf:li rdf:parseType='Resource'><pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{said}</pdfaProperty:description></rdf:li>"
    )


def write_colours(file: PdfFile) -> bytes:
    """Writes the colour profile that all colours are meant in. Returns the list of output intents."""
    profile = file.stream(b"/N 3", (resource_root() / "colour" / "sRGB.icc").read_bytes())
    return (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        b"/DestOutputProfile %b>>]" % ref(profile)
    )


def write_content(file: PdfFile, content: bytes, properties: Properties) -> bytes:
    """Writes the canonical content. Returns the catalogue's entry for it, empty where there is none."""
    if not content:
        return b""
    held = file.stream(b"/Type/EngrossContent", content)
    changed = _date(properties)[0].encode("ascii")
    return b"/PieceInfo<</Engross<</LastModified(%b)/Private %b>>>>" % (changed, ref(held))
