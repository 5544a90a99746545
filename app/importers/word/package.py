"""The parts of a Word file: a zip scanned before anything in it is trusted, and XML parsed without entities.

Rules: ECMA-376 part 2 (packages). Nothing outside the file is ever opened. Imports models and this package only.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, normpath

from lxml import etree
from msgspec import Struct

from app.importers.guard import Limits
from app.importers.word.names import RELATIONSHIPS
from app.models.errors import Refused

CHUNK = 1 << 17
STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_OTHER_PROGRAMS = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"))


class Relationship(Struct, frozen=True):
    """Where a part points: a part's name, or an address where `external`. `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool = False


class Package:
    """A Word file opened for reading. Raises Refused where it is damaged, no Word file, or made to harm."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self.limits = limits
        self._left = limits.package
        self._xml_left = limits.all_xml
        try:
            self._zip = zipfile.ZipFile(path)
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as fault:
            raise self.damaged() from fault
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._scan(entries)
        self.main = self._main_part()

    def damaged(self) -> Refused:
        """The refusal of a file whose zip or XML cannot be read."""
        return Refused(
            f"“{self.name}” is damaged or cut short; open it in Word, which may repair it, and save it again."
        )

    def harmful(self, what: str) -> Refused:
        """The refusal of a file that asks for more than a document should."""
        return Refused(
            f"“{self.name}” {what}, as no ordinary document does; open it in Word and save it under a new name."
        )

    def _scan(self, entries: list[zipfile.ZipInfo]) -> None:
        """Judges the zip's own list before anything is inflated."""
        if len(entries) > self.limits.parts:
            raise self.harmful(f"holds {len(entries):,} parts")
        if sum(entry.file_size for entry in entries) > self.limits.package:
            raise self.harmful(f"unpacks to more than {self.limits.package // 1_000_000} MB")
        for entry in entries:
            name = entry.filename.replace("\\", "/")
            if name.endswith("/"):
                continue
            key = name.lower()
            if name.startswith("/") or ":" in name or ".." in name.split("/") or name.count("/") > 20:
                raise self.harmful("holds a part whose name leads out of the file")
            if key in self._parts:
                raise self.harmful("holds two parts of one name")
            if entry.flag_bits & 1:
                raise Refused(
                    f"“{self.name}” is protected with a password; remove the password in Word and save it again."
                )
            self._parts[key] = entry

    def _main_part(self) -> str:
        roots = self.relationships("")
        main = next((r.target for r in roots.values() if r.kind == "officeDocument" and not r.external), "")
        for folder, what in _OTHER_PROGRAMS:
            if main.startswith(folder):
                raise Refused(
                    f"“{self.name}” is {what}, not a Word document; copy its text into Word and save that."
                )
        if main not in self and "mimetype" in self:  # as the packages of OpenDocument begin, and no others
            raise Refused(
                f"“{self.name}” is an OpenDocument file; open it in LibreOffice or Word and save it as .docx."
            )
        if main not in self and any(part == "index.zip" or part.endswith(".iwa") for part in self._parts):
            raise Refused(
                f"“{self.name}” is of Apple Pages or a program like it, which Word cannot open; choose"
                " File › Export To › Word in Pages."
            )
        if main not in self:
            raise Refused(
                f"“{self.name}” is a zip file but holds no Word document; open it in Word and save it as .docx."
            )
        return main

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def names(self, folder: str) -> list[str]:
        """The names of the parts in a folder, lower case, in order."""
        return sorted(key for key in self._parts if key.startswith(folder.lower()))

    def size(self, part: str) -> int:
        """The size in bytes that the zip declares for a part; reading stops there."""
        return self._parts[part.lower()].file_size

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece, counted against what the whole file may unpack to."""
        try:
            with self._zip.open(self._parts[part.lower()]) as stream:
                while piece := stream.read(CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self.harmful(f"unpacks to more than {self.limits.package // 1_000_000} MB")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as fault:
            raise self.damaged() from fault
        except RuntimeError as fault:
            raise Refused(
                f"“{self.name}” is protected with a password; remove it in Word and save it again."
            ) from fault

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        return b"".join(self.chunks(part))

    def xml_chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of an XML part, piece by piece, a Strict one in the usual namespaces. Raises Refused for a bomb."""
        entry = self._parts[part.lower()]
        bomb = entry.file_size > 4_000_000 and entry.file_size > entry.compress_size * self.limits.xml_ratio
        if bomb or entry.file_size > self.limits.xml_part:
            raise self.harmful(f"unpacks to {entry.file_size // 1_000_000:,} MB of text")
        self._xml_left -= entry.file_size
        if self._xml_left < 0:
            raise self.harmful(f"unpacks to more than {self.limits.all_xml // 1_000_000} MB of text")
        pieces = self.chunks(part)
        head = next(pieces, b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise self.harmful("declares entities of its own")
        if STRICT in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield _transitional(head + b"".join(pieces))
            return
        yield head
        yield from pieces

    def root(self, part: str) -> "etree._Element | None":
        """The root element of an XML part; None where the file has no such part or it is not well formed."""
        if part not in self:
            return None
        parser = xml_parser()
        try:
            for piece in self.xml_chunks(part):
                parser.feed(piece)
            root: etree._Element = parser.close()
        except etree.XMLSyntaxError as fault:
            check_memory(fault)
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.harmful("declares entities of its own")
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Where a part points, by relationship id; `""` asks for the package's own."""
        folder, name = dirname(part), part.rsplit("/", 1)[-1]
        root = self.root(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found: dict[str, Relationship] = {}
        for child in root if root is not None else ():
            if child.tag != RELATIONSHIPS + "Relationship":
                continue
            target = child.get("Target") or ""
            external = child.get("TargetMode") == "External"
            if not external:
                target = normpath(target[1:] if target.startswith("/") else f"{folder}/{target}").lstrip("/")
            kind = (child.get("Type") or "").rsplit("/", 1)[-1]
            found[child.get("Id") or ""] = Relationship(kind, target, external)
        return found


def check_memory(fault: etree.XMLSyntaxError) -> None:
    """Raises MemoryError where the parser had no more memory, which lxml tells as a fault of the file."""
    if fault.code == etree.ErrorTypes.ERR_NO_MEMORY:
        raise MemoryError from fault


def xml_parser() -> "etree.XMLParser":
    """A parser that expands no entity, loads nothing and keeps libxml2's own bounds on depth and size."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _transitional(data: bytes) -> bytes:
    """A Strict part in the namespaces of the usual (Transitional) form; UTF-16 becomes UTF-8 on the way."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        data = re.sub(r"^<\?xml.*?\?>", "", text, count=1).encode("utf-8")
    data = data.replace(
        STRICT + b"officeDocument/customProperties", STRICT + b"officeDocument/custom-properties"
    )
    data = data.replace(
        STRICT + b"officeDocument/extendedProperties", STRICT + b"officeDocument/extended-properties"
    )
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
