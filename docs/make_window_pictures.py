"""Grabs every panel of the window to docs/pictures/window, in light and dark, and the guide's stories beside it.

    python docs/make_window_pictures.py [FOLDER] [--all] [--panels] [--stories]

Panels come from the samples; with --all also in high contrast, and each at 200 %. With --panels or --stories only
those are made. Look at what you changed. No screen is needed.
"""

import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import chdir, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app.__main__ import services  # noqa: E402
from app.models import tree  # noqa: E402
from app.models.control import VersionRow  # noqa: E402
from app.services.samples import build_samples  # noqa: E402
from app.store.rows import StrategyRow  # noqa: E402
from app.ui.look import STYLE, Look, Scheme, load_fonts  # noqa: E402
from app.ui.pages.versions import SaveVersionDialog  # noqa: E402
from app.ui.panels import panels  # noqa: E402
from app.ui.preview.panel import PreviewPanel  # noqa: E402
from app.ui.window.bin import BinDialog  # noqa: E402
from app.ui.window.desktop import Desktop  # noqa: E402
from app.ui.window.export import ExportDialog  # noqa: E402
from app.ui.window.help import shortcut_sheet  # noqa: E402
from app.ui.window.main_window import MainWindow  # noqa: E402
from app.ui.window.welcome import NewDialog  # noqa: E402
from docs.picture_of_merge import merge_window  # noqa: E402
from docs.picturing import Answers, Camera  # noqa: E402
from docs.review_pictures import draw_review  # noqa: E402
from docs.story_approval import draw_approval  # noqa: E402
from docs.story_drafting import draw_first_strategy  # noqa: E402
from docs.story_import import draw_import  # noqa: E402
from docs.story_reviewing import draw_comparing  # noqa: E402

KINDS = ("strategy", "vision", "theme", "priority", "risk", "glossary", "consultation", "principles")
SAMPLES = "samples.engross"
BINNED = (
    StrategyRow(
        "first", "Digital Strategy 2022–2026", "plain", "e5", binned="2026-11-20T10:15:00+00:00", approved="e5",
        versions=(VersionRow("V4", "2022-07-14", fingerprint="e5"),),
    ),
    StrategyRow("second", "Digital Strategy, first attempt", "plain", "a1", binned="2026-10-05T15:40:00+00:00"),
)  # fmt: skip
"""Two strategies that were deleted: an approved one that was followed by another, and one begun by mistake."""


def draw_panels(application: QApplication, folder: Path, scheme: Scheme, percent: int) -> None:
    """Every panel and dialog in one look."""
    end: str = scheme if percent == 100 else f"{scheme}-{percent}"
    camera = Camera(application, folder, end)
    with samples():
        window = opened(application, scheme, percent)
        camera.take(window, "welcome")
        show_samples(window, camera)
        assert window.desktop is not None
        pages(camera, window, window.desktop)
        dialogs(camera, window)
        draw_review(window, camera.take, camera.until)
        assert window.desk is not None
        last = Path("Last period’s strategy.md")
        window.services.export(window.desk.copy_of(), last, "wrexham")
        window.close_strategy()
        camera.take(window, "welcome-recent")
        window.importing.read(last)
        camera.until(lambda: window.importing.review is not None)
        assert window.importing.review is not None
        window.importing.review.parts.library.setText(
            "Strategies.engross"
        )  # not where this machine has its documents
        camera.take(window.importing.review, "dialog-import")
        window.importing.review.reject()
        shut(window, camera)


def draw_stories(application: QApplication, folder: Path) -> None:
    """The guide's stories, each from a library of its own, in light."""
    camera = Camera(application, folder)
    with samples():
        window = opened(application, "light", 100)
        draw_first_strategy(window, camera)
        window.close_strategy()
        draw_import(window, camera)
        shut(window, camera)
    with samples():
        ask = Answers()
        window = opened(application, "light", 100, ask)
        show_samples(window, camera)
        draw_comparing(window, camera)
        draw_approval(window, camera, ask)
        window.close_strategy()
        camera.take(window, "approval-welcome", 440)
        shut(window, camera)


