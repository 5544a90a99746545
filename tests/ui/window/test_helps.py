"""What the window says for itself: errors nobody expected, help, the palette."""

import sys

import pytest
from msgspec import structs
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.store.library import Library
from app.ui import picker
from app.ui.dialogs import PictureDialog
from app.ui.labels import plain_label
from app.ui.look import style_sheet
from app.ui.picker import Entry, Narrowing, Picker
from app.ui.tree.model import CONTROL_PAGE
from app.ui.turns import InTurns
from app.ui.window import greeting
from app.ui.window.faults import FaultWatch
from app.ui.window.help import SheetDialog, shortcut_sheet, tour_sheet
from app.ui.window.parts import Activity
from app.ui.window.recent import Recent, remember
from tests.ui.window.person import choose_by_name


def caught(watch, fault):
    try:
        raise fault
    except Exception:
        kind, value, trace = sys.exc_info()
        assert kind is not None
        assert value is not None
        watch.take(kind, value, trace)


class DescribeUnexpectedErrors:
    def it_shows_one_dialog_with_a_log_to_copy(self, opened, capsys):
        watch = FaultWatch(lambda sentence: None, opened)
        caught(watch, ValueError("an odd thing"))
        first = watch.shown
        assert first is not None
        caught(watch, KeyError("another"))
        assert watch.shown is first
        assert "an odd thing" in first.log.toPlainText()
        assert "another" in first.log.toPlainText()
        assert "Traceback" in first.log.toPlainText()
        first.close()

    def it_tells_a_refusal_as_its_sentence(self, opened):
        told = []
        caught(FaultWatch(told.append, opened), Refused("The folder is gone; choose another."))
        assert told == ["The folder is gone; choose another."]


MANY = 3 * picker.PART


def many(made=None):
    for n in range(MANY):
        if made is not None:
            made.append(n)
        yield Entry(f"Part {n}", what=n)


