"""The comparison's page over a real library: every basis, taking changes, reading, redlines."""

import pytest
from docx import Document as WordDocument

from app.compare.suggest import suggestions
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.text import blocks_text, plain
from app.services.editing import Editing
from app.services.houses import house
from app.store.library import Library
from app.ui.compare.comparing import Basis
from app.ui.compare.making import StrategyComparing, make_panel
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.picker import Picker
from tests.ui.fakes import fake_services


@pytest.fixture
def library(tmp_path, strategy):
    with Library.create(tmp_path / "council.engross", who="R. Ellis") as library:
        library.add(Content(strategy))
        other = Strategy(id="other", title="Another strategy altogether")
        library.add(Content(other))
        yield library


@pytest.fixture
def desk(qtbot, library, ask):
    draft = Draft(Editing(library, "s", "R. Ellis"), {})
    desk = Desk(library, draft, {"plain": house("plain")}, fake_services(), ask)
    library.save_version("s", "V1", "2026-06-02")
    draft.do(lambda root: tree.change(root, "p1", body=plain("Do thing 7 well")), "Reword the first")
    draft.do(lambda root: tree.change(root, "p2", body=plain("Do thing 8 well")), "Reword the second")
    yield desk
    desk.deleteLater()


@pytest.fixture
def panel(qtbot, desk):
    panel = make_panel(desk)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.shown, timeout=20000):
        panel.show()
    return panel


def chosen(qtbot, panel, old, new=None):
    with qtbot.waitSignal(panel.shown, timeout=20000):
        panel.choose(old, new)
    return [change.node for change in panel.list.rows.changes]


def words(desk, id):
    return blocks_text(tree.find(desk.root, id).body)


def suggest(library, root, change, author="Ann"):
    """Somebody suggests what leads to another tree."""
    found = suggestions(root, change(root), author=author, at="2026-03-03T10:00:00Z", source=f"{author}:0")
    library.take_in("s", list(found), ())


class DescribeWhatIfAllWereAccepted:
    def it_compares_the_draft_with_all_that_is_suggested(self, qtbot, library, desk, panel):
        assert not any(each.suggested for each in panel._comparing.bases())
        suggest(library, desk.root, lambda root: tree.remove(root, "p3"))
        suggest(library, desk.root, lambda root: tree.change(root, "p1", title="Named by Bob"), "Bob")
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.choose_suggested()
        shown = {change.node: change.kind for change in panel.list.rows.changes}
        assert shown == {"p1": "reworded", "p3": "deleted"}
        assert panel.bar.author.findText("Bob") > 0
        assert not panel.bar.take.isVisible()
        assert panel.note.text() == ""
        assert "p3" in desk.root.ids

    def it_is_offered_while_a_suggestion_is_open(self, library, desk, panel):
        suggest(library, desk.root, lambda root: tree.remove(root, "p3"))
        (only,) = library.suggestions("s")
        assert any(each.suggested for each in panel._comparing.bases())
        library.judge([only.id], "rejected")
        assert not any(each.suggested for each in panel._comparing.bases())

    def it_says_how_many_are_left_out(self, qtbot, library, desk, panel):
        for author in ("Ann", "Bob"):
            suggest(library, desk.root, lambda root, who=author: tree.change(root, "p1", owner=who), author)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.choose_suggested()
        assert "1 suggestion collides" in panel.note.text()


def basis(entry):
    """The basis that an entry of a list stands for."""
    assert isinstance(entry.what, Basis)
    return entry.what


