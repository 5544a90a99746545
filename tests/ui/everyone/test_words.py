"""Every word that the window shows can be translated: none is given to a widget as it stands in the source."""

import ast
import re

import pytest

from app.resources import resource_root
from app.ui import look

SHOWN_BY = frozenset(
    "setText setToolTip setAccessibleName setAccessibleDescription setWindowTitle setPlaceholderText setStatusTip "
    "setWhatsThis setTitle setSuffix setPrefix setSpecialValueText addTab insertTab setTabText setLabelText "
    "showMessage setInformativeText setDetailedText addMenu addRow addButton setHorizontalHeaderLabels "
    "QPushButton QCheckBox QRadioButton QLabel QGroupBox QAction plain_label".split()
)
SOURCES = sorted((resource_root().parent / "app" / "ui").rglob("*.py"))
WORD = re.compile(r"[A-Za-z]{2,}")
# The program's name and those of keys.
SAME = re.compile(r"Engross|Ctrl|Shift|Alt|Del|Esc|Enter")


def told_as_they_stand(tree):
    """Words that stand bare in a call which shows its first arguments."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        shown = call.args[:1] if name == "plain_label" else call.args
        if name in SHOWN_BY:
            yield from ((call.lineno, words) for given in shown for words in bare(given))


def bare(given):
    """The words of an argument that no call of tr() or translate() holds."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        if WORD.search(SAME.sub("", given.value)):
            yield given.value
    elif isinstance(given, ast.JoinedStr):
        for part in given.values:
            if isinstance(part, ast.Constant):
                yield from bare(part)
    elif isinstance(given, ast.BinOp):
        yield from (*bare(given.left), *bare(given.right))
    elif isinstance(given, ast.IfExp):
        yield from (*bare(given.body), *bare(given.orelse))
    elif isinstance(given, ast.List | ast.Tuple):
        for each in given.elts:
            yield from bare(each)


class DescribeWords:
    @pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
    def they_can_all_be_translated(self, source):
        assert list(told_as_they_stand(ast.parse(source.read_text(encoding="utf-8")))) == []

    def they_are_found_where_they_stand_bare(self):
        code = 'box.setText("Save it")\nQPushButton(tr("Fine"))\nline.setToolTip(f"Go {x}" if y else "Stay here")'
        assert [words for _, words in told_as_they_stand(ast.parse(code))] == ["Save it", "Go ", "Stay here"]

    def they_are_looked_for_in_the_whole_window(self):
        assert len(SOURCES) > 100
        assert look.__file__ in map(str, SOURCES)
