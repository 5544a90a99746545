"""Where the keyboard is led to in an area that has not had it yet."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from app.ui.keyboard import stop_in


def test_the_keyboard_is_led_past_ticks_to_what_comes_first(qtbot):
    area = QWidget()
    qtbot.addWidget(area)
    row = QHBoxLayout(area)
    first, ticked, pressed = QComboBox(), QCheckBox("Other"), QPushButton("Draft")
    ticked.setChecked(True)
    for part in (first, ticked, pressed):
        row.addWidget(part)
    area.show()
    assert stop_in(area) is first
    pressed.setCheckable(True)
    pressed.setChecked(True)
    assert stop_in(area) is pressed
