"""The colours of what is marked as gone, come or moved, wherever it is shown. Imports Qt only."""

from PySide6.QtGui import QColor, QPalette


class Inks:
    """The colours of marks on a palette; told apart by eyes that confuse red and green, with 4.5:1 to the ground."""

    def __init__(self, palette: QPalette) -> None:
        dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
        self.text = palette.color(QPalette.ColorRole.Text)
        self.faint = palette.color(QPalette.ColorRole.PlaceholderText)
        self.rule = palette.color(QPalette.ColorRole.Mid)
        self.inserted = QColor("#8fc0f5" if dark else "#134f9c")
        self.deleted = QColor("#ff9e7a" if dark else "#a83a0c")
        self.moved = QColor("#bdafbe" if dark else "#5f5480")
        self.current = QColor(palette.color(QPalette.ColorRole.Highlight))
        self.current.setAlpha(40)

    def ground(self, ink: QColor) -> QColor:
        """The light ground behind words of an ink."""
        faint = QColor(ink)
        faint.setAlpha(28)
        return faint
