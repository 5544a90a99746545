"""Digests of rows: what lets fsck see a single altered character, and chains rows to the ones before them.

Imports no SQLAlchemy; rows are mappings from column to value.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

_CANONICAL = msgspec.json.Encoder(order="deterministic")


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """SHA-256, in hex, over the table's name and every column but `digest`."""
    # SQLAlchemy's names are strings of its own class.
    columns = {str(name): value for name, value in row.items() if name != "digest"}
    return hashlib.sha256(_CANONICAL.encode([str(table), columns])).hexdigest()


def sealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its digest worked out afresh. `row` has all columns of its table."""
    return {**row, "digest": row_digest(table, row)}


def holds(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a stored row is as it was written."""
    try:
        return row["digest"] == row_digest(table, row)
    except (TypeError, ValueError):
        return False
