"""A button of a dialog with an icon, which is seen also while the button is the one that Enter presses. Qt only."""

from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from app.ui.icons import highlighted_icon, icon


class DialogButton(QPushButton):
    """Its icon has the colour of its words: Qt knows no icon of its own for the button that Enter presses."""

    def __init__(self, picture: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(icon(picture), words, parent)
        self._picture = picture

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self.isEnabled() and option.features & QStyleOptionButton.ButtonFeature.DefaultButton:
            option.icon = highlighted_icon(self._picture)