class DescribeThePalette:
    def it_finds_by_a_few_letters_in_spite_of_slips(self):
        entries = [Entry("Digital workforce"), Entry("Digital place"), Entry("Save version")]
        assert Narrowing(entries).best("workfroce")[0].name == "Digital workforce"
        assert Narrowing(entries).best("save")[0].name == "Save version"
        assert Narrowing(entries).best("") == entries

    def it_finds_by_kind_and_initials_and_nothing_besides(self):
        risks = [Entry("Cyber attack", "Risk"), Entry("The money runs short", "Risk")]
        others = [
            Entry("Risks", "Risks"),
            Entry("A platform for parishes", "Priority"),
            Entry("Our risk appetite"),
        ]
        assert Narrowing([*risks, *others]).best("risk") == [others[0], others[2], *risks]
        assert Narrowing([*risks, *others]).best("cyber risk") == [risks[0]]
        assert Narrowing([*risks, *others]).best("mrs") == [risks[1]]
        assert Narrowing([*risks, *others]).best("zzz") == []

    def it_has_first_what_is_called_just_that(self):
        entries = [Entry("Add risks", "Harbourne"), Entry("Add risk", "Digital place")]
        assert Narrowing(entries).best("add risk")[0].name == "Add risk"
        assert Narrowing(entries).best("add ris") == entries

    def it_has_a_word_itself_before_longer_ones_that_begin_so(self):
        entries = [Entry("Findings of the trial"), Entry("Find and replace")]
        assert Narrowing(entries).best("find") == entries[::-1]

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("comapre", "Show Compare"),
            ("rsik", "Risks"),
            ("risc", "Risks"),
            ("apporval", "Show Approval"),
            ("digtal plcae", "Digital place"),
            ("exprot led", "Export the ledger"),
            ("savev", "Save version"),
        ],
    )
    def it_takes_a_slip_for_the_word_that_was_meant(self, typed, meant):
        names = (
            "API", "Risks", "SLA", "Show Compare", "Show Approval", "Add risk", "Digital place", "Portal", "Export",
            "Export the ledger", "Save version",
        )  # fmt: skip
        assert Narrowing([Entry(name) for name in names]).best(typed)[0].name == meant

    def it_tells_what_is_spelled_alike_among_many_in_several_steps(self):
        narrowing = Narrowing([Entry("Digital workforce"), *many()])
        before = len(list(narrowing.gathered()))
        assert len(list(narrowing.narrowed("workfroce"))) > 2 * MANY // picker.PART - before
        assert narrowing.found == [Entry("Digital workforce")]

    def it_finds_the_same_letter_by_letter(self):
        names = (
            "Cyber attack",
            "A plan",
            "Planning",
            "The platform",
            "Ports, lanes and nets",
            "Place",
            "Open plan",
        )
        entries = [Entry(name, "Part") for name in names]
        narrowing = Narrowing(entries)
        for typed in ("p", "pl", "pla", "plan", "plan ", "plan o", "pl", "", "pln", "plnx", "part p"):
            assert narrowing.best(typed) == Narrowing(entries).best(typed), typed

    def it_looks_with_each_letter_only_among_what_fitted_so_far(self, monkeypatch):
        asked = []
        rank = picker._rank
        monkeypatch.setattr(
            picker, "_rank", lambda entry, words: asked.append(entry.name) or rank(entry, words)
        )
        narrowing = Narrowing([Entry("Place"), Entry("Cost"), Entry("Plan")])
        narrowing.best("p")
        asked.clear()
        narrowing.best("pl")
        assert asked == ["Place", "Plan"]

    def it_makes_no_more_entries_than_are_seen_until_letters_are_typed(self):
        made = []
        narrowing = Narrowing(many(made))
        assert [entry.what for entry in narrowing.best("")] == list(range(picker.MOST))
        assert len(made) == picker.MOST
        assert [entry.what for entry in narrowing.best(f"part {MANY - 1}")] == [MANY - 1]
        assert len(made) == MANY

    def it_looks_through_many_in_several_steps_and_through_few_in_one(self):
        narrowing = Narrowing(many())
        assert len(list(narrowing.narrowed("part"))) > MANY // picker.PART
        assert [entry.what for entry in narrowing.found] == list(range(picker.MOST))
        assert len(list(Narrowing([Entry("Part"), Entry("Place")]).narrowed("p"))) == 0

    def it_makes_the_others_meanwhile(self, qtbot):
        made = []
        shown = Picker("Go", many(made), "Nothing")
        qtbot.addWidget(shown)
        qtbot.waitUntil(lambda: len(made) == MANY)
        assert shown.list.count() == picker.MOST

    def it_shows_what_fits_among_many_once_it_was_found(self, qtbot):
        shown = Picker("Go", many(), "Nothing")
        qtbot.addWidget(shown)
        shown.line.setText(f"part {MANY - 1}")
        qtbot.waitUntil(lambda: shown.list.count() == 1)

    def it_goes_to_what_was_typed_before_all_were_looked_through(self, qtbot):
        for key, what in ((Qt.Key.Key_Return, 25), (Qt.Key.Key_Down, 250)):
            shown = Picker("Go", many(), "Nothing")
            qtbot.addWidget(shown)
            shown.line.setText("part 25")
            qtbot.keyClick(shown.line, key)
            if shown.chosen is None:
                qtbot.keyClick(shown.line, Qt.Key.Key_Return)
            assert shown.chosen is not None
            assert shown.chosen.what == what

    def it_is_used_by_keys_alone(self, qtbot):
        picker = Picker("Go", [Entry("One", what=1), Entry("Two", what=2)], "Nothing")
        qtbot.addWidget(picker)
        picker.show()
        qtbot.keyClicks(picker.line, "tw")
        picker.line.returnPressed.emit()
        assert picker.chosen is not None
        assert picker.chosen.what == 2


