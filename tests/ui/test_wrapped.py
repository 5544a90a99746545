"""Cells whose words wrap, measured and painted."""

import random

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QTableWidgetItem

from app.ui.wrapped import PADDING, wrap_cells

WORDS = "the council will weigh what a system costs to run and to join and to leave, not only to buy".split()


def table(qtbot):
    """A table of texts in columns of many widths, padded as the window's style sheet pads it."""
    view = QTableWidget(20, 6)
    qtbot.addWidget(view)
    view.setStyleSheet(f"QTableView::item {{ padding: {PADDING}px; }}")
    chance = random.Random(1)
    for row in range(20):
        for column in range(6):
            item = QTableWidgetItem(" ".join(chance.choices(WORDS, k=chance.randint(5, 30))))
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop)
            view.setItem(row, column, item)
    for column in range(6):
        view.setColumnWidth(column, 170 + 23 * column)
    return view


def painted(view, row, column, height):
    """How many dark points a cell's words have where it is so high."""
    size = QSize(view.columnWidth(column) - 1, height)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = QRect(QPoint(), size)
    painter = QPainter(image)
    view.itemDelegate().paint(painter, option, view.model().index(row, column))
    painter.end()
    return sum(point < 128 for point in bytes(image.constBits())[1::4])


def cells_with_lost_words(view):
    lost = 0
    for row in range(view.rowCount()):
        for column in range(view.columnCount()):
            index = view.model().index(row, column)
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = QRect(0, 0, view.columnWidth(column) - 1, 20)
            height = view.itemDelegate().sizeHint(option, index).height()
            lost += painted(view, row, column, height) != painted(view, row, column, height + 60)
    return lost


class DescribeWrappedCells:
    def they_are_as_high_as_their_words_whatever_the_width(self, qtbot):
        view = table(qtbot)
        wrap_cells(view)
        assert cells_with_lost_words(view) == 0

    def they_are_needed_for_qt_loses_words_by_itself(self, qtbot):
        view = table(qtbot)
        view.setWordWrap(True)
        view.setItemDelegate(QStyledItemDelegate(view))
        assert cells_with_lost_words(view) > 0
