"""Strategies out to files: the formal document, built in a house style and written as the file's suffix says."""

from pathlib import Path

from app.document.nodes import Document
from app.document.strategy import build_strategy
from app.exporters.writing import write
from app.models.house import House
from app.models.nodes import Strategy
from app.services.houses import house as house_by_key
from app.services.targets import Reached


def document_of(reached: Reached, house: str = "") -> Document:
    """The formal document of what a target led to, in its own house style or in another one."""
    return build_strategy(
        reached.content,
        house_of(reached.content.root, house),
        version=reached.version,
        date=reached.date,
        versions=reached.versions,
        approval=reached.approval,
    )


def export(reached: Reached, to: Path, house: str = "") -> None:
    """Writes the document to `to`, whole or not at all. Raises Refused for a suffix or a place that will not do."""
    write(document_of(reached, house), to)


def house_of(root: Strategy, key: str = "") -> House:
    """The house style `key`, or that of the strategy. Raises Refused where there is none of that key."""
    return house_by_key(key or root.house)
