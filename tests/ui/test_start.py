"""What starting the window costs is kept small."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
ASKED = """
import builtins, sys
import app.__main__
from app.models.patterns import sought
slow = ("sqlalchemy", "numpy", "pyqtgraph", "PySide6.QtPdf", "lxml", "reportlab", "html.parser", "app.compare",
        "app.ui.dialogs", "app.ui.picker", "app.ui.forms.matrix", "app.ui.forms.child_table", "app.ui.window.welcome",
        "app.ui.window.help", "app.ui.forms.pasted_rows", "app.models.approval", "json", "html", "calendar", "getpass")
made = [name for name in ("QStyle", "QDialog", "QProgressDialog") if name in vars(sys.modules["PySide6.QtWidgets"])]
made += [name for name in ("QDesktopServices", "QImage") if name in vars(sys.modules["PySide6.QtGui"])]
made += ["a pattern"] * sought.cache_info().misses
print([name for name in slow if name in sys.modules] + made, builtins.__import__.__name__)
"""


class DescribeTheStart:
    def it_imports_nothing_slow_before_the_window_is_seen(self):
        done = subprocess.run(
            [sys.executable, "-c", ASKED], cwd=CHECKOUT, capture_output=True, text=True, check=True
        )
        found, hook = done.stdout.rsplit(maxsplit=1)
        assert found == "[]"
        assert hook != "__feature_import__"
