"""The side by side view of 80,000 words with one word in twenty changed: opening, scrolling, stepping, taking."""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.compare.changes import Change
from app.compare.taking import taken
from app.importers.reading import read_file
from app.importers.recognise import propose
from app.models.nodes import Node
from app.services.comparing import side_by_side
from app.services.sides import Side, Sides
from app.services.targets import Reached
from benchmarks.comparing import edited
from benchmarks.processes import Figure, make_workloads, sized

STEPS = sized(120, 2)


def measure() -> list[Figure]:
    """Every figure; a step is the time from the wish to the painted page."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large",))
        content = propose(read_file(place / "large_1.docx"), title="Large").content
    from msgspec import structs

    new: Node = edited(content.root, random.Random(5))
    sides = Sides(Side("old", Reached(content)), Side("new", Reached(structs.replace(content, root=new))))
    began = time.perf_counter()
    found = side_by_side(sides)
    compared = time.perf_counter() - began
    some: list[Change] = [c for c in found.comparison.changes if c.field][:20]
    taking = _seconds(lambda: taken(new, content.root, some, back=True))
    return [
        ("compare and align for the view, in the background", compared, "s"),
        *_view(found),
        ("take back 20 of its changes", taking * 1000, "ms"),
    ]


def _view(found: object) -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.ask import Ask
    from app.ui.compare.comparing import Basis, Compared
    from app.ui.compare.panel import ComparePanel

    app = QApplication.instance() or QApplication([])

    class Made:
        """A comparison that is there at once."""

        read_only = False

        def bases(self) -> list[Basis]:
            return [Basis("Old", "Old"), Basis("Draft")]

        def first(self) -> str:
            return "Old"

        def term(self, kind: str) -> str:
            return kind

        def compare(self, *_: object) -> Compared:
            return Compared(found, sides="both")  # type: ignore[arg-type]

    panel = ComparePanel(Made(), Ask)  # type: ignore[arg-type]
    panel.resize(1280, 800)
    began = time.perf_counter()
    shown: list[float] = []
    panel.shown.connect(lambda: shown.append(time.perf_counter()))
    panel.show()
    while not shown:
        app.processEvents()
    panel.grab()
    opened = time.perf_counter() - began
    bar = panel.view.verticalScrollBar()

    def painted(act: Callable[[], object]) -> float:
        return _seconds(lambda: (act(), panel.view.viewport().grab(), panel.map.grab()))

    steps = [painted(lambda: bar.setValue(bar.value() + bar.singleStep() * 3)) for _ in range(STEPS)]
    pages = [painted(lambda: bar.setValue(bar.value() + bar.pageStep())) for _ in range(STEPS)]
    changes = [painted(lambda: panel.step(1)) for _ in range(STEPS)]
    narrow = painted(lambda: panel.bar.filters["other"].setChecked(False))
    return [
        ("open the view: lay out, list and paint", opened, "s"),
        ("scroll step, median", statistics.median(steps) * 1000, "ms"),
        ("scroll step, slowest", max(steps) * 1000, "ms"),
        ("page down, median", statistics.median(pages) * 1000, "ms"),
        ("next change (F7), median", statistics.median(changes) * 1000, "ms"),
        ("filter the changes", narrow * 1000, "ms"),
    ]


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
