"""The longest that the window keeps its user waiting: each turn of the event loop in ordinary use of large strategies.

Every event that is handled is timed on the window's thread, from the outermost begin to its end; work that waits in
other threads counts only as far as it keeps this one.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import CHECKOUT, Figure
from benchmarks.window import large

SIZES = {"2,000": 39, "20,000": 392}
USE = """
import sys, time
import app.__main__
from PySide6.QtCore import QElapsedTimer, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from app.__main__ import services
from app.models import tree
from app.ui.look import Look
from app.ui.panels import panels
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.main_window import MainWindow, show_first

class Timed(QApplication):
    depth = 0
    turns = []
    def notify(self, receiver, event):
        if self.depth:
            return super().notify(receiver, event)
        self.depth += 1
        began = time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            self.turns.append((time.perf_counter() - began) * 1000)
            self.depth -= 1

sys.setswitchinterval(app.__main__.HAND_OVER)
app = Timed(["engross"])
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
look = Look(app, settings)
look.apply()
window = MainWindow(services(), look, settings, panels())
calm = 0.0

def wait(ms):
    until = time.perf_counter() + ms / 1000
    while time.perf_counter() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)

def told(name, do, ms=1600):
    app.turns.clear()
    began = time.perf_counter()
    do()
    took = (time.perf_counter() - began) * 1000
    wait(ms)
    print(f"{name}\\t{max([took, *app.turns]):.1f}", flush=True)

def opened():
    show_first(window, sys.argv[1])
    while window.desktop is None:
        wait(5)

app.turns.clear()
opened()
print(f"open\\t{max(app.turns):.1f}", flush=True)
app.turns.clear()
wait(4000)
print(f"after opening: checks, badges, review\\t{max(app.turns):.1f}", flush=True)
desktop = window.desktop
root = desktop.desk.root
themes = [node.id for node in tree.walk(root) if node.kind == "theme"]
priorities = [node.id for node in tree.walk(root) if node.kind == "priority"]
told("select a theme", lambda: desktop.go(themes[3]))
told("select a priority", lambda: desktop.go(priorities[200]))
told("select the vision", lambda: desktop.go(next(n.id for n in root.children if n.kind == "vision")))
told("select the control sheet", lambda: desktop.go(CONTROL_PAGE))
told("select the versions", lambda: desktop.go(VERSIONS_PAGE))
desktop.go(priorities[100])
wait(300)
editor = desktop.workspace.form.fields["body"].control.editor
for n in range(3):
    told("type a letter, then saved and checked", lambda: QTest.keyClick(editor, Qt.Key.Key_A), 2500)
told("move a theme", lambda: desktop.structure.move([themes[2]], "down"))
told("add a theme", lambda: desktop.structure.add_sibling(themes[5]))
told("delete a theme of 50", lambda: desktop.structure.remove([themes[7]]))
told("undo", lambda: desktop.desk.draft.undo())
told("redo", lambda: desktop.desk.draft.redo())
told("filter the tree", lambda: desktop.tree.filter.setText("12.3"))
told("end the filter", lambda: desktop.tree.filter.clear())
def closing(do):
    timer = QTimer()
    timer.setInterval(50)
    def close():
        dialog = app.activeModalWidget() or app.activeWindow()
        for widget in app.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
                timer.stop()
    timer.timeout.connect(close)
    timer.start()
    began = time.perf_counter()
    do()
    timer.stop()
def told_dialog(name, do):
    app.turns.clear()
    began = time.perf_counter()
    closing(do)
    print(f"{name}\\t{(time.perf_counter() - began) * 1000 - 50:.1f}", flush=True)
    wait(500)
told_dialog("go to or do", window.commands.palette)
told_dialog("find", window.commands.find)
def find():
    window.commands.find()
    dialog = window.commands._find
    line = next(iter(dialog.findChildren(__import__("PySide6.QtWidgets").QtWidgets.QLineEdit)))
    line.setText("Priority")
told("find a word in all parts", find)
window.commands._find.reject()
for key in [each.key for each in window.panels]:
    told(f"show {key} the first time", lambda: desktop.show_activity(key), 3000)
    desktop.show_activity("draft")
    wait(300)
    told(f"show {key} again", lambda: desktop.show_activity(key), 1500)
    if desktop.activity == key:
        told(f"edit while {key} is on show", lambda: desktop.structure.move([themes[2]], "down"), 2500)
    desktop.show_activity("draft")
    wait(300)
told("all panels made: move a theme", lambda: desktop.structure.move([themes[9]], "down"), 3000)
def save():
    desk = desktop.desk
    desk.services.save_version(desk.library, desk.id, "V1", "", "", "")
    desk.versions_changed.emit()
told("save a version", save, 3000)
told("all panels made: edit after a version", lambda: desktop.structure.move([themes[9]], "down"), 3000)
for name in ("comments", "suggestions", "checks"):
    told(f"side tab {name}", lambda: window.review.open.show_tab(name))
window.desk.draft.flush()
import os
sys.stdout.flush()
os._exit(0)
"""


def measure() -> Iterator[Figure]:
    """The longest turn of each action, by size of the strategy; the longest of all sizes come first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="engross-") as temporary:
        for nodes, themes in SIZES.items():
            place = large(Path(temporary, f"{themes}.engross"), themes)
            found = turns(place, Path(temporary, f"{themes}.ini"))
            for action, longest in sorted(found.items(), key=lambda pair: -pair[1]):
                yield f"{nodes} nodes: {action}", longest, "ms"


def turns(library: Path, settings: Path) -> dict[str, float]:
    """The longest turn in milliseconds of each action, with the only strategy of a library."""
    done = subprocess.run(
        [sys.executable, "-c", USE, str(library), str(settings)],
        cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=500,
    )  # fmt: skip
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        name, _, figure = line.partition("\t")
        if figure:
            found[name] = max(found.get(name, 0.0), float(figure))
    return found
