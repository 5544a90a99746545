"""The lines in the middle strip that join where a part stood to where it stands now. Imports documents and Qt only."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.document.lines import Line, text_on
from app.ui.inks import Inks

REACH = 6.0
HEAD = 3.5


class Joint(NamedTuple):
    """A moved part: how high it stood at the left and stands at the right, in pixels of the viewport."""

    old: float
    new: float


def is_gone(line: Line) -> bool:
    """Whether a line has words on the old side only."""
    return bool(text_on(line, "old").strip()) and not text_on(line, "new").strip()


def counterparts(lines: Sequence[Line]) -> dict[int, int]:
    """For each moved line the number of its counterpart on the other side: of the same words, else of the same part."""
    gone = [at for at, line in enumerate(lines) if line.moved and is_gone(line)]
    come: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.moved and not is_gone(line):
            for key in dict.fromkeys((text_on(line, "new"), line.node)):
                come.setdefault(key, []).append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at in gone:
        keys = (text_on(lines[at], "old"), lines[at].node)
        there = next((n for key in keys if key for n in come.get(key, ()) if n not in taken), None)
        if there is not None:
            pairs[at] = there
            taken.add(there)
    return pairs | {new: old for old, new in pairs.items()}


def together(others: Mapping[int, int]) -> dict[int, int]:
    """For each line that has a counterpart the first of those that moved with it."""
    starts: dict[int, int] = {}
    for at, other in sorted(others.items()):
        starts[at] = starts[at - 1] if others.get(at - 1) == other - 1 else at
    return starts


def paint_joins(painter: QPainter, joints: Iterable[Joint], middle: float, inks: Inks) -> None:
    """Draws each joint once, with a dot where the part stood and an arrow's head where it stands."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for old, new in dict.fromkeys(joints):
        painter.setPen(QPen(inks.moved, 2))
        path = QPainterPath(QPointF(middle - REACH, old))
        path.lineTo(middle, old)
        path.lineTo(middle, new)
        path.lineTo(middle + REACH, new)
        painter.drawPath(path)
        head = QPainterPath(QPointF(middle + REACH - HEAD, new - HEAD))
        head.lineTo(middle + REACH, new)
        head.lineTo(middle + REACH - HEAD, new + HEAD)
        painter.drawPath(head)
        painter.setBrush(inks.moved)
        painter.drawEllipse(QPointF(middle - REACH, old), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
