"""A Word file to a `Source`. Imports models and this package only."""

import zipfile
from pathlib import Path

from lxml import etree

from app.importers.guard import Limits
from app.importers.source import Source, SourceParagraph
from app.models.errors import Refused
from app.models.text import Run, joined

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(path: Path, limits: Limits) -> Source:
    """The source of a Word file. Raises Refused where it is none, is damaged or asks too much."""
    try:
        with zipfile.ZipFile(path) as package:
            data = package.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError) as fault:
        raise Refused(
            f"“{path.name}” is damaged or is no Word document; open it in Word and save it again."
        ) from fault
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    texts = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return Source(tuple(SourceParagraph(joined((Run(text),))) for text in texts if text))
