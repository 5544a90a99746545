"""Versions of a strategy: their labels and dates, and rows of the version-control table. Imports models only."""

import re
from collections.abc import Iterable

from msgspec import Struct

from app.models.dates import read_day as version_date

__all__ = ["VersionRow", "label_key", "next_label", "version_date"]

_NUMBERED = re.compile(r"^(?P<before>.*?)(?P<number>\d{1,9}(?:\.\d{1,9})*)(?P<after>\D*)$", re.DOTALL)


class VersionRow(Struct, frozen=True, omit_defaults=True):
    """A saved version: a row of the version-control table, and the fingerprint of the tree that it names.

    `date` is ISO 8601 (YYYY-MM-DD). `who` saved it and `at` (UTC, ISO 8601). `digest` covers the whole row and
    `previous`, the digest of the row before it, so that rows form a chain; both are empty outside a library.
    """

    label: str
    date: str
    changes: str = ""
    comments: str = ""
    fingerprint: str = ""
    who: str = ""
    at: str = ""
    previous: str = ""
    digest: str = ""


def label_key(label: str) -> str:
    """What two labels have in common when they are the same version to a reader: "V8", "v 8" and "Version 8"."""
    bare = re.sub(r"^\s*v(?:er(?:sion)?)?\s*\.?\s*(?=\d)", "", label, flags=re.IGNORECASE)
    return " ".join(bare.casefold().split())


def next_label(labels: Iterable[str]) -> str:
    """The label that follows the highest of `labels`, written as that one is: V8 → V9, 1.2 → 1.3; none → V1."""
    highest: tuple[tuple[int, ...], re.Match[str]] | None = None
    for label in labels:
        if found := _NUMBERED.match(label.strip()):
            place = tuple(int(part) for part in found["number"].split("."))
            if highest is None or place >= highest[0]:
                highest = place, found
    if highest is None:
        return "V1"
    *major, last = highest[0]
    number = ".".join(str(part) for part in (*major, last + 1))
    return highest[1]["before"] + number + highest[1]["after"]
