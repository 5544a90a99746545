"""How one line of a comparison is laid out and painted: marked words by colour and by underline or strike.

Imports models, documents and Qt only.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import structs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from app.document.aligned import Aligned
from app.document.lines import Line, OldOrNew, on_side, said_on
from app.document.nodes import Span, Spans
from app.ui.inks import Inks

LINE_HEIGHT = 1.3
ABOVE = {"heading": 12, "paragraph": 4, "item": 2, "row": 3, "picture": 4}
BELOW = {"heading": 4, "paragraph": 6, "item": 2, "row": 3, "picture": 4}
GAP = 8.0
LEAST_LETTERS = 6
HEADING_SIZES = (1.5, 1.3, 1.15, 1.05, 1.0, 1.0)


class Setting:
    """What a layout depends on: font and inks."""

    def __init__(self, font: QFont, palette: QPalette) -> None:
        self.font = font
        self.inks = Inks(palette)
        self._widths: dict[str, float] = {}

    def width_of(self, word: str) -> float:
        """The width of a word in pixels, set in bold as it may be."""
        if word not in self._widths:
            self._widths[word] = self._bold.horizontalAdvance(word)
        return self._widths[word]

    @cached_property
    def _bold(self) -> QFontMetricsF:
        font = QFont(self.font)
        font.setBold(True)
        return QFontMetricsF(font)

    @cached_property
    def letter(self) -> float:
        """The mean width of a letter, in pixels, for estimates."""
        return QFontMetricsF(self.font).averageCharWidth() * 1.05

    @cached_property
    def height(self) -> float:
        """The height of a row of text, in pixels."""
        return QFontMetricsF(self.font).height() * LINE_HEIGHT

    def font_of(self, line: Line) -> QFont:
        """The font of a line's form."""
        font = QFont(self.font)
        if line.form == "heading":
            font.setPointSizeF(font.pointSizeF() * HEADING_SIZES[min(max(line.level, 1), 6) - 1])
            font.setBold(True)
        elif line.form == "row" and line.level:
            font.setBold(True)
        elif line.form == "picture":
            font.setItalic(True)
        return font


class Setter:
    """Lays out one side of one line in a width, and paints it. `side` None sets both sides' words woven.

    With `looks` it marks words, too, that only look otherwise. `first_mark` is how far down the first marked words
    stand.
    """

    def __init__(
        self,
        line: Line,
        side: OldOrNew | None,
        width: float,
        setting: Setting,
        plain: bool,
        looks: bool = True,
    ) -> None:
        self.line = line
        self._setting = setting
        self._indent = self._room(line)
        self._cells: list[tuple[QPointF, QTextLayout]] = []
        self.height = 0.0
        marks: list[float] = []
        shown = line if not plain else _unmarked(line)
        columns = columns_of(line, width - self._indent, setting)
        cells = [cell if side is None else on_side(cell, side) for cell in shown.cells]
        cells = cells if columns else below_one_another(line, side, cells)
        for spans, (left, room) in zip(cells, columns or [(0.0, width)] * len(cells), strict=True):
            spans = spans if looks else tuple(structs.replace(span, former=None) for span in spans)
            layout = _laid_out(spans, room, setting, setting.font_of(line))
            if columns or layout.text():
                top, high = 0.0 if columns else self.height, layout.boundingRect().height()
                self._cells.append((QPointF(self._indent + left, top), layout))
                apart = 0.0 if columns else setting.height * (1 - 1 / LINE_HEIGHT)
                self.height = max(self.height, top + high + apart)
                if (first := _first_marked(spans)) is not None:
                    marks.append(top + layout.lineForTextPosition(first).y())
        self.first_mark = min(marks, default=0.0)
        self.empty = not any(layout.text() for layout in self.layouts)

    @property
    def layouts(self) -> list[QTextLayout]:
        """Its cells' words, laid out."""
        return [layout for _, layout in self._cells]

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paints it with its left upper corner at a place."""
        if self.empty:
            return
        painter.setPen(self._setting.inks.text)
        if self.line.bullet:
            painter.setFont(self._setting.font)
            box = QRectF(at.x(), at.y(), self._indent - 6, self._setting.height)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, flags, self.line.bullet)
        for place, layout in self._cells:
            layout.draw(painter, at + place)

    def _room(self, line: Line) -> float:
        if line.form != "item":
            return 0.0
        bullet = max(len(line.bullet) + 1, 3) * self._setting.letter
        return bullet + (line.level - 1) * 18.0


def columns_of(line: Line, width: float, setting: Setting) -> list[tuple[float, float]]:
    """Where the cells of a line begin and how wide each is; none where they are too narrow to be read side by side."""
    count = len(line.cells)
    shares = line.shares or (1 / max(count, 1),) * count
    gap, left = GAP if count > 1 else 0.0, 0.0
    rooms = [share * width for share in shares]
    if count > 1:
        least = LEAST_LETTERS * setting.letter
        needed = [max(setting.width_of(word), least) + gap for word in line.longest or ("",) * count]
        if sum(needed) > width:
            return []
        rooms = _holding(rooms, needed)
    found: list[tuple[float, float]] = []
    for room in rooms:
        found.append((left, room - gap))
        left += room
    return found


def _holding(rooms: Sequence[float], needed: Sequence[float]) -> list[float]:
    """Widths of columns none of which is narrower than it needs to be; those with room to spare give of it."""
    spare = [max(room - least, 0.0) for room, least in zip(rooms, needed, strict=True)]
    wanting = sum(max(least - room, 0.0) for room, least in zip(rooms, needed, strict=True))
    given = wanting / sum(spare) if wanting else 0.0
    return [max(room, least) - each * given for room, least, each in zip(rooms, needed, spare, strict=True)]


def below_one_another(line: Line, side: OldOrNew | None, values: Sequence[Spans]) -> list[Spans]:
    """The values of a row that is too narrow for columns, each after its column's head; the heads themselves in one."""
    if line.form == "row" and line.level:
        said = [value for value in values if any(span.text.strip() for span in value)]
        return [
            tuple(span for at, value in enumerate(said) for span in ((Span(" · "),) if at else ()) + value)
        ]
    return [_with_head(line, at, side, value) for at, value in enumerate(values)]