class DescribeBases:
    def it_compares_the_newest_version_first(self, panel):
        assert [change.node for change in panel.list.rows.changes] == ["p1", "p2"]

    def it_compares_the_version_before_where_the_draft_is_the_newest_to_the_letter(
        self, qtbot, library, desk
    ):
        library.save_version("s", "V2", "2026-06-03")
        panel = make_panel(desk)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.show()
        assert panel.bar.old.currentText().startswith("V1")
        assert [change.node for change in panel.list.rows.changes] == ["p1", "p2"]

    def it_compares_an_earlier_moment(self, qtbot, panel, desk):
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.choose_moment(desk.library.journal("s")[1].id)
        assert [change.node for change in panel.list.rows.changes] == ["p2"]
        assert panel.bar.old.currentText().startswith("Reword the first · ")

    def it_compares_another_strategy_and_says_that_it_is_one(self, qtbot, panel):
        assert chosen(qtbot, panel, Basis("Another", strategy="other"))

    def it_says_that_a_file_has_nothing_to_do_with_the_draft(self, qtbot, panel, tmp_path):
        path = tmp_path / "other.md"
        lines = "\n\n".join(f"# Chapter {n}\n\nWholly unlike word number {n} stands here." for n in range(9))
        path.write_text(lines, encoding="utf-8")
        assert chosen(qtbot, panel, Basis("other.md", file=path))
        assert "next to nothing in common" in panel.note.text()

    def it_compares_with_an_empty_file(self, qtbot, panel, tmp_path):
        path = tmp_path / "empty.txt"
        path.write_text("", encoding="utf-8")
        panel.choose(Basis("empty.txt", file=path))
        qtbot.waitUntil(lambda: panel.note.text().startswith("⚠"), timeout=20000)
        assert "is empty" in panel.note.text()

    def it_reads_a_file_again_only_where_it_has_changed(self, desk, tmp_path):
        path = tmp_path / "notes.md"
        path.write_text("# Notes\n", encoding="utf-8")
        comparing = StrategyComparing(desk)
        first = comparing._side(Basis("notes.md", file=path), lambda: False)
        assert comparing._side(Basis("notes.md", file=path), lambda: False) is first
        path.write_text("# Other notes\n", encoding="utf-8")
        assert comparing._side(Basis("notes.md", file=path), lambda: False) is not first

    def it_stops_reading_when_it_is_told(self, desk, tmp_path):
        path = tmp_path / "notes.md"
        path.write_text("# Notes\n" * 50000, encoding="utf-8")
        with pytest.raises(Refused, match="stopped"):
            StrategyComparing(desk).compare(Basis("n", file=path), Basis("Draft"), lambda: True)

    def it_compares_a_file(self, qtbot, panel, tmp_path):
        path = tmp_path / "notes.md"
        path.write_text("# Notes\n\nNothing of the kind.\n", encoding="utf-8")
        assert chosen(qtbot, panel, Basis("notes.md", file=path))

    def it_says_why_a_damaged_file_cannot_be_compared(self, qtbot, panel, tmp_path):
        path = tmp_path / "broken.docx"
        path.write_bytes(b"PK\x03\x04 nothing")
        panel.choose(Basis("broken.docx", file=path))
        qtbot.waitUntil(lambda: panel.note.text().startswith("⚠"), timeout=20000)
        assert "broken.docx" in panel.note.text()

    def it_compares_another_copy_of_the_library(self, qtbot, panel, library, tmp_path):
        library.backup(tmp_path / "copy.engross")
        assert chosen(qtbot, panel, Basis("copy", file=tmp_path / "copy.engross")) == []
        assert panel.note.text() == "No differences."

    def it_compares_the_only_strategy_of_another_library_and_says_where_there_are_several(
        self, qtbot, panel, tmp_path
    ):
        path = tmp_path / "theirs.engross"
        with Library.create(path) as theirs:
            panel.choose(Basis("theirs", file=path))
            qtbot.waitUntil(lambda: "holds no strategy" in panel.note.text(), timeout=20000)
            theirs.add(Content(Strategy(id="one", title="Housing plan")))
        assert panel.bar.place.text() == ""
        assert chosen(qtbot, panel, Basis("theirs", file=path))
        with Library.open(path) as theirs:
            theirs.add(Content(Strategy(id="two", title="Parks plan")))
        panel.choose(Basis("theirs", file=path))
        qtbot.waitUntil(lambda: "but 2 strategies" in panel.note.text(), timeout=20000)
        assert panel.note.text().startswith("⚠ theirs.engross has no copy of “")

    def it_offers_moments_and_strategies_by_name(self, desk):
        comparing = StrategyComparing(desk)
        assert [basis(entry).moment for entry in comparing._moments()] == [3, 2, 1]
        assert [basis(entry).strategy for entry in comparing._strategies()] == ["other"]

    def it_says_whether_nothing_is_there_or_nothing_fits(self, desk, library, monkeypatch):
        said = []
        monkeypatch.setattr(Picker, "exec", lambda picker: said.append(picker.empty.text()))
        comparing = StrategyComparing(desk)
        assert comparing.pick("strategy") is None
        library.remove("other")
        assert comparing.pick("strategy") is None
        assert said == ["Nothing is called that.", "There is none yet."]

    def it_leaves_two_other_texts_alone_while_the_draft_changes(self, qtbot, panel, desk):
        chosen(qtbot, panel, Basis("V1", "V1"), Basis("Another", strategy="other"))
        with qtbot.assertNotEmitted(panel.shown, wait=100):
            desk.draft.do(lambda root: tree.change(root, "p3", body=plain("Else")), "Edit")


