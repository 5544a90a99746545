"""Rows of a spreadsheet, or lines of a list, pasted into a table of parts become parts."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.models.text import plain
from app.ui.forms.columns import columns_of
from app.ui.forms.pasted_rows import pasted_rows
from app.ui.rich_text.lines import from_text

PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def rows(kind, text):
    return pasted_rows(from_text(text), columns_of(kind))


class DescribePastedRows:
    def it_reads_each_cell_as_its_column_would(self):
        found = rows("cost", "Fibre\t2027\t£1.2m\t1,200\tGrant\nPosts\t2028\ttbc\t£0.4m\t\n")
        assert [row["title"] for row in found.rows] == ["Fibre", "Posts"]
        assert (found.rows[0]["capital"], found.rows[0]["revenue"]) == (Decimal(1200000), Decimal(1200))
        assert "capital" not in found.rows[1]
        assert found.unread == ("tbc",)

    def it_takes_no_sum_for_a_year(self):
        found = rows("cost", "Fibre\t250,000\t£1.2m\nPosts\t2028/29\t£0.4m\n")
        assert [row.get("year") for row in found.rows] == [None, "2028/29"]
        assert found.unread == ("250,000",)

    def it_leaves_out_a_row_of_headings(self):
        labels = [field.label for field in columns_of("term")]
        found = rows("term", "\t".join(labels) + "\nQuay\tA place for boats\n")
        assert found.rows == ({"title": "Quay", "body": plain("A place for boats")},)

    def it_takes_columns_as_their_headings_name_them(self):
        title, body = (field.label for field in columns_of("term"))
        found = rows("term", f"{body}\t{title}\tSeen\nA place for boats\tQuay\tin May\n")
        assert found.rows == ({"title": "Quay", "body": plain("A place for boats")},)
        assert found.unread == ("in May",)

    def it_takes_no_part_for_a_heading_that_only_has_the_name_of_a_column(self):
        found = rows("cost", "Revenue\t2027\t£1m\t\t\nPosts\t2028\t\t£2m\t\n")
        assert [row["title"] for row in found.rows] == ["Revenue", "Posts"]

    def it_tells_of_words_for_which_there_is_no_column(self):
        assert rows("term", "Quay\tBoats\tlater\nPier\tShips\t\n").unread == ("later",)

    def it_reads_the_cells_of_a_single_row(self):
        assert rows("term", "Quay\tA place for boats\n").rows == (
            {"title": "Quay", "body": plain("A place for boats")},
        )

    def it_keeps_the_lines_of_a_cell_that_a_spreadsheet_quotes(self):
        found = rows("term", 'Quay\t"A place\nfor ""boats"""\n"Old\nPier"\tShips\n').rows
        assert found == (
            {"title": "Quay", "body": plain('A place\nfor "boats"')},
            {"title": "Old Pier", "body": plain("Ships")},
        )

    def it_takes_quotation_marks_as_they_stand_elsewhere(self):
        found = rows("term", '"Quay"\tA "place"\nPier\t"Ships\n').rows
        assert [row["title"] for row in found] == ['"Quay"', "Pier"]
        assert found[1]["body"] == plain('"Ships')

    def it_makes_a_row_of_each_line(self):
        assert rows("priority", "• Fibre\n• WiFi").rows == ({"title": "Fibre"}, {"title": "WiFi"})

    @pytest.mark.parametrize(("words", "value"), [("30%", 30), ("101", None), ("soon", None)])
    def it_keeps_a_share_within_its_bounds(self, words, value):
        found = rows("priority", f"Fibre\tLay it\tHead of ICT\t1/4/2027\t31/3/2028\t{words}\nx\ty\t\t\t\t")
        assert found.rows[0].get("progress") == value
        assert found.rows[0]["owner"] == "Head of ICT"
        assert (found.rows[0]["start"], found.rows[0]["end"]) == ("2027-04-01", "2028-03-31")

    def it_knows_what_is_done(self):
        assert [row.get("done") for row in rows("milestone", "a\t2027\tYes\nb\t\tno\nc\t\tmaybe").rows] == [
            True,
            False,
            None,
        ]


class DescribePastingIntoATableOfParts:
    def it_adds_them_in_one_step(self, opened):
        opened.desktop.go("g")
        table = opened.desktop.workspace.form.tables["term"]
        table.choose("g2")
        QGuiApplication.clipboard().setText("LAN\tA local net\nVPN\tA hidden way\n")
        said: list[str] = []
        opened.desktop.structure.said.connect(said.append)
        QTest.keyClick(table.view, *PASTE)
        assert [node.title for node in opened.desk.node("g").children] == ["API", "WAN", "LAN", "VPN"]
        assert opened.desktop.workspace.shown_id == "g"
        assert said[-1].startswith("Pasted 2 ")
        opened.actions_by_name["undo"].trigger()
        assert [node.title for node in opened.desk.node("g").children] == ["API", "WAN"]

    def it_copies_and_cuts_rows_rather_than_the_part_that_holds_them(self, opened):
        opened.desktop.go("g")
        table = opened.desktop.workspace.form.tables["term"]
        table.choose("g1")
        opened.actions_by_name["copy"].trigger()
        opened.actions_by_name["paste"].trigger()
        assert sorted(node.title for node in opened.desk.node("g").children) == ["API", "API", "WAN"]
        table.choose("g1")
        opened.actions_by_name["cut"].trigger()
        assert "g1" not in opened.desk.root.ids
        assert "g" in opened.desk.root.ids

    def it_makes_rows_of_lines_pasted_into_the_cell_of_a_row_just_added(self, opened):
        opened.desktop.go("g")
        table = opened.desktop.workspace.form.tables["term"]
        table.add.click()
        (added,) = (node.id for node in opened.desk.node("g").children if not node.title)
        QGuiApplication.clipboard().setText("LAN\tA local net\nVPN\tA hidden way\n")
        QTest.keyClick(opened.focusWidget(), *PASTE)
        assert [node.title for node in opened.desk.node("g").children] == ["API", "WAN", "LAN", "VPN"]
        assert opened.desk.node(added).title == "LAN"
        assert opened.focusWidget() is table.view
        opened.actions_by_name["undo"].trigger()
        assert [node.title for node in opened.desk.node("g").children] == ["API", "WAN", ""]

    def it_leaves_words_pasted_into_a_cell_as_words_of_it(self, opened):
        opened.desktop.go("g")
        table = opened.desktop.workspace.form.tables["term"]
        table.choose("g2", edit=True)
        QGuiApplication.clipboard().setText("Wide net\n")
        QTest.keyClick(opened.focusWidget(), *PASTE)
        opened.desk.draft.flush()
        assert [node.title for node in opened.desk.node("g").children] == ["API", "Wide net"]
