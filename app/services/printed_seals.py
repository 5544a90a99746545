"""Seals as exported copies have them, held against the library: what finds that a whole library was rewritten.

A chain of digests alone cannot tell that all of it was written anew; a copy that left the library before can.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from app.importers.reading import is_pdf, read_file, read_pdf
from app.models.errors import Refused

if TYPE_CHECKING:
    from app.models.approval import Recorded
    from app.store.library import Library

_TOKEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
_FOOTER = re.compile(r"word/(?:header|footer)\d*\.xml")
_TAG = re.compile(r"<[^>]+>")
MOST_FOOTER = 1_000_000
SHORT = 12


class Stated(Struct, frozen=True):
    """What a copy says of itself: in its properties, and the digits of digests that its running lines show."""

    seal: str = ""
    fingerprint: str = ""
    version: str = ""
    printed: tuple[str, ...] = ()


class Held(Struct, frozen=True):
    """How a copy stands to the library: whether they agree, and what is to be said, in a sentence."""

    file: str
    seal: str
    agrees: bool
    what: str


def stated_in(file: Path) -> Stated:
    """What a Word or PDF copy says of its seal. Raises Refused for a file that cannot be read."""
    if is_pdf(file):
        read = read_pdf(file)
        lines = [line for page in read.pages for line in (*page[:3], *page[-3:])]
        return _stated(read.properties, lines, 2 if len(read.pages) > 2 else 1)
    source = read_file(file)
    return _stated(source.properties, _running_lines(file), 1)


def _running_lines(file: Path) -> list[str]:
    """The words of a Word file's heads and feet; none of any other file."""
    if not zipfile.is_zipfile(file):
        return []
    with zipfile.ZipFile(file) as package:
        parts = [each for each in package.infolist() if _FOOTER.fullmatch(each.filename)]
        found = [package.read(each) for each in parts if each.file_size <= MOST_FOOTER]
    return [_TAG.sub("", part.decode("utf-8", "replace")) for part in found]


def _stated(properties: dict[str, str], lines: Sequence[str], least: int) -> Stated:
    counted = Counter(token for line in lines for token in set(_TOKEN.findall(line)))
    printed = tuple(token for token, count in counted.items() if count >= least)
    held = {name: properties.get(f"engross.{name}", "") for name in ("seal", "fingerprint", "version")}
    return Stated(**held, printed=printed)


def held_against(library: Library, file: Path) -> Held:
    """Holds a copy's seal against those of the library. Raises Refused for a copy that cannot be read or has none."""
    said = stated_in(file)
    if not said.seal and not said.printed:
        raise Refused(
            f"“{file.name}” carries no seal; give a copy that was exported from an approved version."
        )
    rows = (*library.strategies(), *library.strategies(binned=True))
    sealed = [(row.id, each) for row in rows for each in library.decisions(row.id) if each.seal]
    contents = {each.fingerprint for _, each in sealed} | {
        print for row in rows for print in (row.fingerprint, *(v.fingerprint for v in row.versions))
    }
    known = {digest[:SHORT] for digest in contents} | {each.seal[:SHORT] for _, each in sealed}
    strange = [token for token in said.printed if token not in known]
    found = next((each for _, each in sealed if said.seal and each.seal == said.seal), None)
    if not said.seal:
        found = next((each for _, each in sealed if each.seal[:SHORT] in said.printed), None)
    name = found.seal if found else said.seal or (strange[0] if strange else "")
    fault = _fault(said, found, strange)
    if found is None and not fault:
        raise Refused(
            f"“{file.name}” carries no seal; give a copy that was exported from an approved version."
        )
    what = fault or (found and _agreed(found)) or ""
    return Held(str(file), name, not fault, what)


def _fault(said: Stated, found: Recorded | None, strange: Sequence[str]) -> str:
    if said.seal and found is None:
        return f"the copy's seal {said.seal[:SHORT]} is not in the library: its decisions were cut or rewritten since"
    if strange:
        return f"the copy shows {', '.join(strange)}, which the library does not know: it was cut or rewritten since"
    if found is None:
        return ""
    if said.fingerprint and said.fingerprint != found.fingerprint:
        there = found.fingerprint[:SHORT]
        return (
            f"under seal {found.seal[:SHORT]} the library holds {there}, the copy {said.fingerprint[:SHORT]}"
        )
    if said.version and found.version and said.version != found.version:
        return f"under seal {found.seal[:SHORT]} the library has {found.version}, the copy {said.version}"
    return ""


def _agreed(found: Recorded) -> str:
    return f"seal {found.seal[:SHORT]} of {found.version} is in the library as the copy has it"
