"""A redline out of the comparison's page: to a file, or through a preview to a printer. Imports Qt only."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.errors import Refused
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.passing import open_once
from app.ui.sentences.said import sentence_said
from app.ui.typed_path import fit_name

KINDS = {
    ".docx": QT_TRANSLATE_NOOP("Redlines", "Word (*.docx)"),
    ".pdf": QT_TRANSLATE_NOOP("Redlines", "PDF (*.pdf)"),
    ".html": QT_TRANSLATE_NOOP("Redlines", "Web page (*.html)"),
}

Making = Callable[[], bytes]


class Redlines(QObject):
    """Makes redlines in the background: `said` tells how it goes, `written` which file, `previewed` the open dialog."""

    said = Signal(str)
    written = Signal(object)
    previewed = Signal(object)

    def __init__(self, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._parent = parent

    def save(self, making: Making, name: str, suffix: str) -> None:
        """Asks for a place and writes the redline there."""
        to = self._ask.save_file(
            self.tr("Write the redline"), fit_name(name) + suffix, self.tr(KINDS[suffix])
        )
        if to is None:
            return
        if to.suffix.lower() != suffix:
            to = to.with_name(to.name + suffix)

        def work() -> None:
            from app.exporters.writing import replace_file

            replace_file(to, making())

        def end(_: object) -> None:
            self.said.emit("")
            self.written.emit(to)

        self._start(work, end)

    def print(self, making: Making, name: str) -> None:
        """Shows the redline's pages as they will be printed, with the way to a printer."""
        self._start(making, lambda made: self._preview(bytes(made), name))

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.said.emit(self.tr("The redline is being made…"))
        task = Work(work, self)
        task.finished.connect(done)
        task.failed.connect(self._fail)
        task.start()

    def _fail(self, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            self.said.emit(self.tr("⚠ The redline could not be made."))
            raise fault
        self.said.emit(f"⚠ {sentence_said(fault)}")

    def _preview(self, pdf: bytes, name: str) -> None:
        from app.ui.printing import print_preview

        self.said.emit("")
        dialog = print_preview(pdf, name, self._parent)
        self.previewed.emit(dialog)
        open_once(dialog)
