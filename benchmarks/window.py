"""The desktop window beside a bare PySide6 window with tree and editor: start, memory, opening, typing, dragging."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import Figure, by_turns, peers_python, process, sized
from benchmarks.strategies import large, long

BETWEEN_S = sized(0.05, 0.0)
KEYS, MOVES, SETTLED = sized((300, 15, 200), (2, 2, 2))
THEMES = sized(392, 3)  # of 50 priorities each
AT_REST_MS = sized(10_000, 100)  # by then whatever follows the opening of a strategy is done
STARTS = 9
PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched in self.awaited:
            self.awaited.remove(watched)
            if not self.awaited:
                QTimer.singleShot(0, lambda: os._exit(0))
        return False
    def wait(self, *seen):
        self.awaited = [area.viewport() for area in seen]
        for area in self.awaited:
            area.installEventFilter(self)
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTextEdit, QTreeWidget, QTreeWidgetItem
app = QApplication(["bare"])
window, splitter, tree, editor = QMainWindow(), QSplitter(), QTreeWidget(), QTextEdit()
tree.addTopLevelItems([QTreeWidgetItem([f"Part {n}"]) for n in range(200)])
splitter.addWidget(tree)
splitter.addWidget(editor)
window.setCentralWidget(splitter)
"""
BARE_SHOWN = f"{PAINTED}{BARE}window.show()\nQTimer.singleShot(0, lambda: os._exit(0))\napp.exec()\n"
BARE_PAINTED = f"{PAINTED}{BARE}painted = Painted()\npainted.wait(tree, editor)\nwindow.show()\napp.exec()\n"
# As the command starts the window: it has Python look for cycles seldom before anything is imported.
STARTED = """
import gc, os, sys
import app.cli
gc.set_threshold(*app.cli.SEARCHED)
import app.__main__
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from app.ui.look import STYLE
sys.setswitchinterval(app.__main__.HAND_OVER)
application = QApplication(["engross", *STYLE])
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
window = app.__main__.shown(application, settings, sys.argv[1])
"""
SHOWN = f"{STARTED}QTimer.singleShot(0, lambda: os._exit(0))\napplication.exec()\n"
PAINTED_WITH_STRATEGY = f"""{STARTED}{PAINTED}
painted = Painted()
def watch(*_):
    desktop = window.desktop
    painted.wait(desktop.tree.view, desktop.workspace.form.fields["body"].control.editor)
window.putting_up.there.connect(watch)
application.exec()
"""
AT_REST = f"{STARTED}QTimer.singleShot({AT_REST_MS}, lambda: os._exit(0))\napplication.exec()\n"
# novelWriter shows its first dialog in a loop of its own, so its first idle moment comes in there.
NOVELWRITER = """
import os, sys
from PyQt6.QtCore import QTimer
import novelwriter
from novelwriter.guimain import GuiMain
last = GuiMain.postLaunchTasks
def begin(window, project):
    QTimer.singleShot(0, lambda: os._exit(0))
    last(window, project)
GuiMain.postLaunchTasks = begin
novelwriter.main([f"--config={sys.argv[1]}", f"--data={sys.argv[1]}"])
"""
OURS = """
import os, sys, time
import app.__main__
from PySide6.QtCore import QElapsedTimer, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from app.__main__ import services
from app.ui.look import Look
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow
from app.ui.window.target import show_first
sys.setswitchinterval(app.__main__.HAND_OVER)
app = QApplication(["engross"])
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
look = Look(app, settings)
look.apply()
window = MainWindow(services(), look, settings, panels())
began = time.perf_counter()
show_first(window, sys.argv[1])
ready = lambda: window.desktop is not None
"""
USABLE = (
    OURS
    + """
def leave():
    print(time.perf_counter() - began, flush=True)
    os._exit(0)
timer = QTimer()
timer.timeout.connect(lambda: ready() and QTimer.singleShot(0, leave))
timer.start(1)
app.exec()
"""
)
WORK = (
    OURS
    + f"BETWEEN_S, KEYS, MOVES, SETTLED = {BETWEEN_S}, {KEYS}, {MOVES}, {SETTLED}\n"
    + """
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from app.models import tree
def spin():
    app.processEvents()
while not ready() or window.arriving.under_way:
    spin()
desktop = window.desktop
def timed(do):
    start = time.perf_counter()
    do()
    spin()
    return (time.perf_counter() - start) * 1000
class Painted(QObject):
    at = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            # Comes once the painting that begins now is over, and before anything that waits for its time.
            app.postEvent(self, QEvent(QEvent.Type.User))
        return False
    def customEvent(self, event):
        self.at = time.perf_counter()
def pressed(due):
    # A key that is due while the window is at work waits until it is heard, and that counts.
    while time.perf_counter() < due:
        spin()
        time.sleep(0.001)
    painted.at = 0.0
    QTest.keyClick(editor, Qt.Key.Key_A)
    while not painted.at:
        spin()
    return (painted.at - due) * 1000
def typed(keys):
    # The author waits for the letter, and goes on a while later, so that words are saved and checked meanwhile.
    painted.at = time.perf_counter()
    return [pressed(painted.at + BETWEEN_S) for _ in range(keys)]
themes = [node.id for node in tree.walk(desktop.desk.root) if node.kind == "theme"]
kind = "theme" if sys.argv[3] == "type long" else "priority"
wanted = next(node.id for node in tree.walk(desktop.desk.root) if node.kind == kind)
if sys.argv[3].startswith("type"):
    desktop.go(wanted)
    for _ in range(SETTLED):
        spin()
        time.sleep(0.01)
    editor = desktop.workspace.form.fields["body"].control.editor
    page = editor.viewport()
    page.installEventFilter(painted := Painted(page))
    took = sorted(typed(KEYS))
    print(took[int(len(took) * 0.99)])
else:
    took = sorted(timed(lambda: desktop.structure.move([themes[n % 2]], "down")) for n in range(MOVES))
    print(took[len(took) // 2])
window.desk.draft.flush()
sys.stdout.flush()
os._exit(0)
"""
)