def _with_head(line: Line, column: int, side: OldOrNew | None, value: Spans) -> Spans:
    """A value that does not stand below its column's head, after that head; the first of a row speaks for itself."""
    if not column or column >= len(line.heads) or not any(span.text.strip() for span in value):
        return value
    sides = (side,) if side else ("new", "old")
    said = (said_on(line.heads[column], each).strip() for each in sides)
    head = next(filter(None, said), "")
    return (Span(f"{head}: ", bold=True), *value) if head else value


def estimated_heights(
    lines: Aligned, numbers: Iterable[int], width: float, setting: Setting
) -> Iterator[float]:
    """About how high lines will be, without laying them out: alike with as many letters in the same columns."""
    found: dict[tuple[int, tuple[int, ...]], float] = {}
    estimates: dict[int, _Estimate] = {}
    for at in numbers:
        model, letters = lines.models[at], lines.letters[at]
        height = found.get((model, letters))
        if height is None:
            if model not in estimates:
                estimates[model] = _Estimate(lines.lines[model], width, setting)
            height = found[model, letters] = estimates[model].height_of(letters)
        yield height


class _Estimate:
    """Estimates the height of lines that have one form and the same columns."""

    def __init__(self, line: Line, width: float, setting: Setting) -> None:
        columns = columns_of(line, width, setting)
        self._together = max if columns else sum
        self._rooms = [max(room, 40.0) for _, room in columns] or [max(width, 40.0)] * len(line.cells)
        self._letter, self._height = setting.letter, setting.height
        self._margin = ABOVE[line.form] + BELOW[line.form]

    def height_of(self, letters: Sequence[int]) -> float:
        """About how high a line is whose cells have so many letters."""
        letter = self._letter
        rows = [1 + int(count * letter / room) for count, room in zip(letters, self._rooms, strict=True)]
        return self._together(rows) * self._height + self._margin


def _unmarked(line: Line) -> Line:
    """The line as the new side has it, with no mark."""
    cells = tuple(tuple(Span(s.text, s.bold, s.italic) for s in on_side(cell, "new")) for cell in line.cells)
    return Line(line.form, cells, line.level, line.bullet, line.node)


def _first_marked(spans: Spans) -> int | None:
    """Where the first marked words begin that did not only move, else the first that did or look otherwise, in Qt's
    UTF-16 units; None where there are none."""
    found: list[tuple[bool, int]] = []
    at = 0
    for span in spans:
        if (span.mark or span.former) and span.text.strip():
            found.append((not span.mark or span.mark.moved, at))
        at += len(span.text.encode("utf-16-le")) // 2
    return min(found)[1] if found else None


def _laid_out(spans: Spans, width: float, setting: Setting, font: QFont) -> QTextLayout:
    layout = QTextLayout("".join(span.text for span in spans).replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(_formats(spans, setting.inks)))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(width, 20.0))
        row.setPosition(QPointF(0, y))
        y += row.height() * LINE_HEIGHT
    layout.endLayout()
    return layout


def _formats(spans: Iterable[Span], inks: Inks) -> Iterable[QTextLayout.FormatRange]:
    at = 0
    for span in spans:
        # Qt counts UTF-16 units, Python letters.
        length = len(span.text.encode("utf-16-le")) // 2
        if span.mark or span.bold or span.italic or span.former:
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = at, length, _format(span, inks)
            yield found
        at += length


def _format(span: Span, inks: Inks) -> QTextCharFormat:
    form = QTextCharFormat()
    if span.bold:
        form.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        form.setFontItalic(True)
    if span.mark:
        own = inks.inserted if span.mark.kind == "inserted" else inks.deleted
        ink = inks.moved if span.mark.moved else own
        form.setForeground(QBrush(ink))
        form.setBackground(QBrush(inks.ground(ink)))
        if span.mark.kind == "inserted":
            form.setFontUnderline(True)
        else:
            form.setFontStrikeOut(True)
    elif span.former:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    return form


def mark_of(painter: QPainter, line: Line, box: QRectF, inks: Inks) -> None:
    """The sign beside a changed line: a filled dot for what matters, a ring for the rest, a bar for what moved."""
    if line.moved:
        painter.fillRect(QRectF(box.center().x() - 1.5, box.top(), 3, box.height()), inks.moved)
        if line.weight != "substantive":
            return
    radius = min(box.width() / 2 - 2, 4.5)
    painter.setPen(QPen(inks.text, 1.5))
    painter.setBrush(inks.text if line.weight == "substantive" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(box.center().x(), box.top() + box.width() / 2 + 2), radius, radius)
