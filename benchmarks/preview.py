"""The preview of the sample strategy, thirty pages with its figures: from an edit to the new pages, waiting included.

Also the longest that the window's own thread is kept from its work meanwhile.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import cast

from benchmarks.processes import Figure, sized

EDITS = sized(8, 1)


def measure() -> list[Figure]:
    """Medians and the longest of some edits, one after another."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.__main__ import services
    from app.models import tree
    from app.services.editing import Editing
    from app.services.samples import build_samples
    from app.store.library import Library
    from app.ui.ask import Ask
    from app.ui.desk import Desk
    from app.ui.draft import Draft
    from app.ui.preview.making import make_panel

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder, "samples.engross")
        build_samples(place)
        with Library.open(place) as library:
            editing = Editing(library, library.strategies()[0].id)
            made = services()
            draft = Draft(editing, {})
            desk = Desk(library, draft, made.houses(), made, cast("Ask", None))
            panel = make_panel(desk)
            shown: list[float] = []
            panel.shown.connect(lambda: shown.append(time.perf_counter()))
            panel.resize(900, 800)

            def waited(count: int) -> float:
                longest = 0.0
                while len(shown) < count:
                    began = time.perf_counter()
                    app.processEvents()
                    longest = max(longest, time.perf_counter() - began)
                return longest

            began = time.perf_counter()
            panel.show()
            waited(1)
            first = shown[0] - began
            edits: list[float] = []
            kept: list[float] = []
            for n in range(EDITS):
                began = time.perf_counter()
                draft.do(lambda root, n=n: tree.change(root, root.id, title=f"Strategy {n}"), "Rename")
                kept.append(waited(n + 2))
                edits.append(shown[-1] - began)
            pages = panel.document.pageCount()
            panel.close()
    return [
        ("first shown", first, "s"),
        (f"an edit to the new {pages} pages, median", statistics.median(edits), "s"),
        (f"an edit to the new {pages} pages, longest", max(edits), "s"),
        ("longest turn of the event loop meanwhile", max(kept) * 1000, "ms"),
    ]
