"""The review of the strategy on show: side tabs, signs in tree and form, and their wiring. Imports Qt only."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.keyboard import has_keyboard
from app.ui.review.checks import ChecksPanel
from app.ui.review.comments import CommentsPanel
from app.ui.review.decisions import Decisions
from app.ui.review.filters import HERE
from app.ui.review.marks import FieldMarks, badges_of, in_words, together
from app.ui.review.places import changed_words, chosen_words, place_of, show_words
from app.ui.review.proposals import ProposalStrip, ProposedParts
from app.ui.review.reviewing import Collided, Reviewing, Words
from app.ui.review.side import TabNames
from app.ui.review.state import Marks, ReviewState
from app.ui.review.suggestions import SuggestionsPanel
from app.ui.tree.model import CONTROL_PAGE
from app.ui.window.desktop import Desktop
from app.ui.window.parts import StateBar


class OpenReview(QObject):
    """One strategy's review in the window. `side_requested` asks for the side panel, `counted` tells of the changes.

    It is whole only once its `steps` have been taken, each of which makes a panel or puts one in its place.
    """

    side_requested = Signal()
    counted = Signal()

    def __init__(self, desktop: Desktop, reviewing: Reviewing, bar: StateBar) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._bar = bar
        self.reviewing = reviewing
        self.state = ReviewState(desktop.desk, reviewing, self)
        self.decisions = Decisions(desktop.desk, reviewing, self)
        self.marks = FieldMarks(self)
        self.proposed = ProposedParts(desktop.desk, self)
        self.steps = self._make()

    def _make(self) -> Iterator[object]:
        desktop, desk, state = self._desktop, self._desktop.desk, self.state
        # PySide asks there for the first time what a widget of Qt's own is, and makes the classes of all it might be.
        yield desktop.tree.view.viewport()
        self.comments = CommentsPanel(desk, state, self.reviewing)
        yield
        self.suggestions = SuggestionsPanel(desk, state)
        yield
        self.checks = ChecksPanel(desk, state)
        self.panels: dict[str, QWidget] = {
            "comments": self.comments, "suggestions": self.suggestions, "checks": self.checks,
        }  # fmt: skip
        yield
        for key, name, picture in (
            ("comments", self.tr("Comments"), "comments"),
            ("suggestions", self.tr("Suggestions"), "change"),
            ("checks", self.tr("Checks"), "checks"),
        ):
            yield desktop.add_side_panel(self.panels[key], name, picture)
        self.names = TabNames(desktop.side)
        yield
        desktop.side.setCurrentIndex(0)
        self._connect()
        self._show_shown(desktop.workspace.shown_id)
        self._show_marks()
        state.begin()

    def stop(self) -> None:
        """The strategy is being closed."""
        self.state.stop()
        self.decisions.stop()
        self._bar.findings.setText("")

    def show_tab(self, tab: str, *, focus: bool = False) -> None:
        """Brings one of the tabs to the front."""
        self._desktop.side.setCurrentWidget(self.panels[tab])
        if focus:
            first = {
                "comments": self.comments.add,
                "suggestions": self.suggestions.list,
                "checks": self.checks.list,
            }
            first[tab].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_comment(self) -> None:
        """Lets a comment be written on the chosen words, or on the part on show."""
        if self._desktop.desk.read_only or not self._desktop.desk.draft.ready():
            return
        words = self._words_to_comment()
        self.show_tab("comments")
        self.comments.write_about(words)

    def _words_to_comment(self) -> Words:
        """What is chosen: a change in the comparison, where that is on show, or words in the form.

        Nothing can be chosen in a form that is still being made, unless one writes ahead into it.
        """
        work, desk = self._desktop.workspace, self._desktop.desk
        change = getattr(self._desktop.on_show, "change_chosen", None)
        if change is not None and change.node in desk.root.ids:
            return changed_words(change)
        form = work.form if has_keyboard(work) else work.form_on_show
        if form is not None:
            return chosen_words(form)
        return Words(work.shown_id if work.shown_id in desk.root.ids else desk.id)

    def _connect(self) -> None:
        desktop, state = self._desktop, self.state
        for panel in (self.comments, self.suggestions, self.checks):
            panel.go_requested.connect(self._go)
        desktop.change_opened.connect(lambda change: self._go(place_of(change)))
        self.comments.comment_requested.connect(self.begin_comment)
        self.suggestions.proposal_opened.connect(self._go_to_proposal)
        self.suggestions.compare_requested.connect(self._foresee)
        self.suggestions.decide_requested.connect(self.decisions.decide)
        self.decisions.decided.connect(self._when_decided)
        self.decisions.slow.connect(self.suggestions.tell_deciding)
        self.marks.show_requested.connect(self._show_at)
        self.proposed.decide_requested.connect(self._decide_one)
        tree = desktop.tree.view
        self.proposed.left.connect(tree.setFocus)
        tree.proposal_chosen.connect(self._show_proposal)
        tree.proposal_opened.connect(self._open_proposal)
        tree.proposal_decided.connect(self._decide_one)
        tree.proposal_menu_requested.connect(self._offer)
        desktop.shown_changed.connect(self._show_shown)
        desktop.workspace.put_up.connect(self._show_marks)
        desktop.desk.changed.connect(lambda *_: self._show_marks())
        state.listed_changed.connect(self._show_signs)
        state.findings_changed.connect(self._show_signs)
        state.findings_changed.connect(self._show_findings)
        state.changes_counted.connect(self.counted)
        self._bar.findings.clicked.connect(self._show_checks)

    def _when_decided(self, collided: Collided) -> None:
        self.state.reviewed()
        self.suggestions.tell_collided(collided)

    def _decide_one(self, id: str, accepted: bool) -> None:
        self.decisions.decide([id] if accepted else [], [] if accepted else [id], [])
        if any(id == stayed for stayed, _ in self.suggestions.collided):
            self.side_requested.emit()
            self.show_tab("suggestions")
            self.suggestions.choose([id])

    def _foresee(self) -> None:
        """Compares the draft with what it would be if everything were accepted."""
        if self._desktop.offers("compare"):
            self._desktop.show_activity("compare", lambda panel: panel.choose_suggested())

    def _show_proposal(self, id: str, holder: str) -> None:
        """Shows where a part would come: the strip in the form of what would hold it, and its line in the list."""
        self._desktop.show_beside(holder)
        self.suggestions.choose([id])
        self._desktop.workspace.once_shown(lambda: QTimer.singleShot(0, self, lambda: self._see_strip(id)))

    def _see_strip(self, id: str) -> ProposalStrip | None:
        form, strip = self._desktop.workspace.form_on_show, self.proposed.strip(id)
        if form is not None and strip is not None:
            form.ensureWidgetVisible(strip)
        return strip

    def _go_to_proposal(self, id: str, beside: str) -> None:
        """Leads from the list to the strip of a part that would be added, moved or deleted."""
        if beside not in self._desktop.desk.root.ids:
            self._go(Words(beside))
            return
        self._desktop.go_to_text(beside)
        # A page has its height only once it has been laid out.
        self._desktop.workspace.once_shown(lambda: QTimer.singleShot(0, self, lambda: self._enter_strip(id)))

    def _open_proposal(self, id: str) -> None:
        self._desktop.workspace.once_shown(lambda: self._enter_strip(id))

    def _enter_strip(self, id: str) -> None:
        if (strip := self._see_strip(id)) is not None:
            strip.accept.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, id: str, at: QPoint) -> None:
        """The menu of a part that is only suggested."""
        menu = QMenu(self._desktop)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, accepted in ((self.tr("Accept\tCtrl+Enter"), True), (self.tr("Reject\tDel"), False)):
            action = menu.addAction(words)
            action.setEnabled(not self._desktop.desk.read_only)
            action.triggered.connect(lambda _=False, yes=accepted: self._decide_one(id, yes))
        menu.popup(at)

    def _go(self, words: Words) -> None:
        """Shows a part, and in its form the words; where they are gone, the field. A part that is only suggested is
        shown where it would stand."""
        desktop = self._desktop
        if words.node not in desktop.desk.root.ids:
            coming = self.state.would_add(words.node)
            if coming is None or coming.beside not in desktop.desk.root.ids:
                desktop.said.emit(self.tr("That part is not in the draft."))
                return
            words = Words(coming.beside)
        desktop.go_to_text(words.node)
        desktop.workspace.once_shown(lambda: self._enter(words))

    def _enter(self, words: Words) -> None:
        """Goes to the words in the form on show, or to a fact that stands on the control sheet and not there."""
        work = self._desktop.workspace
        form = work.form_on_show
        if form is not None and form.kind == "strategy" and words.field not in form.fields:
            from app.ui.pages.control import stands_here

            if stands_here(words.field):
                self._desktop.go(CONTROL_PAGE)
                work.once_shown(lambda: work.control.focus_field(words.field))
                return
        if form is not None and not show_words(form, words) and words.field:
            form.focus_field(words.field)
        # A page has its height only once it has been laid out.
        QTimer.singleShot(0, self, lambda: self._see(words))

    def _see(self, words: Words) -> None:
        form = self._desktop.workspace.form_on_show
        if form is not None and form.node_id == words.node and words.field in form.fields:
            form.ensureWidgetVisible(form.fields[words.field])
            if words.quote or words.anchor:
                show_words(form, words)

    def _show_at(self, kind: str, node: str, field: str) -> None:
        self.side_requested.emit()
        self.show_tab(kind, focus=True)
        if kind == "suggestions":
            self.suggestions.choose(
                [
                    s.id
                    for s in self.state.suggestions
                    if (s.beside, s.field, s.state) == (node, field, "open")
                ]
            )
        else:
            self.comments.filters.choose(HERE)

    def _show_shown(self, id: str) -> None:
        for panel in (self.comments, self.suggestions, self.checks):
            panel.show_part(id)

    def _show_marks(self, marks: Marks | None = None) -> None:
        form = self._desktop.workspace.form_on_show
        self.marks.show(form, self.state.marks() if marks is None else marks)
        self.proposed.show(form, self.state.suggestions)

    def _show_signs(self) -> None:
        marks = self.state.marks()
        self._show_marks(marks)
        self._desktop.model.show_badges(badges_of(marks), together)
        self._desktop.model.show_proposals(self.proposed.rows(self.state.suggestions))
        for key, counted in marks._asdict().items():
            self.names.count(self.panels[{"findings": "checks"}.get(key, key)], counted.total())

    def _show_findings(self) -> None:
        count, progress = len(self.state.findings), self.state.progress
        said = in_words("findings", count) if count else self.tr("No findings")
        if progress is not None and progress.waiting:
            parts = (
                self.tr("1 part")
                if progress.parts == 1
                else self.tr("{} parts").format(f"{progress.parts:,}")
            )
            begun = self.tr("{} of {} written").format(f"{progress.written:,}", parts)
            said = f"{begun} · {said}" if count else begun
        self._bar.findings.setText(said)
        self._bar.findings.setAccessibleName(self.tr("{}, show them").format(said))

    def _show_checks(self) -> None:
        self.side_requested.emit()
        self.show_tab("checks", focus=True)
