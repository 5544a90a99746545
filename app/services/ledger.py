"""The audit ledger for auditors: its lines in words, as CSV, JSON or PDF. Reads only; the library writes the ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from app.document import prose
from app.document.nodes import Document, Heading, Paragraph, Properties, Row, Span, Table
from app.document.schedules import head, worked_out
from app.exporters.writing import check_place, file_bytes, replace_file
from app.models.dates import long_date
from app.models.errors import Refused
from app.models.look import Furniture

if TYPE_CHECKING:
    from app.store.library import Library

FORMATS = (".csv", ".json", ".pdf")
SHORT = 12
_SAID = {
    "strategy added": "“{title}” added",
    "version saved": "{rest} of “{title}” saved",
    "strategy removed": "“{title}” put into the bin",
    "strategy restored": "“{title}” taken back from the bin",
    "reviewed copy taken in": "A reviewed copy of “{title}” taken in",
    "closing noted": "A condition on “{title}” met",
    "closing taken back": "A condition on “{title}” open again",
    "planned noted": "A day planned for “{title}”",
    "verified noted": "An entry of a report on “{title}” verified",
}


class Line(Struct, frozen=True):
    """A line of the ledger. `at` is UTC, ISO 8601; `content` the fingerprint it is about; `seal` only of approvals.

    `digest` covers the line as it is stored and `previous`, the digest of the line before.
    """

    number: int
    at: str
    who: str
    action: str
    what: str
    strategy: str
    title: str
    content: str
    seal: str
    record: str
    previous: str
    digest: str


class Ledger(Struct, frozen=True):
    """The lines asked for, and where the whole ledger ends; `fault` says where its chain is broken, or nothing."""

    library: str
    lines: tuple[Line, ...]
    length: int
    head: str
    fault: str = ""


def ledger_of(library: Library, strategy: str = "") -> Ledger:
    """The ledger of a library; with `strategy`, the lines about that one. Raises Damaged for an altered line."""
    rows = library.ledger()
    strategies = (*library.strategies(), *library.strategies(binned=True))
    titles = {row.id: row.title for row in strategies}
    lines: list[Line] = []
    fault, previous = "", ""
    for place, row in enumerate(rows, 1):
        if not fault and (row.number != place or row.previous != previous):
            fault = f"Line {place} does not follow the one before it: a line was altered or taken out."
        previous = row.digest
        id, _, rest = row.record.partition(" ")
        content, _, rest = rest.partition(" ")
        title = titles.get(id, "")
        version, seal = _parted(rest) if row.action.startswith("decision: ") else (rest, "")
        lines.append(
            Line(
                row.number, row.at, row.who, row.action, _what(row.action, title, version),
                id if title else "", title, content if title else "", seal, row.record, row.previous, row.digest,
            )
        )  # fmt: skip
    asked = tuple(line for line in lines if strategy in ("", line.strategy))
    return Ledger(library.path_or_url, asked, len(lines), previous, fault)


def _parted(rest: str) -> tuple[str, str]:
    """The version and the seal of what a line says of a decision; a label may hold spaces, a seal is 64 digits."""
    version, _, seal = rest.rpartition(" ")
    return (version, seal) if version and len(seal) == 64 else (rest, "")


def _what(action: str, title: str, rest: str) -> str:
    if not title:
        return f"{action[:1].upper()}{action[1:]}"
    kind, sign, outcome = action.partition(": ")
    if sign and kind == "decision":
        return f"{rest} of “{title}” {outcome}"
    return (
        _SAID.get(action, f"{action}: “{{title}}” {{rest}}").replace("{title}", title).replace("{rest}", rest)
    )


def write_ledger(ledger: Ledger, to: Path) -> None:
    """Writes the ledger as CSV, JSON or PDF, whole or not at all. Raises Refused for another suffix or a bad place."""
    suffix = to.suffix.lower()
    if suffix not in FORMATS:
        raise Refused(f"The ledger is written as {', '.join(FORMATS)}; end the name with one of them.")
    check_place(to)
    if suffix == ".csv":
        data = _csv(ledger.lines).encode("utf-8-sig")
    elif suffix == ".json":
        data = msgspec.json.format(msgspec.json.encode(ledger), indent=2)
    else:
        data = file_bytes(document_of(ledger), suffix)
    replace_file(to, data)


def _csv(lines: Sequence[Line]) -> str:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    names = Line.__struct_fields__
    writer.writerow(names)
    for line in lines:
        writer.writerow([_harmless(getattr(line, name)) for name in names])
    return held.getvalue()


def _harmless(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def document_of(ledger: Ledger) -> Document:
    """The ledger as a document: a row for each line, and where the chain ends."""
    rows = [head("No.", "When (UTC)", "Who", "What", "Digest")]
    rows += [_row(line) for line in ledger.lines]
    day = ledger.lines[-1].at if ledger.lines else "2000-01-01T00:00:00Z"
    title = f"Audit ledger of {Path(ledger.library).name}"
    said = (
        ledger.fault
        or "Each line's digest covers the line before, so that none can be altered or taken out unseen."
    )
    counted = "1 line" if ledger.length == 1 else f"{ledger.length} lines"
    ends = f"The whole ledger has {counted} and ends with the digest {ledger.head or 'of none'}."
    return Document(
        properties=Properties(title, date=day),
        parts=(
            Heading(1, (Span(title),)),
            Paragraph((Span(said),)),
            Paragraph((Span(ends),)),
            Table(tuple(rows), widths=(0.07, 0.17, 0.16, 0.42, 0.18)),
        ),
        furniture=Furniture(foot_left=f"{title} · {ledger.head[:SHORT]}"),
    )


def _row(line: Line) -> Row:
    when = line.at
    try:
        moment = datetime.fromisoformat(line.at)
        when = f"{long_date(moment)}, {moment:%H:%M:%S}"
    except ValueError:
        pass
    words = (str(line.number), when, line.who, line.what, line.digest[:SHORT])
    cells = [worked_out(each) for each in words]
    if line.seal:
        more = f"Seal {line.seal[:SHORT]}, fingerprint {line.content[:SHORT]}"
        cells[3] = msgspec.structs.replace(cells[3], blocks=(*cells[3].blocks, prose.generated(more)))
    return Row(tuple(cells))
