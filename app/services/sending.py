"""A Word copy to be mailed to reviewers: identities inside, tracking on, comments carried, if wanted a redline."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from app.document.marking import told_from_reviewers
from app.document.nodes import Document
from app.document.redline import build_redline
from app.document.remarks import with_remarks
from app.document.strategy import build_strategy
from app.exporters.writing import write
from app.models.errors import Refused
from app.services.exporting import document_of, house_of
from app.services.targets import DRAFT, Reached, reach_in

if TYPE_CHECKING:
    from app.store.library import Library


def send_for_review(
    library: Library, strategy: str, to: Path, *, version: str = DRAFT, against: str = "", author: str = ""
) -> None:
    """Writes the copy to `to`; `against` names the version since which changes are shown as tracked changes.

    Raises Refused for a file that is not .docx, or a version there is not.
    """
    if to.suffix.lower() != ".docx":
        raise Refused(f"A copy for review is a Word file; call it “{to.stem}.docx”.")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    new = reach_in(library, f"{strategy}@{version}")
    old = reach_in(library, f"{strategy}@{against}") if against else None
    document = copy_for_review(new, old, author=author or library.who or "Engross", date=now)
    write(with_remarks(document, library.comments(strategy)), to)


def copy_for_review(new: Reached, old: Reached | None = None, *, author: str, date: str) -> Document:
    """The document of a copy for review; where `old` is given, what changed since bears marks.

    Those marks are told from the reviewers' own by their author and date when the copy comes back.
    """
    document = structs.replace(document_of(new), tracking=True)
    if old is None:
        return document
    house = house_of(new.content.root)
    before = build_strategy(old.content, house, version=old.version, date=old.date, versions=old.versions)
    return told_from_reviewers(
        build_redline(before, document, author=author, date=date), author=author, date=date
    )
