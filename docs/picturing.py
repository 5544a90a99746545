"""What every script of pictures shares: waiting for the window, grabbing it small, answering what it asks.

    python docs/make_window_pictures.py     uses it; it does nothing by itself

Imports Qt, Pillow and the window; no store.
"""

import os
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from time import monotonic
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LOGNAME"] = "A. Owen"

from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import background
from app.ui.ask import LinkAnswer, PictureAnswer
from app.ui.picker import Entry
from app.ui.window.main_window import MainWindow

LONGEST = 30.0
LARGEST = 120_000
PLAIN_COLOURS = 8
"""A page that is still blank, on its ground and with its frame, shows no more."""
FEWER_COLOURS = (192, 96, 48, 24)


class Camera(NamedTuple):
    """Takes pictures of widgets into a folder; `end` is what each name ends in, such as `light`."""

    application: QApplication
    folder: Path
    end: str = ""

    def take(self, widget: QWidget, name: str, height: int = 0) -> None:
        """Writes a picture of a widget once it is laid out; only so many pixels from its top, if a height is given."""
        self.settle()
        to = self.folder / (f"{name}-{self.end}.png" if self.end else f"{name}.png")
        widget.grab(QRect(0, 0, widget.width(), height or widget.height())).save(str(to))
        shrink(to)

    def dialog(self, dialog: QWidget, name: str) -> None:
        """Shows a dialog just long enough for its picture."""
        dialog.show()
        self.take(dialog, name)
        dialog.close()

    def wide(self, window: MainWindow, panel: bool = True) -> None:
        """Hides tree and side panel, so that a panel has the whole width; with `panel` false shows them again."""
        for name in ("tree", "side"):
            window.actions_by_name[name].setChecked(not panel)
        window._show_sides()
        self.settle()

    def until(self, done: Callable[[], bool]) -> None:
        """Lets the window work until something is so. Exits where it never comes."""
        end = monotonic() + LONGEST
        while not done():
            self.application.processEvents()
            if monotonic() > end:
                raise SystemExit("The window did not get ready.")

    def idle(self) -> None:
        """Lets the window work until nothing is done in the background."""
        self.until(lambda: not background.busy())
        self.settle()

    def drawn(self, widget: QWidget) -> None:
        """Lets the window work until something of many colours is painted in a widget, as pages come after all else."""

        def colours() -> int:
            picture = widget.grab().toImage()
            places = product(range(0, picture.width(), 4), range(0, picture.height(), 2))
            return len({picture.pixel(x, y) for x, y in places})

        self.until(lambda: colours() > PLAIN_COLOURS)

    def settle(self) -> None:
        """Lets the window lay itself out."""
        for _ in range(20):
            self.application.processEvents()


def shrink(to: Path) -> None:
    """Fewer colours, until the picture is small enough to be kept with the guide. Exits where it never is."""
    whole = Image.open(to).convert("RGB")
    for colours in FEWER_COLOURS:
        whole.quantize(colours).save(to, optimize=True)
        if to.stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{to.name} is larger than {LARGEST // 1000} kB however it is drawn.")


class Answers:
    """Answers what the window asks: `file` is chosen wherever one is to be; what it tells is kept."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self.told: list[str] = []

    def text(self, title: str, label: str, value: str = "") -> str | None:
        """What stands there already."""
        return value

    def yes(self, title: str, question: str, yes: str, no: str = "") -> bool:
        """Always goes on."""
        return True

    def choice(self, title: str, message: str, ways: tuple[str, ...]) -> int | None:
        """The first way."""
        return 0

    def picture(self, data: bytes = b"", alt: str = "", width: float = 0) -> PictureAnswer | None:
        """None."""
        return None

    def link(self, words: str, to: str, parts: Sequence[Entry]) -> LinkAnswer | None:
        """None."""
        return None

    def table_size(self) -> tuple[int, int] | None:
        """None."""
        return None

    def open_file(self, title: str, filter: str, beside: Path | None = None) -> Path | None:
        """The story's file."""
        return self.file

    def save_file(self, title: str, name: str, filter: str) -> Path | None:
        """The story's file."""
        return self.file

    def tell(self, title: str, message: str) -> None:
        """Keeps the sentence."""
        self.told.append(message)
