"""A number's digits stand where the words of other fields do; read only they are still there; a score says its ends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.models.kinds import CHANCE, HARM
from app.ui.charts.risk_table import SCORES, RiskModel
from app.ui.fields.control import LabelledField
from app.ui.fields.simple import ChoiceField, LineField, NumberField
from app.ui.forms.child_model import ChildModel
from app.ui.forms.columns import columns_of, field_of
from tests.ui.everyone.conftest import work_done


def declared(kind, name):
    found = field_of(kind, name)
    assert found is not None
    return found


@pytest.fixture
def page(qtbot, look):
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page)
    page.show()
    return page


def ink_from(widget):
    """How far from the left of a field its first letter stands, in pixels."""
    picture = widget.grab().toImage()
    row = range(3, picture.width() - 3)
    ground = picture.pixelColor(4, picture.height() // 2)

    def is_ink(x, y):
        return abs(picture.pixelColor(x, y).lightness() - ground.lightness()) > 90

    return next(x for x in row if any(is_ink(x, y) for y in range(6, picture.height() - 6)))


class DescribeANumberOfAForm:
    def it_stands_where_words_do(self, page):
        line, number = LineField(declared("risk", "owner")), NumberField(declared("risk", "likelihood"))
        choice = ChoiceField(declared("section", "role"))
        for control in (line, number, choice):
            page.layout().addWidget(control)
        line.show_value("E")
        number.show_value(5)
        choice.box.setItemText(0, "E")
        work_done()
        at = ink_from(line.line)
        assert abs(ink_from(number.box) - at) <= 1
        assert abs(ink_from(choice.box) - at) <= 1

    def it_can_still_be_read_where_nothing_is_altered(self, page):
        field = declared("risk", "likelihood")
        control = NumberField(field)
        page.layout().addWidget(control)
        control.show_value(4)
        control.make_read_only()
        work_done()
        (line,) = (each for each in control.findChildren(QLineEdit) if each.isVisible())
        assert (line.text(), line.isReadOnly(), line.accessibleName()) == ("4", True, "Likelihood")
        assert line.width() > line.fontMetrics().horizontalAdvance("4")
        control.show_value(0)
        assert (line.text(), control.value()) == ("not scored", 0)


class DescribeAScore:
    @pytest.mark.parametrize("name", ["likelihood", "impact", "likelihood_after", "impact_after"])
    def it_says_which_end_is_worse_below_its_box(self, page, name):
        labelled = LabelledField(lambda place: NumberField(declared("risk", name), place))
        page.layout().addWidget(labelled)
        scale = CHANCE if name.startswith("likelihood") else HARM
        assert scale in [label.text() for label in labelled.findChildren(QLabel)]
        box = labelled.control.focusProxy()
        assert box is not None
        assert scale in box.toolTip()

    def it_says_so_over_the_columns_of_both_registers(self):
        across, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
        table = ChildModel("risk")
        at = {field.name: n for n, field in enumerate(columns_of("risk"))}
        assert str(table.headerData(at["impact"], across, tip)).startswith(HARM)
        assert not table.headerData(at["title"], across, tip)
        register = RiskModel(lambda risk: risk.title, lambda *_: None, lambda _: None)
        for column, (score, _) in SCORES.items():
            scale = CHANCE if score == "likelihood" else HARM
            assert str(register.headerData(column, across, tip)).endswith(scale)
