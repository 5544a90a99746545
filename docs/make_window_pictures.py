"""Grabs every panel of the window to docs/pictures/window, in light and dark, from the samples.

    python docs/make_window_pictures.py [FOLDER] [--all]

With --all also in high contrast, and each at 200 %. Look at what you changed. No screen is needed.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402
from PySide6.QtCore import QSettings, QThreadPool  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app.__main__ import services  # noqa: E402
from app.models import tree  # noqa: E402
from app.services.samples import build_samples  # noqa: E402
from app.ui.look import Look, Scheme, load_fonts  # noqa: E402
from app.ui.pages.versions import SaveVersionDialog  # noqa: E402
from app.ui.panels import panels  # noqa: E402
from app.ui.window.desktop import Desktop  # noqa: E402
from app.ui.window.export import ExportDialog  # noqa: E402
from app.ui.window.help import shortcut_sheet  # noqa: E402
from app.ui.window.main_window import MainWindow  # noqa: E402
from app.ui.window.welcome import NewDialog  # noqa: E402
from docs.picture_of_merge import merge_window  # noqa: E402
from docs.review_pictures import draw_review  # noqa: E402

KINDS = ("strategy", "vision", "theme", "priority", "risk", "glossary", "consultation", "principles")
LONGEST = 30.0


def until(application: QApplication, done: Callable[[], bool]) -> None:
    """Lets the window work until something is so."""
    end = monotonic() + LONGEST
    while not done():
        application.processEvents()
        if monotonic() > end:
            raise SystemExit("The window did not get ready.")


def grab(application: QApplication, widget: QWidget, to: Path) -> None:
    """Writes a picture of a widget once it is laid out."""
    for _ in range(20):
        application.processEvents()
    widget.grab().save(str(to))
    # A window has few colours; so each picture stays small enough to be kept with the guide.
    Image.open(to).convert("RGB").quantize(192).save(to, optimize=True)


def draw(application: QApplication, folder: Path, library: Path, scheme: Scheme, percent: int) -> None:
    """Every panel and dialog in one look."""
    settings = QSettings(str(library.with_suffix(f".{scheme}{percent}.ini")), QSettings.Format.IniFormat)
    look = Look(application, settings)
    look.scheme, look.percent = scheme, percent
    look.apply()
    window = MainWindow(services(), look, settings, panels())
    window.resize(1280, 800)
    window.show()
    end = f"{scheme}.png" if percent == 100 else f"{scheme}-{percent}.png"
    grab(application, window, folder / f"welcome-{end}")
    window.open_library(str(library))
    until(application, lambda: window.desktop is not None)
    window.resize(1280, 800)
    assert window.desktop is not None
    pages(application, window, window.desktop, folder, end)
    dialogs(application, window, folder, end)
    draw_review(
        window,
        lambda shown, name: grab(application, shown, folder / f"{name}-{end}"),
        lambda done: until(application, done),
    )
    assert window.desk is not None
    last = library.with_name("Last period’s strategy.md")
    window.services.export(window.desk.copy_of(), last, "wrexham")
    window.close_strategy()
    grab(application, window, folder / f"welcome-recent-{end}")
    window.importing.read(last)
    until(application, lambda: window.importing.review is not None)
    assert window.importing.review is not None
    grab(application, window.importing.review, folder / f"dialog-import-{end}")
    window.importing.review.reject()
    window.close()
    application.processEvents()


def pages(application: QApplication, window: MainWindow, desktop: Desktop, folder: Path, end: str) -> None:
    """The form of one part of each kind, both pages, and every further activity."""
    first = {node.kind: node.id for node in reversed(list(tree.walk(desktop.desk.root)))}
    shown = {kind: first[kind] for kind in KINDS if kind in first}
    shown |= {"document-control": "page-control", "version-control": "page-versions"}
    for name, id in shown.items():
        desktop.go(id)
        grab(application, window, folder / f"{name}-{end}")
    for activity in panels():
        desktop.show_activity(activity.key)
        if choose := getattr(desktop.panel(activity.key), "choose_version", None):
            choose(desktop.desk.versions()[0].label)
        until(application, lambda: not QThreadPool.globalInstance().activeThreadCount())
        grab(application, window, folder / f"{activity.key}-{end}")


def dialogs(application: QApplication, window: MainWindow, folder: Path, end: str) -> None:
    """The dialogs, without their being asked for."""
    desk = window.desk
    assert desk is not None
    asked: dict[str, QWidget] = {
        "save-version": SaveVersionDialog("V2.0", "2 priorities added under Digital place", window),
        "export": ExportDialog(
            desk.root.title, desk.versions(), desk.houses, "plain", Path.home(), "", window
        ),
        "new": NewDialog(desk.houses, str(Path.home() / "Strategies.engross"), window),
        "shortcuts": shortcut_sheet(window.actions_by_name.values(), window),
        "merge": merge_window(desk, window),
    }
    window.commands.find()
    find = window.commands._find
    if find is not None:
        find.words.setText("council")
        find.by.setText("authority")
        find.search()
        asked["find"] = find
    for name, dialog in asked.items():
        dialog.show()
        grab(application, dialog, folder / f"dialog-{name}-{end}")
        dialog.close()


def main(arguments: list[str]) -> None:
    """Draws all pictures."""
    everything = "--all" in arguments
    named = [argument for argument in arguments if argument != "--all"]
    folder = Path(named[0]) if named else ROOT / "docs" / "pictures" / "window"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    load_fonts()
    schemes: tuple[Scheme, ...] = ("light", "dark", "contrast") if everything else ("light", "dark")
    with tempfile.TemporaryDirectory() as temporary:
        library = Path(temporary, "samples.engross")
        build_samples(library)
        for scheme in schemes:
            for percent in (100, 200) if everything else (100,):
                draw(application, folder, library, scheme, percent)


if __name__ == "__main__":
    main(sys.argv[1:])