@contextmanager
def samples() -> Generator[Path]:
    """A folder of its own with the sample library, which is the current one so that pictures show no path."""
    with tempfile.TemporaryDirectory() as temporary, chdir(temporary):
        build_samples(Path(SAMPLES))
        yield Path(temporary)


def opened(application: QApplication, scheme: Scheme, percent: int, ask: Answers | None = None) -> MainWindow:
    """A window in one look, on its first page."""
    settings = QSettings(str(Path(f"{scheme}{percent}.ini").absolute()), QSettings.Format.IniFormat)
    look = Look(application, settings)
    look.scheme, look.percent = scheme, percent
    look.apply()
    while look.under_way:
        application.processEvents()
    window = MainWindow(services(), look, settings, panels(), ask)
    window.resize(1280, 800)
    window.show()
    window.greeting.show()
    return window


def show_samples(window: MainWindow, camera: Camera) -> None:
    """Opens the sample library and waits for it."""
    window.open_library(SAMPLES)
    camera.until(lambda: window.review.open is not None and window.state.findings.text() != "")
    camera.until(lambda: window.state.words.text() != "")
    window.resize(1280, 800)


def shut(window: MainWindow, camera: Camera) -> None:
    """Closes the window and waits for what is still done behind it."""
    window.close()
    camera.idle()


def pages(camera: Camera, window: MainWindow, desktop: Desktop) -> None:
    """The form of one part of each kind, both pages, and every further activity."""
    first = {node.kind: node.id for node in reversed(list(tree.walk(desktop.desk.root)))}
    shown = {kind: first[kind] for kind in KINDS if kind in first}
    shown |= {"document-control": "page-control", "version-control": "page-versions"}
    for name, id in shown.items():
        desktop.go(id)
        desktop.workspace.finish()
        camera.take(window, name)
    for activity in panels():
        desktop.show_activity(activity.key)
        if choose := getattr(desktop.panel(activity.key), "choose_version", None):
            choose(desktop.desk.versions()[0].label)
        camera.idle()
        if isinstance(preview := desktop.panel(activity.key), PreviewPanel):
            camera.drawn(preview.view.viewport())
        camera.take(window, activity.key)


def dialogs(camera: Camera, window: MainWindow) -> None:
    """The dialogs, without their being asked for."""
    desk = window.desk
    assert desk is not None
    asked: dict[str, QWidget] = {
        "save-version": SaveVersionDialog("V2.0", "2 priorities added under Digital place", window),
        "export": ExportDialog(desk.root.title, desk.versions(), desk.houses, "plain", Path(), "", window),
        "new": NewDialog(desk.houses, "Strategies.engross", window),
        "shortcuts": shortcut_sheet(window.actions_by_name.values(), window),
        "merge": merge_window(desk, window),
        "bin": BinDialog(BINNED, parent=window),
    }
    window.commands.find()
    find = window.commands.finding.dialog
    if find is not None:
        find.words.setText("council")
        find.by.setText("authority")
        find.search()
        asked["find"] = find
    for name, dialog in asked.items():
        camera.dialog(dialog, f"dialog-{name}")


def main(arguments: list[str]) -> None:
    """Draws all pictures."""
    named = [argument for argument in arguments if not argument.startswith("--")]
    folder = Path(named[0]).absolute() if named else ROOT / "docs" / "pictures" / "window"
    story = folder.parent / "guide"
    for each in (folder, story):
        each.mkdir(parents=True, exist_ok=True)
    application = QApplication([*sys.argv[:1], *STYLE])
    load_fonts()
    everything = "--all" in arguments
    schemes: tuple[Scheme, ...] = ("light", "dark", "contrast") if everything else ("light", "dark")
    if "--stories" not in arguments:
        for scheme in schemes:
            for percent in (100, 200) if everything else (100,):
                draw_panels(application, folder, scheme, percent)
    if "--panels" not in arguments:
        draw_stories(application, story)


if __name__ == "__main__":
    main(sys.argv[1:])
