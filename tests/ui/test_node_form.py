import pytest
from PySide6.QtCore import QEvent, QObject

from app.models.nodes import KINDS
from app.ui.fields.control import FieldControl, FieldTools, LabelledField
from app.ui.forms.node_form import NodeForm


class Restyled(QObject):
    """Names the fields that Qt styles anew, as it does where they are moved with all they hold."""

    def __init__(self):
        super().__init__()
        self.fields = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, FieldControl | LabelledField):
            self.fields.append(type(watched).__name__)
        return False


@pytest.fixture
def restyled(qapp):
    before, heard = qapp.styleSheet(), Restyled()
    qapp.setStyleSheet("QLabel { color: red; }")
    qapp.installEventFilter(heard)
    yield heard.fields
    qapp.removeEventFilter(heard)
    qapp.setStyleSheet(before)


class DescribeTheForm:
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def it_makes_each_field_in_its_place(self, qtbot, restyled, pictures, ask, plain_house, kind):
        tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "", lambda: plain_house)
        form = NodeForm(kind, tools)
        qtbot.addWidget(form)
        assert form.fields
        assert restyled == []
