"""Dates of a priority in its form: what is wrong with one, and with one beside the other."""

from PySide6.QtCore import Qt


def typed(qtbot, opened, **dates):
    fields = opened.desktop.workspace.form.fields
    for name, words in dates.items():
        line = fields[name].control.line
        line.setFocus()
        line.clear()
        qtbot.keyClicks(line, words)
    opened.desk.draft.flush()
    return [fields[name].wrong.text() for name in ("start", "end")]


class DescribeTheDatesOfAPriority:
    def they_say_beside_the_end_that_it_comes_before_the_start(self, qtbot, opened):
        opened.desktop.go("p1")
        told = "⚠ The end, March 2026, is before the start, 1 April 2026; correct one of them."
        assert typed(qtbot, opened, start="1 April 2026", end="March 2026") == ["", told]
        opened.desktop.go("p2")
        assert opened.desktop.workspace.form.fields["end"].wrong.text() == ""
        opened.desktop.go("p1")
        assert opened.desktop.workspace.form.fields["end"].wrong.text() == told
        assert typed(qtbot, opened, start="1 March 2026") == ["", ""]

    def they_say_that_one_is_none(self, qtbot, opened):
        opened.desktop.go("p1")
        told = "⚠ Not a date: write it as 9 October 2017"
        assert typed(qtbot, opened, start="31 February 2026", end="0000") == [told, told]

    def they_take_quarters_and_seasons_as_plans_write_them(self, qtbot, opened):
        opened.desktop.go("p1")
        assert typed(qtbot, opened, start="Q3 2026/27", end="Summer 2027") == ["", ""]
        priority = opened.desk.node("p1")
        assert (priority.start, priority.end) == ("Q3 2026/27", "Summer 2027")


class DescribeWhatIsWrongWithACell:
    def it_comes_into_sight_below_its_table(self, qtbot, opened):
        opened.resize(1000, 500)
        opened.desktop.go("p1")
        form = opened.desktop.workspace.form
        form.add_requested.emit("p1", "milestone")
        qtbot.waitUntil(lambda: form.tables["milestone"].view.state().name == "EditingState")
        table = form.tables["milestone"]
        qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: not form._follow.isActive())
        cell = opened.focusWidget()
        foot = cell.mapTo(form.widget(), cell.rect().bottomLeft()).y()
        form.verticalScrollBar().setValue(foot - form.viewport().height())
        assert not cell.visibleRegion().isEmpty()
        assert form.verticalScrollBar().value() > 0
        qtbot.keyClicks(opened.focusWidget(), "one day")
        assert "Not a date" in table.wrong.text()

        def seen():
            foot = table.wrong.mapTo(form.viewport(), table.wrong.rect().bottomLeft()).y()
            return 0 < foot <= form.viewport().height()

        qtbot.waitUntil(seen, timeout=3000)
