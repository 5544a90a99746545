"""Cells whose words wrap, measured and painted."""

import random

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from app.ui.wrapped import PADDING, wrap_cells, wrap_rows

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
    return points(view, view.model().index(row, column), QSize(view.columnWidth(column) - 1, height))


def points(view, index, size):
    """How many dark points the words of a cell or row have in so much room."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText  # which a list adds as it paints
    option.rect = QRect(QPoint(), size)
    painter = QPainter(image)
    view.itemDelegate().paint(painter, option, index)
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


def narrowed_list(qtbot):
    """A list of texts, padded as the window's style sheet pads it, that was made narrower after it was laid out."""
    view = QListWidget()
    qtbot.addWidget(view)
    view.setStyleSheet(f"QListView::item {{ padding: {PADDING}px; }}")
    wrap_rows(view)
    chance = random.Random(1)
    view.addItems([" ".join(chance.choices(WORDS, k=chance.randint(5, 30))) for _ in range(100)])
    view.resize(400, 400)
    view.show()
    qtbot.waitUntil(lambda: view.visualItemRect(view.item(99)).top() > 400)
    view.resize(230, 400)
    qtbot.waitUntil(lambda: view.visualItemRect(view.item(0)).width() < 300)
    return view


class DescribeWrappedRows:
    def they_are_as_high_as_their_words_and_no_wider_than_the_list(self, qtbot):
        view = narrowed_list(qtbot)
        for row in range(100):
            index, size = view.model().index(row, 0), view.visualItemRect(view.item(row)).size()
            assert size.width() <= view.viewport().width()
            assert points(view, index, size) == points(view, index, size + QSize(0, 60))