class DescribeTakingInThePage:
    def it_takes_one_change_back_as_one_edit(self, qtbot, panel, desk):
        panel.list.selectRow(0)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.take_chosen()
        assert words(desk, "p1") == "Do thing 1 well"
        assert words(desk, "p2") == "Do thing 8 well"
        assert [change.node for change in panel.list.rows.changes] == ["p2"]
        assert panel.list.currentIndex().row() == 0
        assert panel.note.text() == "A change taken back; Ctrl+Z undoes it."
        desk.draft.undo()
        assert words(desk, "p1") == "Do thing 7 well"

    def it_takes_a_change_back_beside_what_somebody_else_saved_meanwhile(self, panel, desk):
        elsewhere = tree.change(desk.root, "p3", body=plain("Said at another computer."))
        assert isinstance(elsewhere, Strategy)
        desk.library.commit("s", desk.root.fingerprint, elsewhere, "Edit")
        panel.list.selectRow(0)
        panel.take_chosen()
        assert words(desk, "p1") == "Do thing 1 well"
        assert words(desk, "p3") == "Said at another computer."

    def it_takes_a_change_of_a_file_into_the_draft(self, qtbot, panel, desk, library, tmp_path):
        content = library.content("s", "V1")
        root = tree.change(content.root, "p3", body=plain("Do thing 9 well"))
        assert isinstance(root, Strategy)
        path = tmp_path / "copy.engross"
        with Library.create(path) as copy:
            copy.add(Content(root))
        nodes = chosen(qtbot, panel, Basis("Draft"), Basis("copy", file=path))
        assert nodes == ["p1", "p2", "p3"]
        panel.list.selectRow(2)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.take_chosen()
        assert words(desk, "p3") == "Do thing 9 well"
        assert words(desk, "p1") == "Do thing 7 well"
        assert desk.library.journal("s")[-1].label == "Take a change from copy"


def _struck(line):
    spans = [span for cell in line.cells for span in cell]
    return any(span.mark and span.mark.kind == "deleted" for span in spans)


class DescribeReadingInThePage:
    def it_shows_what_is_new_to_the_reviewer(self, qtbot, panel, desk, library):
        reading = Basis("Since I last read it", reading=True)
        assert len(chosen(qtbot, panel, reading)) > 10
        assert panel.bar.progress.text() == "0 of 14 read"  # five more are nothing but headings over parts
        assert not [
            line for line in panel._compared.aligned.lines if line.form == "heading" and _struck(line)
        ]
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.mark_chosen_read(everything=True)
        assert panel.note.text() == "You have read everything as it now is; Ctrl+Shift+M takes that back."
        desk.draft.do(lambda root: tree.change(root, "p3", body=plain("Do thing 9 well")), "Reword")
        qtbot.waitUntil(lambda: panel.list.rows.rowCount() == 1, timeout=20000)
        assert library.reading("s", "R. Ellis") is not None

    def it_undoes_markings_one_by_one_the_last_first(self, qtbot, panel, desk):
        new = len(chosen(qtbot, panel, Basis("Since I last read it", reading=True)))
        panel.list.selectRow(0)
        for everything in (False, True):
            with qtbot.waitSignal(panel.shown, timeout=20000):
                panel.mark_chosen_read(everything=everything)
            assert panel.note.text().endswith("Ctrl+Shift+M takes that back.")
        left = []
        for _ in range(2):
            with qtbot.waitSignal(panel.shown, timeout=20000):
                panel.unmark_read()
            left.append(panel.list.rows.rowCount())
        assert 0 < left[0] < left[1] == new
        assert not panel.bar.unmark.isVisible()

    def it_undoes_no_marking_where_more_was_read_elsewhere_since(self, qtbot, panel, desk, library):
        chosen(qtbot, panel, Basis("Since I last read it", reading=True))
        panel.list.selectRow(0)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.mark_chosen_read()
        library.keep_reading("s", desk.root)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.unmark_read()
        assert "More was marked as read elsewhere" in panel.note.text()
        assert library.reading("s") == desk.root


class DescribeAuthors:
    def it_knows_who_made_the_changes(self, panel):
        assert panel.bar.author.findText("R. Ellis") > 0


class DescribeRedlines:
    def it_marks_only_what_is_shown(self, qtbot, panel, ask, tmp_path):
        (first, _) = panel.list.rows.changes
        making = panel._comparing.redline(panel._compared, [first], ".docx")
        (tmp_path / "redline.docx").write_bytes(making())
        xml = WordDocument(str(tmp_path / "redline.docx")).element.xml
        assert xml.count("<w:del ") == 1
        assert xml.count("<w:ins ") == 1

    def it_previews_the_pages_for_the_printer(self, qtbot, panel):
        with qtbot.waitSignal(panel.redlines.previewed, timeout=30000) as previewed:
            panel.bar.exports["print"].trigger()
        dialog = previewed.args[0]
        qtbot.addWidget(dialog)
        assert dialog.windowTitle() == "Changes from V1 · 2 June 2026 to Draft"
        dialog.close()
