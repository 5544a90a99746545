"""The desktop window beside a bare PySide6 window with tree and editor: start, memory, opening, typing, dragging."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import Figure, process
from benchmarks.strategies import large, long

BETWEEN_S = 0.05
BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTextEdit, QTreeWidget, QTreeWidgetItem
app = QApplication(["bare"])
window, splitter, tree = QMainWindow(), QSplitter(), QTreeWidget()
tree.addTopLevelItems([QTreeWidgetItem([f"Part {n}"]) for n in range(200)])
splitter.addWidget(tree)
splitter.addWidget(QTextEdit())
window.setCentralWidget(splitter)
window.show()
QTimer.singleShot(0, lambda: os._exit(0))
app.exec()
"""
OURS = """
import os, sys, time
import app.__main__
from PySide6.QtCore import QElapsedTimer, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from app.__main__ import services
from app.ui.look import Look
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow, show_first
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
SHOWN = (
    OURS.replace("show_first(window, sys.argv[1])", "window.show()")
    + "QTimer.singleShot(0, lambda: os._exit(0))\napp.exec()\n"
)
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
    + f"BETWEEN_S = {BETWEEN_S}\n"
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
    seen = False
    def eventFilter(self, watched, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False
def pressed():
    # The author waits for the letter, and goes on a while later, so that words are saved and checked meanwhile.
    painted.seen = False
    start = time.perf_counter()
    QTest.keyClick(editor, Qt.Key.Key_A)
    while not painted.seen:
        spin()
    took = (time.perf_counter() - start) * 1000
    while time.perf_counter() < start + BETWEEN_S:
        spin()
        time.sleep(0.001)
    return took
themes = [node.id for node in tree.walk(desktop.desk.root) if node.kind == "theme"]
kind = "theme" if sys.argv[3] == "type long" else "priority"
wanted = next(node.id for node in tree.walk(desktop.desk.root) if node.kind == kind)
if sys.argv[3].startswith("type"):
    desktop.go(wanted)
    for _ in range(200):
        spin()
        time.sleep(0.01)
    editor = desktop.workspace.form.fields["body"].control.editor
    page = editor.viewport()
    page.installEventFilter(painted := Painted(page))
    took = sorted(pressed() for _ in range(300))
    print(took[int(len(took) * 0.99)])
else:
    took = sorted(timed(lambda: desktop.structure.move([themes[n % 2]], "down")) for n in range(15))
    print(took[len(took) // 2])
window.desk.draft.flush()
sys.stdout.flush()
os._exit(0)
"""
)


def measure() -> Iterator[Figure]:
    """Each figure as it is taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        samples, huge = _samples(folder / "samples.engross"), large(folder / "large.engross")
        bare = process([sys.executable, "-c", BARE])
        yield "bare window with tree and editor, whole process", bare.seconds, "s"
        shown = process([sys.executable, "-c", SHOWN, samples, folder / "shown.ini"])
        yield "our window shown, whole process", shown.seconds / bare.seconds, "× bare"
        usable = process([sys.executable, "-c", USABLE, samples, folder / "usable.ini"])
        yield (
            "our window with the sample strategy in it, whole process",
            usable.seconds / bare.seconds,
            "× bare",
        )
        yield "memory with the sample strategy open", usable.megabytes / bare.megabytes, "× bare"
        opened = process([sys.executable, "-c", USABLE, huge, folder / "large.ini"], runs=3)
        yield "20,000 nodes: from shown to open in the tree", opened.work, "s"
        typing = process([sys.executable, "-c", WORK, samples, folder / "type.ini", "type"], runs=3)
        yield "key press to painted text, sample strategy, p99", typing.work, "ms"
        eighty = long(folder / "long.engross")
        typing = process([sys.executable, "-c", WORK, eighty, folder / "long.ini", "type long"], runs=3)
        yield "key press to painted text, body of 2,500 words among 80,000, p99", typing.work, "ms"
        moving = process([sys.executable, "-c", WORK, huge, folder / "move.ini", "move"], runs=3)
        yield "20,000 nodes: theme with 50 priorities moved, saved and painted", moving.work, "ms"


def _samples(to: Path) -> Path:
    from app.services.samples import build_samples

    build_samples(to)
    return to
