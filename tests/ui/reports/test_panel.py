"""The reports page with real clicks and keys."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.models import tree
from app.models.approval import Decision, Verified
from app.models.report import Entry
from app.services.approving import decide
from app.services.versions import save_version
from app.ui.reports import making
from app.ui.reports.fields import OfficersAnswer, paragraphs_of
from app.ui.reports.missing import LedgerDialog


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def file_of(desk, key="thurrock-cabinet"):
    return making._file(desk, key)


def show(panel, key):
    panel.go_to(key)
    return panel.form.fields[key]


def answer(qtbot, panel, key, text):
    """Types an answer and waits until it is saved and the report drawn of it."""
    field = show(panel, key)
    field.control.setFocus()
    field.control.selectAll()
    with qtbot.waitSignal(panel.drawn, timeout=20000):
        qtbot.keyClicks(field.control, text)


def findings(panel, rule):
    return [found.key for found in panel.reported.findings if found.rule == rule]


class DescribeReports:
    def it_begins_with_the_layout_of_the_house(self, panel):
        assert panel.template.currentText() == "Thurrock, report to Cabinet"
        assert panel.version.currentData() == "V1"
        assert panel.parts.count() >= 9
        assert "summary" in findings(panel, "missing")

    def it_lists_the_parts_without_the_colons_of_their_headings(self, qtbot, panel):
        panel.template.setCurrentIndex(panel.template.findData("blackpool-executive"))
        with qtbot.waitSignal(panel.drawn):
            panel.template.activated.emit(panel.template.currentIndex())
        listed = [panel.parts.item(at).text() for at in range(panel.parts.count())]
        assert any("Purpose of the report" in name for name in listed)
        assert not any(":" in name for name in listed)

    def it_saves_what_is_typed_as_a_file_of_answers(self, qtbot, panel, desk):
        answer(qtbot, panel, "item", "7")
        found = tomllib.loads(file_of(desk).read_text(encoding="utf-8"))
        assert found == {"template": "thurrock-cabinet", "version": "V1", "item": "7"}

    def it_finds_the_answers_again(self, qtbot, panel, new_panel):
        answer(qtbot, panel, "legal", "Nothing arises.")
        again = new_panel()
        assert show(again, "legal").value == ["Nothing arises."]

    def it_saves_what_was_typed_last_when_it_is_left(self, qtbot, panel, desk):
        qtbot.keyClicks(show(panel, "item").control, "14")
        panel.hide()
        assert tomllib.loads(file_of(desk).read_text(encoding="utf-8"))["item"] == "14"

    def it_takes_answers_back_and_gives_them_again(self, qtbot, panel):
        answer(qtbot, panel, "item", "7")
        answer(qtbot, panel, "wards", "All")
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            qtbot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
        assert "wards" not in panel.answers.table
        assert panel.answers.table["item"] == "7"
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            qtbot.mouseClick(panel.redo, Qt.MouseButton.LeftButton)
        assert show(panel, "wards").value == "All"

    def it_keeps_what_cannot_be_saved_and_says_so(self, qtbot, panel, desk):
        folder = file_of(desk).parent
        folder.write_text("in the way")
        answer(qtbot, panel, "item", "7")
        assert "⚠ Not saved" in panel.note.text()
        assert panel.answers.table["item"] == "7"
        folder.unlink()
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            assert panel.answers.flush()
        assert not panel.note.isVisible()

    def it_names_a_wrong_day_beside_it_and_draws_the_rest(self, qtbot, panel):
        answer(qtbot, panel, "meeting", "31 June 2026")
        assert "⚠" in words(panel.form)
        assert "31 June 2026" in words(panel.form)
        assert "meeting" in findings(panel, "missing")

    def it_lists_what_is_missing_without_anything_to_scroll_sideways_to(self, qtbot, panel):
        listed = panel.missing.list
        listed.setFixedWidth(160)
        qtbot.waitUntil(
            lambda: listed.viewport().width() < 160 and listed.horizontalScrollBar().maximum() == 0
        )
        assert not listed.horizontalScrollBar().isVisible()
        widths = [listed.visualItemRect(listed.item(at)).width() for at in range(listed.count())]
        assert max(widths) <= listed.viewport().width()

    def it_leads_from_what_is_missing_to_its_question(self, qtbot, panel):
        row = next(
            n for n in range(panel.missing.list.count())
            if panel.missing.list.item(n).data(Qt.ItemDataRole.UserRole) == "legal"
        )  # fmt: skip
        at = panel.missing.list.visualItemRect(panel.missing.list.item(row)).center()
        panel.missing.list.scrollToItem(panel.missing.list.item(row))
        at = panel.missing.list.visualItemRect(panel.missing.list.item(row)).center()
        qtbot.mouseClick(panel.missing.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert "legal" in panel.form.fields
        assert panel.focusWidget() is panel.form.fields["legal"].control

    def it_says_where_a_figure_no_longer_agrees(self, qtbot, panel, desk, library):
        answer(qtbot, panel, "financial", "In total the capital is £7.9m.")
        assert findings(panel, "disagrees") == []
        desk.draft.do(
            lambda root: tree.change(root, "c1", capital=__import__("decimal").Decimal(8_100_000)), "Edit"
        )
        save_version(library, "s", "V2", "2026-06-01")
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            panel.refresh()
            panel.version.setCurrentIndex(panel.version.findData("V2"))
            panel.draw()
        assert "The report says £7.9m, the strategy £8.1m since V2 (total capital)." in words(panel.form)
        assert panel.this_version.isVisible()

    def it_shows_the_report_as_it_will_be(self, qtbot, panel):
        qtbot.waitUntil(lambda: panel.preview.document.pageCount() > 0, timeout=20000)

    def it_proposes_a_name_that_may_stand_on_any_computer(self, qtbot, panel, ask):
        panel._answering = panel._answering._replace(title=lambda: "Roads: a plan / draft?")
        ask.answers["save_file"] = None
        qtbot.mouseClick(panel.word, Qt.MouseButton.LeftButton)
        (name,) = [each[2] for each in ask.asked if each[0] == "save_file"]
        assert name.startswith("Roads a plan draft – ")

    @pytest.mark.parametrize("suffix", [".docx", ".pdf"])
    def it_exports_without_guidance(self, qtbot, panel, ask, tmp_path, suffix):
        answer(qtbot, panel, "legal", "Nothing arises.")
        ask.answers["save_file"] = tmp_path / f"report{suffix}"
        button = panel.word if suffix == ".docx" else panel.pdf
        with qtbot.waitSignal(panel.written, timeout=30000):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        if suffix == ".pdf":
            from pypdf import PdfReader

            text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
        else:
            from docx import Document

            text = "\n".join(p.text for p in Document(str(tmp_path / "report.docx")).paragraphs)
        assert "Nothing arises." in " ".join(text.split())
        guidance = panel.reported.drawn.template.entry("financial").guidance
        assert guidance
        assert guidance not in " ".join(text.split())

    def it_fills_the_decision_from_what_was_recorded(self, qtbot, panel, desk, library, ask):
        panel.template.setCurrentIndex(panel.template.findData("blackpool-executive"))
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            panel.template.activated.emit(panel.template.currentIndex())
        panel.go_to("decision")
        assert "democratic services complete it" in words(panel.form)
        decide(
            library, "s", "V1",
            Decision("Executive", "2026-07-09", "approved", "cabinet", "EX/57", reason="By urgency"),
        )  # fmt: skip
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            desk.versions_changed.emit()
        assert "From the recorded decision: Approved (" in words(panel.form)


class DescribeSigningOff:
    def sign(self, qtbot, panel):
        answer(qtbot, panel, "financial", "In total the capital is £7.9m.")
        panel.go_to("sign_offs.financial")
        row = panel.form.signs["financial"]
        qtbot.keyClicks(row.name, "M. Oyelaran")
        qtbot.keyClicks(row.role, "Chief Accountant")
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
        return row

    def it_is_noted_with_who_role_day_and_version(self, qtbot, panel, library):
        row = self.sign(qtbot, panel)
        assert "● Verified by M. Oyelaran, Chief Accountant, 20 July 2026, V1" in row.state.text()
        (noted,) = library.steps("s")
        assert isinstance(noted.step, Verified)
        assert (noted.step.entry, noted.step.name, noted.step.version) == ("financial", "M. Oyelaran", "V1")
        assert library.fsck().ok
        qtbot.mouseClick(panel.signs, Qt.MouseButton.LeftButton)
        assert panel.findChild(LedgerDialog).table.item(0, 1).text() == "M. Oyelaran"

    def it_is_void_once_the_answer_is_rewritten(self, qtbot, panel):
        self.sign(qtbot, panel)
        answer(qtbot, panel, "financial", "The capital in total is £7.9m, or so.")
        assert findings(panel, "void") == ["sign_offs.financial"]
        assert "⚠ Void" in panel.form.signs["financial"].state.text()
        assert panel.form.signs["financial"].button.isVisible()

    def it_is_void_once_what_it_rests_on_changes(self, qtbot, panel, desk):
        self.sign(qtbot, panel)
        panel.version.setCurrentIndex(panel.version.findData("draft"))
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            desk.draft.do(lambda root: tree.change(root, "t1", title="Another place"), "Edit")
        before = findings(panel, "void")
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            desk.draft.do(lambda root: tree.change(root, "c1", year="2027/28"), "Edit")
        assert (before, findings(panel, "void")) == ([], ["sign_offs.financial"])

    def it_wants_a_name_and_a_post(self, qtbot, panel, library, ask):
        answer(qtbot, panel, "financial", "Nothing.")
        qtbot.mouseClick(panel.form.signs["financial"].button, Qt.MouseButton.LeftButton)
        assert ask.asked[-1] == ("tell", "Verify", "Give the officer's name and post.")
        assert library.steps("s") == ()


class DescribeParagraphs:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("One.\n\nTwo.", ["One.", "Two."]),
            ("Changes:\n\n- a\n- b\n\nNext.", ["Changes:\n\n- a\n- b", "Next."]),
            ("### Head\n\nBelow it.\n\nNext.", ["### Head\n\nBelow it.", "Next."]),
            ("\n\n  \n\n", []),
        ],
    )
    def it_begins_at_an_empty_line(self, text, found):
        assert paragraphs_of(text) == found


class DescribeOfficers:
    def they_have_headings_that_are_not_cut(self, qtbot):
        field = OfficersAnswer(Entry(type="officer"))
        qtbot.addWidget(field)
        field.resize(180, 200)
        field.show()
        head = field.table.horizontalHeader()
        assert all(head.sectionSize(at) >= head.sectionSizeHint(at) for at in range(head.count()))
        bar = field.table.horizontalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        assert field.table.viewport().height() >= field.table.rowHeight(0)