class DescribeGoingAndDoing:
    def it_finds_the_two_pages_by_the_words_of_the_menu_and_of_the_house(self, opened, monkeypatch):
        house = opened.desk.house
        welsh = structs.replace(house, headings=structs.replace(house.headings, control="Rheoli’r ddogfen"))
        monkeypatch.setattr(opened.desk, "houses", {house.key: welsh, "plain": welsh})
        for words in ("document control", "rheoli"):
            opened.desktop.go("t1")
            choose_by_name(opened, words)
            assert opened.desktop.workspace.shown_id == CONTROL_PAGE

    def it_adds_a_part_below_the_one_on_show_or_what_holds_it(self, opened):
        opened.desktop.go("p1")
        choose_by_name(opened, "add milestone")
        assert [child.kind for child in opened.desk.node("p1").children] == ["milestone"]
        choose_by_name(opened, "add theme")
        assert [child.kind for child in opened.desk.node("v").children] == ["theme"] * 3

    def it_has_the_way_to_what_is_looked_for_before_what_adds_to_it(self, opened):
        opened.desktop.activities.listed = (Activity("costs", "Costs", "cost"),)
        opened.desktop.go("t1")
        lines = []

        def look():
            picker = QApplication.activeModalWidget()
            assert isinstance(picker, Picker)
            picker.line.setText("cost")
            lines.extend(picker.list.item(at).text() for at in range(picker.list.count()))
            picker.reject()

        QTimer.singleShot(0, look)
        opened.commands.palette()
        assert lines == ["Show Costs", "Add cost"]

    def it_opens_the_samples_while_a_strategy_is_open(self, qtbot, opened, monkeypatch, tmp_path):
        monkeypatch.setattr(greeting, "samples_file", lambda: tmp_path / "samples.engross")
        choose_by_name(opened, "samples")
        qtbot.waitUntil(
            lambda: opened.desk is not None and opened.desk.root.title == "Digital Strategy 2026–2030",
            timeout=20000,
        )

    def it_opens_another_strategy_that_was_open_lately(self, qtbot, opened, tmp_path):
        with Library.create(tmp_path / "other.engross") as library:
            library.add(Content(Strategy(id="o", title="Climate Plan")))
        remember(opened.settings, Recent(str(tmp_path / "other.engross"), "o", "Climate Plan", ""))
        choose_by_name(opened, "climate")
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id == "o", timeout=20000)

    def it_keeps_no_list_of_all_parts_afterwards(self, qtbot, opened):
        choose_by_name(opened, "background")
        qtbot.waitUntil(lambda: not opened.findChildren(Picker))

    def it_leads_from_elsewhere_into_the_part_that_was_asked_for(self, qtbot, opened):
        opened.state.findings.setFocus()
        choose_by_name(opened, "background")
        assert opened.desktop.workspace.shown_id == "back"
        qtbot.waitUntil(lambda: opened.desktop.workspace.form_on_show is not None)
        assert opened.focusWidget().objectName() == "field-title"


class DescribeHelp:
    def it_lists_the_keys_of_every_action(self, qtbot, opened):
        sheet = shortcut_sheet(opened.actions_by_name.values(), opened)
        qtbot.waitUntil(lambda: not sheet.filling.under_way)
        shown = {label.text() for label in sheet.findChildren(QLabel)}
        assert {"F9", "Ctrl+K", "Alt+Up", "*", "Ctrl+B / Ctrl+I"} <= shown

    def it_is_filled_in_further_turns_where_one_has_no_time_for_all(self, qtbot, opened):
        sheet = SheetDialog("Keys")
        qtbot.addWidget(sheet)
        sheet.filling = InTurns(sheet, budget=0)
        sheet.fill(plain_label(name) for name in ("F1", "F2", "F3"))
        assert len(sheet.page.findChildren(QLabel)) == 1
        qtbot.waitUntil(lambda: not sheet.filling.under_way)
        assert [label.text() for label in sheet.page.findChildren(QLabel)] == ["F1", "F2", "F3"]

    def it_tours_in_a_few_sentences(self, opened):
        assert tour_sheet(opened).lines.count() >= 5


class DescribeThePictureDialog:
    def it_asks_for_the_file_first_and_then_for_words(self, qtbot, opened):
        from PySide6.QtGui import QImage

        dialog = PictureDialog(opened, b"", "")
        dialog.show()
        qtbot.waitUntil(dialog.choose.hasFocus)
        assert not dialog.fault.text()
        room = QBuffer()
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.save(room, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        dialog.take(bytes(room.data().data()))
        assert dialog.alt.hasFocus()
        assert "Needed" in dialog.fault.text()
        again = PictureDialog(opened, dialog.data, "A map")
        again.show()
        qtbot.waitUntil(again.alt.hasFocus)
        again.close()
        dialog.close()

    def it_looks_for_the_file_where_other_files_were(self, qtbot, opened, ask, tmp_path):
        ask.answers["open_file"] = None
        dialog = PictureDialog(opened, b"", "", ask=ask)
        dialog.choose.click()
        assert ask.asked[-1][0] == "open_file"
        dialog.close()

    def it_has_buttons_of_words_alone_also_where_the_desktop_has_icons_for_them(self):
        # Offscreen there is no such desktop, so the rule itself is looked for.
        for scheme in ("light", "dark", "contrast"):
            assert "dialogbuttonbox-buttons-have-icons: 0" in style_sheet(scheme, 100)

    def it_takes_no_picture_without_words_and_no_file_that_is_none(self, qtbot, opened):
        from PySide6.QtWidgets import QDialogButtonBox

        dialog = PictureDialog(opened, b"", "")
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        dialog.take(b"no picture")
        assert "no picture" in dialog.fault.text()
        dialog.alt.setText("A map")
        assert not ok.isEnabled()
