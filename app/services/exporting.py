"""Strategies out to files: the formal document, built in a house style and written as the file's suffix says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from app.document.drafting import GoOn, unasked
from app.document.nodes import Document
from app.document.strategy import build_strategy
from app.exporters.progress import Progress, untold
from app.exporters.writing import check_place, file_bytes, replace_file, write
from app.models.errors import Refused
from app.models.house import House
from app.models.nodes import Strategy
from app.services.counterparts import house_of_the_day
from app.services.houses import house as house_by_key
from app.services.targets import DRAFT, Reached

if TYPE_CHECKING:
    from app.exporters.signing import Signer


def document_of(reached: Reached, house: str = "", go_on: GoOn = unasked) -> Document:
    """The formal document of what a target led to, in its own house style or in another one.

    What was approved is set as it was approved, in the house style of that day, whatever has become of that since.
    `go_on` is asked now and then; what it raises ends the work.
    """
    reached = as_approved(reached)
    root = reached.content.root
    kept = house_of_the_day(reached.approval) if house in ("", root.house) else None
    return build_strategy(
        reached.content,
        kept or house_of(root, house),
        version=reached.version,
        date=reached.date,
        versions=reached.versions,
        approval=reached.approval,
        go_on=go_on,
    )


def as_approved(reached: Reached) -> Reached:
    """The draft as the version that was approved, where it is just that; anything else as it is."""
    if reached.approval is None or reached.version.casefold() != DRAFT:
        return reached
    same = (n for n, row in enumerate(reached.versions) if row.fingerprint == reached.content.fingerprint)
    at = next(same, None)
    if at is None:
        return reached
    row = reached.versions[at]
    return structs.replace(reached, version=row.label, date=row.date, versions=reached.versions[: at + 1])


def export(
    reached: Reached,
    to: Path,
    house: str = "",
    signer: Signer | None = None,
    progress: Progress = untold,
) -> None:
    """Writes the document to `to`, whole or not at all, signed where there is a signer.

    `progress` is told how far it has come; what it raises goes on to the caller, and nothing is written.

    Raises Refused for a suffix or a place that will not do, and where it cannot be signed.
    """
    if signer is None:
        write(document_of(reached, house), to, progress)
        return
    from app.exporters.signing import signed
    from app.services.signing import reason_for

    if to.suffix.lower() != ".pdf":
        raise Refused("Only PDF files are signed; end the name with .pdf.")
    check_place(to)
    data = file_bytes(document_of(reached, house), ".pdf", progress)
    data = signed(data, signer, reason_for(as_approved(reached)))
    progress(1, 1)
    replace_file(to, data)


def house_of(root: Strategy, key: str = "") -> House:
    """The house style `key`, or that of the strategy. Raises Refused where there is none of that key."""
    return house_by_key(key or root.house)
