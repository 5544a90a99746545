"""The format bar where it has too little room for all its buttons."""

from PySide6.QtWidgets import QToolButton

from app.ui.look import style_sheet
from app.ui.rich_text.bar import FormatBar


class DescribeTheFormatBarOfANarrowPage:
    def it_has_a_button_for_what_has_no_room_that_is_seen_and_named(self, qtbot, ask):
        bar = FormatBar(ask)
        qtbot.addWidget(bar)
        bar.setStyleSheet(style_sheet("light", 100))
        bar.resize(bar.sizeHint().width() // 2, bar.sizeHint().height())
        bar.show()
        button = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        assert isinstance(button, QToolButton)
        qtbot.waitUntil(button.isVisible)
        picture = button.grab().toImage()
        inks = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        assert len(inks) > 1
        assert button.accessibleName()
