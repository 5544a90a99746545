"""Links to other parts, where there is nothing to link to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from app.models.nodes import KINDS
from app.ui.fields.control import FieldTools
from app.ui.fields.links import LinksField


@pytest.fixture
def control(qtbot, pictures, ask, plain_house):
    field = next(field for field in KINDS["priority"].fields if field.name == "objectives")
    tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "Aim 1", lambda: plain_house)
    control = LinksField(field, tools)
    qtbot.addWidget(control)
    return control


class DescribeALink:
    def it_has_a_name_with_an_ampersand_as_it_is(self, qtbot, pictures, ask, plain_house):
        field = next(field for field in KINDS["priority"].fields if field.name == "objectives")
        tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "Health & care", lambda: plain_house)
        control = LinksField(field, tools)
        qtbot.addWidget(control)
        control.show_value(("o1",))
        (chip,) = control.findChildren(QToolButton, "chip")
        assert chip.text() == "Health && care"  # as Qt is told of a letter that marks no key
        assert chip.accessibleName() == "Go to Health & care"

    def it_is_added_by_a_button_that_says_so(self, control):
        control.show()
        assert control.add.text() == "Add…"
        assert control.add.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        assert control.add.accessibleName().startswith("Add")

    def it_stands_level_with_the_button_that_adds_one(self, control):
        control.show_value(("o1",))
        control.resize(600, control.sizeHint().height())
        control.show()
        (chip,) = control.findChildren(QToolButton, "chip")
        middle = chip.mapTo(control, chip.rect().center()).y()
        assert abs(control.add.mapTo(control, control.add.rect().center()).y() - middle) <= 1


class DescribeALinkToNothing:
    def it_says_what_is_wanting_and_how_it_is_added(self, control):
        assert control.nothing_to_link() == (
            "There are no objectives yet. Add one first: Ctrl+K, then “add objective”."
        )

    def it_says_that_all_is_linked_where_it_is(self, control):
        control.show_value(("o1",))
        assert control.nothing_to_link() == "All there are is linked already."

    def it_says_that_there_is_none_where_none_can_be_added(self, control):
        def told():
            return [label.text() for label in control.findChildren(QLabel) if label.isVisible()]

        control.make_read_only()
        control.show()
        assert told() == ["None"]
        control.show_value(("o1",))
        assert told() == []
