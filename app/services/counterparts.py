"""The counterpart of an approved copy: how the approved version read when it was approved, kept with the decision.

A house style may change afterwards, and so may the program; neither alters what was approved. So the house style of the
day is kept, in which the approved version is exported from then on, and the words of the document as it was set then,
to which copies are held. It lies in the decision's own row, under its digest and its seal.
"""

from __future__ import annotations

import base64
import zlib

import msgspec
from msgspec import Struct

from app.document.as_read import document_lines, pictures_in, repeated_lines, running_lines
from app.document.nodes import Document, Drawing, Figure
from app.exporters.docx.metafile import metafile
from app.models.approval import Approval
from app.models.content import digest_of
from app.models.house import House

LARGEST = 100_000_000


class AsRead(Struct, frozen=True):
    """A document's words: `texts` are its lines as a Word file holds them, then as PDF files do, where they differ.

    `repeated` are the lines that pages may repeat or add, `running` their heads and feet. `pictures` are the digests of
    its pictures in order, `called` what each shows; `drawings` are the captions of the figures drawn from the strategy
    itself, by the digests of those in Word files. None of the three was kept by an older Engross.
    """

    texts: tuple[tuple[str, ...], ...]
    repeated: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    pictures: tuple[str, ...] | None = None
    called: tuple[str, ...] = ()
    drawings: dict[str, str] = {}


def as_read(document: Document) -> AsRead:
    """The words of a document in each of the ways in which files hold them, and its pictures."""
    ways = ((False, False), (True, False), (True, True))
    texts = (tuple(document_lines(document, numbered=n, lettered=d)) for n, d in ways)
    repeated, running = (tuple(dict.fromkeys(f(document))) for f in (repeated_lines, running_lines))
    shown = tuple(pictures_in(document.parts))
    figures = [each for each in shown if isinstance(each, Figure) and each.digest in document.pictures]
    drawings = [each for each in shown if isinstance(each, Drawing)]
    return AsRead(
        tuple(dict.fromkeys(texts)),
        repeated,
        running,
        tuple(each.digest for each in figures),
        tuple(each.said for each in figures),
        {digest_of(metafile(each, document.look)): each.caption or each.alt for each in drawings},
    )


def packed(words: AsRead) -> str:
    """The words as text that can stand in a row."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(words), 9)).decode("ascii")


def unpacked(text: str) -> AsRead | None:
    """What `packed` made; None for no text, or what this program cannot read."""
    try:
        clear = zlib.decompressobj().decompress(base64.b64decode(text), LARGEST)
        return msgspec.json.decode(clear, type=AsRead) if text else None
    except (ValueError, zlib.error, msgspec.MsgspecError):
        return None


def house_kept(house: House) -> str:
    """A house style as text that can stand in a row."""
    return msgspec.json.encode(house, order="deterministic").decode()


def house_of_the_day(approval: Approval | None) -> House | None:
    """The house style in which a version was approved; None where none was kept, or this program cannot read it."""
    if approval is None or not approval.house:
        return None
    try:
        return msgspec.json.decode(approval.house, type=House)
    except (ValueError, msgspec.MsgspecError):
        return None
