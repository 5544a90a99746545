"""The approval page with real clicks and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.models import tree
from app.models.approval import Closing, Condition, Decision, Planned
from app.services.approving import close_condition, decide, plan_stage, recorded_in
from app.services.ledger import ledger_of
from app.services.versions import save_version


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def choose(dialog, key, value):
    box = dialog.fields[key]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))


def write(qtbot, dialog, key, text):
    field = dialog.fields[key]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def decided(library, stage, outcome, day, *conditions, version="V1"):
    asked = tuple(Condition(text) for text in conditions)
    decide(library, "s", version, Decision("Some body", day, outcome, stage, conditions=asked))


class DescribeApprovalPage:
    def it_begins_at_the_first_stage_and_says_who_is_next(self, panel):
        assert panel.line.at == 0
        assert "Management team: no day is planned" in panel.next.text()
        assert "No version has been approved yet" in words(panel.seal)

    def it_goes_from_stage_to_stage_by_keys_and_by_a_click(self, qtbot, panel):
        panel.line.setFocus()
        qtbot.keyClick(panel.line, Qt.Key.Key_Right)
        qtbot.keyClick(panel.line, Qt.Key.Key_Right)
        assert "Scrutiny" in words(panel.page)
        assert panel.line.accessibleDescription() == "Stage 3 of 6, Scrutiny, to come"
        qtbot.mouseClick(panel.line, Qt.MouseButton.LeftButton, pos=panel.line.box(0).center().toPoint())
        assert panel.line.at == 0
        qtbot.keyClick(panel.line, Qt.Key.Key_End)
        assert "In force" in words(panel.page)

    def it_stands_in_a_column_where_there_is_little_room(self, panel):
        assert panel.line.box(0).top() == panel.line.box(1).top()
        panel.resize(480, 700)
        assert panel.line.box(0).left() == panel.line.box(1).left()

    def it_plans_a_meeting_and_shows_what_follows(self, qtbot, panel, library):
        panel.line.choose(3)
        qtbot.keyClicks(panel.page.plan.day, "9 October 2026")
        press(qtbot, panel.page.plan.key_decision)
        qtbot.keyClick(panel.page.plan.day, Qt.Key.Key_Return)
        assert [noted.step for noted in library.steps("s")] == [Planned("decision", "2026-10-09", True)]
        shown = words(panel.page)
        assert "papers by 1 October 2026" in shown
        assert "SI 2012/2089" in shown
        assert panel.line.at == 3

    def it_keeps_the_keyboard_on_the_page_where_a_day_was_planned(self, qtbot, panel):
        panel.line.choose(3)
        panel.page.plan.day.setFocus()
        qtbot.keyClicks(panel.page.plan.day, "9 October 2026")
        qtbot.keyClick(panel.page.plan.day, Qt.Key.Key_Return)
        assert panel.page.plan.day.text() == "9 October 2026"
        assert panel.page.plan.day.hasFocus()

    def it_speaks_of_no_meeting_where_no_body_meets(self, panel, desk):
        desk.draft.do(lambda root: tree.change(root, "s", house="blackpool"), "Edit")
        panel.refresh()
        panel.line.choose(1)
        assert "Consultation" in words(panel.page)
        assert "Day of the meeting" not in words(panel.page)

    def it_says_beside_the_day_that_it_is_none(self, qtbot, panel, library):
        panel.line.choose(3)
        qtbot.keyClicks(panel.page.plan.day, "31 June 2026")
        qtbot.keyClick(panel.page.plan.day, Qt.Key.Key_Return)
        assert "⚠ This is not a day" in words(panel.page)
        assert library.steps("s") == ()

    def it_writes_the_dates_as_a_calendar(self, qtbot, panel, library, ask, tmp_path):
        plan_stage(library, "s", Planned("decision", "2026-10-09"))
        panel.refresh()
        panel.line.choose(3)
        ask.answers["save_file"] = tmp_path / "dates.ics"
        press(qtbot, panel.page.calendar)
        assert "SUMMARY:Agenda and reports published" in (tmp_path / "dates.ics").read_text()
        ask.answers["save_file"] = tmp_path / "nowhere" / "dates.ics"
        press(qtbot, panel.page.calendar)
        assert ask.asked[-1][0] == "tell"
        assert "does not exist" in ask.asked[-1][2]

    def it_says_how_far_the_draft_is_from_the_approved_copy(self, qtbot, panel, library, desk):
        decided(library, "decision", "approved", "2026-07-01")
        panel.refresh()
        assert "Approved copy: V1" in words(panel.seal)
        assert desk.root.fingerprint[:12] in words(panel.seal)
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        qtbot.waitUntil(lambda: "The draft differs from V1 in 1 place." in words(panel.seal))

    def it_says_which_approval_was_taken_back_and_keeps_the_keyboard(self, qtbot, panel, library):
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.addWidget(panel)
        column.addWidget(QPushButton("At the foot"))
        window.show()
        decided(library, "decision", "approved", "2026-07-15")
        panel.refresh()
        panel.seal.export.setFocus()
        decided(library, "call-in", "called in", "2026-07-17")
        panel.refresh()
        said = words(panel.seal)
        assert "No approval stands." in said
        assert "V1, approved 15 July 2026, was called in by Some body on 17 July 2026." in said
        assert "yet" not in said
        held = window.focusWidget()
        assert held is not None
        assert held.isVisible()
        assert panel.isAncestorOf(held)
        panel.setParent(None)

    def it_asks_for_the_approved_copy_to_be_written_also_once_the_draft_has_moved_on(
        self, qtbot, panel, library, desk
    ):
        assert not panel.seal.export.isVisible()
        decided(library, "decision", "approved", "2026-07-01")
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        panel.refresh()
        assert panel.seal.export.text() == "Export V1…"
        with qtbot.waitSignal(panel.export_requested) as asked:
            press(qtbot, panel.seal.export)
        assert asked.args == ["V1"]

    def it_stays_as_narrow_as_its_column_however_long_the_versions_name_is(self, qtbot, panel, library, desk):
        long = "First draft for officers and members"
        save_version(library, "s", long, "2026-06-01")
        decide(library, "s", long, Decision("Some body", "2026-07-01", "approved", "decision"))
        panel.refresh()
        seal = panel.seal
        qtbot.waitUntil(seal.export.isVisible)
        assert seal.widget().minimumSizeHint().width() <= seal.viewport().width()
        assert seal.export.accessibleName() == f"Export {long}…"
        with qtbot.waitSignal(panel.export_requested) as asked:
            press(qtbot, seal.export)
        assert asked.args == [long]

    def it_tells_of_a_faulty_route(self, panel, tmp_path, monkeypatch):
        folder = tmp_path / "houses" / "routes"
        folder.mkdir(parents=True)
        (folder / "plain.toml").write_text('name = "Ours"\nstages = []\n')
        monkeypatch.setenv("ENGROSS_HOUSES", str(tmp_path / "houses"))
        panel.refresh()
        assert "⚠ plain.toml: line 2: stages" in panel.fault.text()
        assert not panel.record.isEnabled()


class DescribeRecordingAnOutcome:
    def it_records_what_was_typed(self, qtbot, panel, library, desk):
        press(qtbot, panel.record)
        dialog = panel.dialog
        choose(dialog, "stage", "scrutiny")
        choose(dialog, "outcome", "supported with conditions")
        write(qtbot, dialog, "date", "14 June 2026")
        dialog.fields["conditions"].setPlainText("Name a date\nShow the cost\n")
        write(qtbot, dialog, "number", "S/26/31")
        write(qtbot, dialog, "reasons", "Members agree.")
        write(qtbot, dialog, "alternatives", "To wait.")
        write(qtbot, dialog, "interests", "None.")
        write(qtbot, dialog, "present", "A. Owen, B. Rees")
        with qtbot.waitSignal(desk.versions_changed):
            press(qtbot, dialog.done_button)
        found = library.decisions("s")[0].decision
        assert found == Decision(
            "Overview and Scrutiny Committee", "2026-06-14", "supported with conditions", "scrutiny", "S/26/31",
            reasons="Members agree.", alternatives="To wait.", interests="None.", present=("A. Owen", "B. Rees"),
            conditions=(Condition("Name a date"), Condition("Show the cost")),
        )  # fmt: skip
        assert panel.standing.stages[2].note == "0 of 2 conditions met"

    def it_says_beforehand_that_it_lasts_and_what_it_seals(self, qtbot, panel):
        press(qtbot, panel.record)
        dialog = panel.dialog
        choose(dialog, "outcome", "supported")
        assert dialog.notice.isVisible()
        assert "cannot be changed" in dialog.notice.text()
        assert "seals" not in dialog.notice.text()
        choose(dialog, "outcome", "approved")
        assert "seals" not in dialog.notice.text()
        choose(dialog, "stage", "decision")
        assert dialog.notice.text().startswith("This seals V1 as the approved copy.")

    def it_says_each_fault_beside_its_field(self, qtbot, panel, library):
        press(qtbot, panel.record)
        dialog = panel.dialog
        choose(dialog, "stage", "decision")
        choose(dialog, "outcome", "approved with conditions")
        for key, text in (("date", "31 June 2026"), ("published", "soon"), ("body", " ")):
            write(qtbot, dialog, key, text)
        press(qtbot, dialog.done_button)
        said = {key: label.text() for key, label in dialog.fault_labels.items() if label.text()}
        assert set(said) == {"date", "published", "body", "conditions"}
        assert dialog.isVisible()
        assert dialog.fields["body"].hasFocus() or dialog.focusWidget() is dialog.fields["body"]
        assert library.decisions("s") == ()
        write(qtbot, dialog, "date", "2 August 2026")
        assert "still to come" in dialog.fault_labels["date"].text()
        write(qtbot, dialog, "date", "1 July 2026")
        assert dialog.fault_labels["date"].text() == ""

    def it_lays_no_fault_over_its_field(self, qtbot, qapp, panel):
        press(qtbot, panel.record)
        dialog = panel.dialog
        choose(dialog, "outcome", "approved with conditions")
        for key, text in (("date", "25 December 2126"), ("published", "24 December 2126"), ("reason", "7")):
            write(qtbot, dialog, key, text)
        qapp.processEvents()
        press(qtbot, dialog.done_button)
        faults = {key: label for key, label in dialog.fault_labels.items() if label.isVisible()}
        assert {"date", "conditions", "published"} <= set(faults)

        def all_below() -> bool:
            pairs = ((label, dialog.fields[key]) for key, label in faults.items())
            return all(label.geometry().top() > field.geometry().bottom() for label, field in pairs)

        qtbot.waitUntil(all_below)

    def it_wants_a_reason_for_stages_left_out(self, qtbot, panel, library, desk):
        desk.draft.do(lambda root: tree.change(root, "s", house="thurrock"), "Edit")
        save_version(library, "s", "V2", "2026-06-01")
        panel.refresh()
        panel.line.choose(4)
        press(qtbot, panel.record)
        dialog = panel.dialog
        assert dialog.fields["reason"].isVisibleTo(dialog)
        write(qtbot, dialog, "date", "1 July 2026")
        press(qtbot, dialog.done_button)
        assert "say why" in dialog.fault_labels["reason"].text()
        reason = dialog.fields["reason"]
        assert isinstance(reason, QPlainTextEdit)
        qtbot.keyClicks(reason, "Agreed by the leader")
        press(qtbot, dialog.done_button)
        recorded = library.decisions("s")[0]
        assert (recorded.version, recorded.decision.reason) == ("V2", "Agreed by the leader")
        assert recorded.seal

    def it_lets_only_the_stage_that_decides_approve(self, qtbot, panel, library):
        panel.line.choose(2)
        press(qtbot, panel.record)
        choose(panel.dialog, "outcome", "approved")
        press(qtbot, panel.dialog.done_button)
        assert "choose the stage “Decision”" in panel.dialog.fault_labels["outcome"].text()
        assert library.decisions("s") == ()

    def it_takes_a_reason_why_another_body_decided(self, qtbot, panel, library, desk):
        desk.draft.do(lambda root: tree.change(root, "s", house="blackburn"), "Edit")
        save_version(library, "s", "V2", "2026-06-01")
        decided(library, "management", "supported", "2026-06-02", version="V2")
        panel.refresh()
        panel.line.choose(3)
        press(qtbot, panel.record)
        dialog = panel.dialog
        assert not dialog.fields["reason"].isVisibleTo(dialog)
        write(qtbot, dialog, "body", "The Leader")
        assert dialog.fields["reason"].isVisibleTo(dialog)
        press(qtbot, dialog.done_button)
        assert dialog.fault_labels["body"].text() == (
            "⚠ On this route it is Executive Board that approves: correct the name, or give the reason why another "
            "body decided."
        )
        qtbot.keyClicks(dialog.fields["reason"], "Urgent")
        press(qtbot, dialog.done_button)
        recorded = library.decisions("s")[-1].decision
        assert (recorded.body, recorded.reason) == ("The Leader", "Urgent")

    def it_speaks_of_days_as_its_fields_do(self, qtbot, panel):
        press(qtbot, panel.record)
        for key, text in (
            ("date", "1 July 2026"),
            ("published", "30 June 2026"),
            ("effective", "1 July 2062"),
        ):
            write(qtbot, panel.dialog, key, text)
        press(qtbot, panel.dialog.done_button)
        said = {key: label.text() for key, label in panel.dialog.fault_labels.items() if label.text()}
        assert said == {
            "published": "⚠ This is before the day of the decision: check both.",
            "effective": "⚠ This is more than 10 years after the decision: check the year.",
        }

    def it_proposes_what_was_approved_for_a_call_in(self, qtbot, panel, library, desk):
        decided(library, "decision", "approved", "2026-07-15")
        desk.draft.do(lambda root: tree.change(root, "s", title="Another"), "Edit")
        save_version(library, "s", "V2", "2026-07-16")
        panel.refresh()
        press(qtbot, panel.record)
        assert panel.dialog.said("version") == "V2"
        choose(panel.dialog, "stage", "call-in")
        assert panel.dialog.said("version") == "V1"

    def it_warns_of_what_was_left_out_once_it_is_recorded(self, qtbot, panel, library, ask):
        decided(library, "scrutiny", "supported with conditions", "2026-06-14", "Name a date")
        panel.refresh()
        panel.line.choose(3)
        press(qtbot, panel.record)
        write(qtbot, panel.dialog, "date", "1 July 2026")
        press(qtbot, panel.dialog.done_button)
        assert ask.asked[-1][:2] == ("tell", "Recorded")
        assert "A condition is still open: Name a date" in ask.asked[-1][2]

    @pytest.mark.parametrize("answer", [True, False])
    def it_asks_before_a_second_outcome_of_a_stage(self, qtbot, panel, library, ask, answer):
        decided(library, "scrutiny", "supported", "2026-06-14")
        panel.refresh()
        panel.line.choose(2)
        press(qtbot, panel.record)
        panel.dialog.fields["date"].setText("1 July 2026")
        ask.answers["yes"] = answer
        press(qtbot, panel.dialog.done_button)
        assert ask.asked[-1][2] == (
            "“Scrutiny” has an outcome already: supported by Some body on 14 June 2026. "
            "Both will stay in the record, and the later one counts."
        )
        assert (panel.dialog is None) is answer
        assert len(library.decisions("s")) == 1 + answer
        panel.line.choose(2)
        heads = [label.text() for label in panel.page.findChildren(QLabel) if "utcome:" in label.text()]
        assert heads == (
            ["Earlier outcome: Supported", "Outcome: Supported"] if answer else ["Outcome: Supported"]
        )

    def it_does_not_ask_where_the_stage_sent_it_back(self, qtbot, panel, library, ask):
        decided(library, "scrutiny", "referred back", "2026-06-14")
        panel.refresh()
        panel.line.choose(2)
        press(qtbot, panel.record)
        panel.dialog.fields["date"].setText("1 July 2026")
        press(qtbot, panel.dialog.done_button)
        assert not ask.asked
        assert len(library.decisions("s")) == 2

    def it_does_not_ask_where_the_approval_was_taken_back(self, qtbot, panel, library, ask):
        decided(library, "decision", "approved", "2026-07-10")
        decided(library, "call-in", "called in", "2026-07-14")
        panel.refresh()
        panel.line.choose(3)
        press(qtbot, panel.record)
        panel.dialog.fields["date"].setText("20 July 2026")
        press(qtbot, panel.dialog.done_button)
        assert not ask.asked
        assert len(library.decisions("s")) == 3
        panel.line.choose(4)
        assert "Earlier outcome: Called in" in words(panel.page)

    def it_asks_for_a_version_first(self, qtbot, panel, library, ask, monkeypatch):
        monkeypatch.setattr(library, "versions", lambda _: ())
        press(qtbot, panel.record)
        assert panel.dialog is None
        assert "save the draft as one first" in ask.asked[-1][2]


class DescribeClosingACondition:
    def it_names_the_part_that_answers_it(self, qtbot, panel, library):
        decided(library, "scrutiny", "supported with conditions", "2026-06-14", "Name a date")
        panel.refresh()
        panel.line.choose(2)
        press(qtbot, panel.page.close_buttons[0])
        dialog = panel.dialog
        press(qtbot, dialog.done_button)
        assert "Choose the part" in dialog.fault_labels["note"].text()
        choose(dialog, "node", "p2")
        choose(dialog, "version", "V1")
        write(qtbot, dialog, "date", "20 June 2026")
        qtbot.keyClicks(dialog.fields["note"], "Dated")
        press(qtbot, dialog.done_button)
        met = recorded_in(library, "s")[0].decision.conditions[0]
        assert met == Condition("Name a date", "p2", "2026-06-20", "Dated", "V1")
        assert "● Name a date\nMet 20 June 2026 in V1. Dated" in words(panel.page)
        assert panel.page.close_buttons == []

    def it_is_corrected_and_opened_again(self, qtbot, panel, library):
        decided(library, "scrutiny", "supported with conditions", "2026-06-14", "Name a date")
        close_condition(library, "s", Closing(1, 1, "2026-06-20", "p2", "V1", "Dated"))
        panel.refresh()
        panel.line.choose(2)
        press(qtbot, panel.page.correct_buttons[0])
        dialog = panel.dialog
        assert [dialog.said(key) for key in ("date", "node", "version", "note")] == [
            "20 June 2026", "p2", "V1", "Dated",
        ]  # fmt: skip
        choose(dialog, "node", "p1")
        press(qtbot, dialog.done_button)
        assert recorded_in(library, "s")[0].decision.conditions[0].node == "p1"
        press(qtbot, panel.page.correct_buttons[0])
        write(qtbot, panel.dialog, "date", " ")
        press(qtbot, panel.dialog.done_button)
        assert recorded_in(library, "s")[0].decision.conditions[0] == Condition("Name a date")
        assert "○ Name a date\nStill to be met" in words(panel.page)
        assert panel.page.correct_buttons == []
        assert len(panel.page.close_buttons) == 1
        assert library.fsck().ok
        assert [line.what for line in ledger_of(library).lines][-2:] == [
            "A condition on “Harbourne Digital Strategy” met", "A condition on “Harbourne Digital Strategy” open again",
        ]  # fmt: skip

    def it_gives_the_words_of_a_condition_the_whole_width(self, qtbot, panel, library):
        decided(library, "scrutiny", "supported with conditions", "2026-06-14", "Name a date for all of it")
        close_condition(library, "s", Closing(1, 1, "2026-06-20", "p2"))
        panel.refresh()
        panel.line.choose(2)
        met = next(label for label in panel.page.findChildren(QLabel) if label.text().startswith("● Name"))
        assert panel.page.correct_buttons[0].mapTo(panel, QPoint()).y() > met.mapTo(panel, QPoint()).y()
        assert met.width() > panel.page.viewport().width() * 0.8

    def it_leads_to_that_part(self, qtbot, panel, library):
        decided(library, "scrutiny", "supported with conditions", "2026-06-14", "Name a date")
        close_condition(library, "s", Closing(1, 1, "2026-06-20", "p2"))
        panel.refresh()
        panel.line.choose(2)
        link = next(b for b in panel.page.findChildren(QPushButton) if "Priority 2" in b.text())
        with qtbot.waitSignal(panel.go_requested) as told:
            press(qtbot, link)
        assert told.args == ["p2"]