def measure() -> Iterator[Figure]:
    """Each figure as it is taken."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ.setdefault("QT_QPA_PLATFORM", _on_a_screen(folder / "screen.json"))
        samples, huge = _samples(folder / "samples.engross"), large(folder / "large.engross", THEMES)
        yield from _starts(folder, samples)
        opened = process([sys.executable, "-c", USABLE, huge, folder / "large.ini"], runs=3)
        yield "20,000 nodes: from shown to open in the tree", opened.work, "s"
        typing = process([sys.executable, "-c", WORK, samples, folder / "type.ini", "type"], runs=3)
        yield "key press to painted text, sample strategy, p99", typing.work, "ms"
        eighty = long(folder / "long.engross")
        typing = process([sys.executable, "-c", WORK, eighty, folder / "long.ini", "type long"], runs=3)
        yield "key press to painted text, body of 2,500 words among 80,000, p99", typing.work, "ms"
        moving = process([sys.executable, "-c", WORK, huge, folder / "move.ini", "move"], runs=3)
        yield "20,000 nodes: theme with 50 priorities moved, saved and painted", moving.work, "ms"


def _on_a_screen(description: Path) -> str:
    """Qt's platform without a display, with a screen on which the whole window has room."""
    screen = {
        "name": "screen",
        "width": 1920,
        "height": 1080,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    description.write_text(json.dumps({"screens": [{"x": 0, "y": 0} | screen]}), encoding="utf-8")
    return f"offscreen:configfile={description}"


def _starts(folder: Path, samples: Path) -> Iterator[Figure]:
    """Whole processes by turns. A start ends at the first idle moment after tree and editor were painted, in both.

    The bare window merely shown, which had painted nothing yet when it was left, is told as well: it was the measure
    before, and is the harder one.
    """
    python, config = [sys.executable, "-c"], folder / "novelwriter"
    config.mkdir()
    settings = [samples, folder / "start.ini"]
    commands = [
        [*python, BARE_PAINTED],
        [*python, BARE_SHOWN],
        [*python, SHOWN, "", folder / "fresh.ini"],
        [*python, PAINTED_WITH_STRATEGY, *settings],
    ]
    if other := peers_python(folder / "peer", "novelWriter"):
        commands.append([other, "-c", NOVELWRITER, config])
        process(commands[-1], runs=1)  # the first start writes its settings
    bare, least, shown, ours, *peer = by_turns(*commands, runs=STARTS)
    yield "bare window with tree and editor, painted, processor time", bare.processor, "s"
    yield "our window with its first page shown ÷ bare, processor time", shown.processor / bare.processor, "×"
    yield (
        "our window with the sample strategy painted ÷ bare (at most 2.5)",
        ours.processor / bare.processor,
        "×",
    )
    yield "the same, by the clock", ours.seconds / bare.seconds, "×"
    yield "the same ÷ bare that has painted nothing yet", ours.processor / least.processor, "×"
    for novelwriter in peer:
        yield (
            "our start ÷ novelWriter's without a project (at most 0.25)",
            ours.seconds / novelwriter.seconds,
            "×",
        )
        yield "the same, processor time", ours.processor / novelwriter.processor, "×"
    yield "memory with the sample strategy open ÷ bare (under 2)", ours.megabytes / bare.megabytes, "×"
    rested = process([*python, AT_REST, samples, folder / "rest.ini"], runs=1)
    yield "the same at rest, ten seconds later (under 2)", rested.megabytes / bare.megabytes, "×"


def _samples(to: Path) -> Path:
    from app.services.samples import build_samples

    build_samples(to)
    return to
