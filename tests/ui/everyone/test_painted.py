"""Words and pictures stand out from what is painted behind them, as its own pictures show (WCAG 2.2)."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QVBoxLayout

from tests.ui.everyone.conftest import STOPS, looks_as_chosen, work_done
from tests.ui.everyone.test_dialogs import DIALOGS
from tests.ui.everyone.test_names import at_work, name_of

SCHEMES = ("light", "dark", "contrast")
INSIDE = 4
"""What is left of each edge, with its line or ring, in pixels."""


@pytest.fixture(scope="module", params=SCHEMES)
def scheme(request, look):
    look.set_scheme(request.param)
    looks_as_chosen(look)
    yield request.param
    look.set_scheme("light")
    looks_as_chosen(look)


def said_by(control):
    """The words that a control shows."""
    if isinstance(control, QLabel | QAbstractButton):
        return control.text()
    if isinstance(control, QLineEdit):
        return control.text() or control.placeholderText()
    return control.currentText() if isinstance(control, QComboBox) else ""


def is_picture(control):
    return isinstance(control, QAbstractButton) and not control.icon().isNull() and not control.text()


def faint(top):
    """What can be used in a window and stands out too little from the ground it is painted on, with by how much."""
    whole = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(whole.constBits(), np.uint32).reshape(whole.height(), -1) & 0xFFFFFF
    for control in at_work(top):
        wanted = 4.5 if said_by(control).strip() else 3 if is_picture(control) else 0
        if wanted and control.isEnabled() and (part := seen_of(control, top, pixels)).size:
            apart = standing_out(part)
            if apart is not None and apart < wanted:
                yield type(control).__name__, said_by(control) or name_of(control), round(float(apart), 2)


def seen_of(control, top, pixels):
    seen = control.visibleRegion().boundingRect()
    seen.moveTopLeft(control.mapTo(top, seen.topLeft()))
    seen.adjust(INSIDE, INSIDE, -INSIDE, -INSIDE)
    return pixels[max(seen.top(), 0) : seen.bottom() + 1, max(seen.left(), 0) : seen.right() + 1]


def standing_out(part):
    """By how much the ink stands out from the commonest colour; None where only that is seen."""
    colours, counts = np.unique(part, return_counts=True)
    if len(colours) == 1:
        return None
    shares = (colours[:, None] >> np.array((16, 8, 0)) & 0xFF) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array((0.2126, 0.7152, 0.0722)) + 0.05
    ground = light[counts.argmax()]
    return max(light.max() / ground, ground / light.min())


class DescribeWhatIsPainted:
    def it_stands_out_on_every_page(self, at, scheme):
        assert {stop: found for stop in STOPS if (found := list(faint(at(stop))))} == {}

    def it_stands_out_in_every_dialog(self, at, scheme):
        found = {}
        for name, make in DIALOGS.items():
            dialog = make(at("theme"))
            dialog.show()
            work_done()
            found[name] = list(faint(dialog))
            dialog.close()
            dialog.setParent(None)
            dialog.deleteLater()
            work_done()
        assert {name: each for name, each in found.items() if each} == {}

    def it_is_told_from_what_stands_out_enough(self, qtbot):
        label = QLabel("Hardly to be read")
        qtbot.addWidget(label)
        label.setStyleSheet("background: #ffffff; color: #999999; padding: 8px")
        label.show()
        holder = QDialog()
        qtbot.addWidget(holder)
        column = QVBoxLayout(holder)
        column.addWidget(label)
        holder.show()
        assert [words for _, words, _ in faint(holder)] == ["Hardly to be read"]


class DescribeAListInADialog:
    def it_has_an_edge_without_the_keyboard(self, qtbot, scheme):
        dialog, rows, line = QDialog(), QListWidget(), QLineEdit()
        qtbot.addWidget(dialog)
        column = QVBoxLayout(dialog)
        column.addWidget(line)
        column.addWidget(rows)
        dialog.show()
        line.setFocus()
        work_done()
        place = rows.geometry()
        seen = dialog.grab().toImage()
        edge, inside, around = (
            seen.pixelColor(place.left() + x, place.center().y()).name() for x in (0, 12, -2)
        )
        assert edge not in (inside, around)
