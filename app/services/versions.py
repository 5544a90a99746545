"""Saved versions of a strategy: naming the draft, the next label, going back to an earlier version. No Qt."""

from __future__ import annotations

import re
from datetime import date as day
from typing import TYPE_CHECKING

from app.models.control import VersionRow, label_key, next_label, version_date
from app.models.errors import Refused
from app.models.nodes import Strategy

if TYPE_CHECKING:
    from app.store.library import Library

_LONGEST_LABEL = 40
_CLAIMS = re.compile(r"\b(?:final|approved|pending)\b", re.IGNORECASE)


def proposed_label(library: Library, strategy_id: str) -> str:
    """The label that follows the strategy's last: those of an imported version-control table count too."""
    return next_label(_labels(library, strategy_id))


def save_version(
    library: Library,
    strategy_id: str,
    label: str = "",
    date: str = "",
    changes: str = "",
    comments: str = "",
    who: str = "",
) -> VersionRow:
    """Names the draft as it stands: a new row of the version-control table.

    Without a label the next one is taken, without a date today's; a date may be typed in any common British form.
    Raises Refused for a label that stands in the table already, with the one to take instead.
    """
    taken = _labels(library, strategy_id)
    label = " ".join(label.split()) or next_label(taken)
    fault = label_fault(label, taken)
    if fault:
        raise Refused(fault)
    when = version_date(date) if date.strip() else day.today().isoformat()
    return library.save_version(strategy_id, label, when, changes.strip(), comments.strip(), who)


def label_fault(label: str, taken: list[str]) -> str:
    """What is wrong with a label, as a sentence; empty where it may be used."""
    next = next_label(taken)
    if label_key(label) == "draft" or "@" in label or "#" in label:
        return f"A version cannot be called “{label}”; the next label is {next}."
    if found := _CLAIMS.search(label):
        said = f"A version cannot be called “{found[0]}”, for only a recorded decision approves"
        return f"{said}; the next label is {next}."
    if len(label) > _LONGEST_LABEL:
        return f"A label has at most {_LONGEST_LABEL} letters; the next one is {next}."
    if any(label_key(label) == label_key(other) for other in taken):
        return f"There is a version {label} already; the next label is {next}."
    return ""


def restore_version(library: Library, strategy_id: str, label: str, who: str = "") -> Strategy:
    """Makes a saved version the draft again, as one more edit that can be undone, and gives its tree."""
    before = library.fingerprint(strategy_id)
    content = library.content(strategy_id, label)
    library.commit(strategy_id, before, content.root, f"Restore {label}", who, pictures=content.pictures)
    return content.root


def _labels(library: Library, strategy_id: str) -> list[str]:
    imported = [row.version for row in library.head(strategy_id).history]
    return imported + [row.label for row in library.versions(strategy_id)]
