"""Markdown to a `Source`. Imports models and this package only."""

from pathlib import Path

from app.importers.guard import Limits
from app.importers.plain_text import read_text
from app.importers.source import Source


def read_markdown(path: Path, limits: Limits) -> Source:
    """The source of a Markdown file. Raises Refused where it is not text."""
    return read_text(path, limits)
