"""Branches of a strategy's tree as they are dragged and copied. Imports models and Qt's core only."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QByteArray, QMimeData

from app.models.errors import Refused
from app.models.nodes import Node, from_json, name_of, to_json

BRANCHES = "application/x-engross-branches"


class Branches(msgspec.Struct, frozen=True):
    """What is dragged or copied: branches in order, and which strategy they come from. `nodes` are JSON."""

    strategy: str
    nodes: tuple[msgspec.Raw, ...]


def mime_with(strategy: str, nodes: Iterable[Node]) -> QMimeData:
    """Branches for the clipboard or a drag: as JSON, and as a plain list of names for other programs."""
    nodes = list(nodes)
    mime = QMimeData()
    branches = Branches(strategy, tuple(msgspec.Raw(to_json(node)) for node in nodes))
    mime.setData(BRANCHES, QByteArray(msgspec.json.encode(branches)))
    mime.setText("\n".join(name_of(node) for node in nodes))
    return mime


def branches_in(mime: QMimeData) -> tuple[str, tuple[Node, ...]]:
    """The strategy that branches were taken from, and the branches; none where there are none."""
    if not mime.hasFormat(BRANCHES):
        return "", ()
    try:
        found = msgspec.json.decode(bytes(mime.data(BRANCHES).data()), type=Branches)
        return found.strategy, tuple(from_json(bytes(raw)) for raw in found.nodes)
    except (msgspec.DecodeError, RecursionError, Refused):
        return "", ()
