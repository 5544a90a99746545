"""The Pack page: the agenda at the left, what is chosen in it at the right, the pack itself below. Imports Qt only.

What files hold, where pages stand and how a pack is made is asked of `PackTools`; it knows no service.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.errors import Refused
from app.models.pack import Item, Pack, Placed
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.own_keys import OwnKeys
from app.ui.packs.bars import Bar, Foot
from app.ui.packs.draft import MEETING, PackDraft, Place
from app.ui.packs.forms import ITEM, PAPER, RecordForm
from app.ui.packs.forms import MEETING as MEETING_FIELDS
from app.ui.packs.job import Job, Tell
from app.ui.packs.tree import AgendaTree
from app.ui.sentences.said import sentence_said

MEASURE_MS = 300
KEEP_MS = 400
NARROW = 90
"""Below this many letters of width the form stands under the agenda."""
PAPERS = QT_TRANSLATE_NOOP("PackPanel", "PDF, Word (*.pdf *.docx *.doc *.odt *.rtf)")
PACKS = QT_TRANSLATE_NOOP("PackPanel", "Packs (*.toml)")


class Counted(NamedTuple):
    """Where papers stand, the number of the first item, and what is wrong with which file, or with all."""

    placed: tuple[Placed, ...]
    first_item: int
    faults: Mapping[str, str]
    fault: str


class Finished(NamedTuple):
    """What came of making a pack, in sentences, and its files by the name of their edition."""

    said: str
    files: Mapping[str, Path] = {}


class PackTools(NamedTuple):
    """What the page asks of the program. Each may raise Refused, but for the steps before it can `begin`."""

    layouts: Callable[[], Sequence[tuple[str, str]]]
    read: Callable[[Path], Pack]
    save: Callable[[Pack, Path, Path], Pack]
    near: Callable[[str, Path], str]
    measure: Callable[[Pack, Path], Counted]
    make: Callable[[Pack, Path, Path, Tell], Finished]
    versions: Callable[[], Sequence[tuple[str, str]]]
    faults: Callable[[Pack], Sequence[tuple[Sequence[str | int], str]]] = lambda pack: ()
    keep: Callable[[PackDraft], None] = lambda draft: None
    begin: Callable[[PackDraft], Iterator[object]] = lambda draft: iter(())


class PackPanel(QWidget):
    """Puts a pack together and has it made.

    One that is made `gradually` shows its pack only once its `steps` have been taken.
    """

    def __init__(
        self, tools: PackTools, ask: Ask, start: Pack, folder: Path, *, gradually: bool = False
    ) -> None:
        super().__init__()
        self._tools = tools
        self._ask = ask
        self.draft = PackDraft(start, folder, self)
        self._counted = Counted((), 1, {}, "")
        self._work: Work | None = None
        self._job: Job | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(MEASURE_MS)
        self._unkept = QTimer(self)
        self._unkept.setSingleShot(True)
        self._unkept.setInterval(KEEP_MS)
        self.bar = Bar(self)
        self.foot = Foot(self)
        self.tree = AgendaTree()
        self.forms = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._made_forms: dict[int, RecordForm] = {}
        self._arrange()
        self._connect()
        self.steps = self._begin()
        if not gradually:
            deque(self.steps, maxlen=0)

    @property
    def meeting(self) -> RecordForm:
        """The form of what the front sheet says; like the others, made when it is first needed."""
        title, layouts = self.tr("The meeting"), self._tools.layouts
        return self._form(0, lambda: RecordForm(title, MEETING_FIELDS, layouts(), self.forms))

    @property
    def item(self) -> RecordForm:
        """The form of an item."""
        return self._form(1, lambda: RecordForm(self.tr("Item"), ITEM, parent=self.forms))

    @property
    def paper(self) -> RecordForm:
        """The form of an appendix."""
        return self._form(2, lambda: RecordForm(self.tr("Appendix"), PAPER, parent=self.forms))

    def measure(self) -> None:
        """Counts pages in the background; what was under way is given up."""
        if self._work is not None:
            self._work.leave()
        pack, folder = self.draft.pack, self.draft.folder
        self._work = Work(lambda: self._tools.measure(pack, folder), self)
        self._work.finished.connect(self._take_count)
        self._work.failed.connect(self._fail)
        self._work.start()

    def make(self) -> None:
        """Has the pack made where the user says."""
        name = (self.draft.path.stem if self.draft.path else self.tr("pack")) + ".pdf"
        to = self._ask.save_file(self.tr("Make the pack"), name, self.tr("PDF (*.pdf)"))
        if to is None or self._job is not None:
            return
        pack, folder = self.draft.pack, self.draft.folder
        self._job = Job(lambda tell: self._tools.make(pack, folder, to, tell), self)
        self._job.progressed.connect(self.foot.progress)
        self._job.finished.connect(self._made)
        self._job.failed.connect(self._failed)
        self._job.stopped.connect(lambda: self._ended(self.tr("The pack was not made: you stopped it.")))
        self.foot.begin()
        self.bar.make.setEnabled(False)
        self._job.start()

    def open(self) -> None:
        """Shows a pack from its file."""
        path = self._ask.open_file(self.tr("Open a pack"), self.tr(PACKS))
        if path is None or not self._may_leave():
            return
        try:
            pack = self._tools.read(path)
        except Refused as fault:
            self.foot.say(f"⚠ {sentence_said(fault)}")
            return
        self.draft.begin(pack, path.parent, path)
        self.foot.say("")

    def save(self) -> bool:
        """Writes the pack's description to its file, asked for the first time. Whether it is saved."""
        path = self.draft.path
        if path is None:
            path = self._ask.save_file(self.tr("Save the pack"), self.tr("agenda") + ".toml", self.tr(PACKS))
        if path is None:
            return False
        try:
            kept = self._tools.save(self.draft.pack, self.draft.folder, path)
        except Refused as fault:
            self.foot.say(f"⚠ {sentence_said(fault)}")
            return False
        self.draft.keep(kept, path)
        self.foot.say(self.tr("Saved as {}.").format(path.name))
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()
        if self._unkept.isActive():
            self._keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _arrange(self) -> None:
        split = self._split
        split.addWidget(self.tree)
        split.addWidget(self.forms)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        split.setSizes([500, 600])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        bar, draft = self.bar, self.draft
        for button, act in (
            (bar.open, self.open), (bar.save, self.save), (bar.add_item, self._add_item),
            (bar.add_papers, self._add_papers), (bar.make, self.make), (bar.undo, draft.undo),
            (bar.redo, draft.redo), (bar.up, lambda: self._step(-1)), (bar.down, lambda: self._step(1)),
            (bar.remove, lambda: draft.remove(self.tree.place)),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, act=act: act())
        self.foot.stop.clicked.connect(lambda: self._job.stop() if self._job else None)
        draft.changed.connect(self._when_changed)
        self._again.timeout.connect(self.measure)
        self._unkept.timeout.connect(self._keep)
        self.tree.chosen.connect(self._choose)
        self.tree.move_requested.connect(draft.move)
        self.tree.remove_requested.connect(draft.remove)
        self.tree.files_dropped.connect(self._take_files)
        OwnKeys(self.tree, {"Ctrl+Z": draft.undo, "Ctrl+Shift+Z": draft.redo, "Ctrl+Y": draft.redo})

    def _begin(self) -> Iterator[object]:
        yield from self._tools.begin(self.draft)
        yield self.meeting
        self._show(MEETING)

    def _form(self, at: int, make: Callable[[], RecordForm]) -> RecordForm:
        if at not in self._made_forms:
            form = self._made_forms[at] = make()
            form.edited.connect(lambda name, value: self.draft.set(self.tree.place, name, value))
            form.file_wanted.connect(self._choose_file)
            form.strategy_wanted.connect(self._choose_strategy)
            self.forms.addWidget(form)
        return self._made_forms[at]

    def _when_changed(self, place: Place | None) -> None:
        self._show(self.tree.place if place is None else place)
        self._unkept.start()
        if self.isVisible():
            self._again.start()

    def _keep(self) -> None:
        """Has what nobody has saved yet kept, or forgotten once it is saved."""
        self._unkept.stop()
        try:
            self._tools.keep(self.draft)
        except Refused as fault:
            self.foot.say(f"⚠ {sentence_said(fault)}")

    def _show(self, place: Place) -> None:
        counted = self._counted
        self.tree.show_pack(self.draft.pack, counted.placed, counted.first_item, counted.faults, place)
        self._choose(self.tree.place)

    def _choose(self, place: Place) -> None:
        form = (lambda: self.meeting, lambda: self.item, lambda: self.paper)[len(place)]()
        form.show_record(self.draft.held(place))
        form.show_faults(self._faults_at(place))
        self.forms.setCurrentWidget(form)
        self.bar.show_state(self.draft, place, self._job is not None)

    def _faults_at(self, place: Place) -> dict[str, str]:
        """What is wrong with the fields of the meeting, an item or an appendix, by the field's name."""
        at = [step for n, key in zip(place, ("items", "appendices"), strict=False) for step in (key, n)]
        found = self._tools.faults(self.draft.pack)
        return {str(steps[-1]): said for steps, said in reversed(found) if list(steps[:-1]) == at}

    def _take_count(self, counted: Any) -> None:
        self._work = None
        self._counted = counted
        self._show(self.tree.place)
        last = max((each.last for each in counted.placed), default=0)
        pages = self.tr("1 page") if last == 1 else self.tr("{} pages").format(last)
        self.bar.pages.setText(pages if last else "")
        if counted.fault:
            self.foot.say(f"⚠ {counted.fault}")

    def _fail(self, fault: Any) -> None:
        self._work = None
        if not isinstance(fault, Refused):
            self.foot.say("⚠ " + self.tr("The pages of the pack could not be counted."))
            raise fault
        self.foot.say(f"⚠ {sentence_said(fault)}")

    def _made(self, finished: Any) -> None:
        self._ended(f"✓ {finished.said}")
        self.foot.offer(finished.files)

    def _failed(self, fault: Any) -> None:
        if not isinstance(fault, Refused):
            self._ended("⚠ " + self.tr("The pack could not be made."))
            raise fault
        self._ended(f"⚠ {sentence_said(fault)}")

    def _ended(self, said: str) -> None:
        self._job = None
        self.foot.say(said)
        self.bar.show_state(self.draft, self.tree.place, False)

    def _may_leave(self) -> bool:
        """Whether what is shown may give way: it is saved, or the user lets it go."""
        if self.draft.is_saved:
            return True
        question = self.tr("This pack has changes that are not saved. Leave them?")
        ways = (self.tr("Go on with this pack"), self.tr("Leave them"))
        return self._ask.choice(self.tr("Open a pack"), question, ways) == 1

    def _add_item(self) -> None:
        self.draft.add_item(self.tree.place, Item(""))
        self.item.controls["title"].setFocus()

    def _add_papers(self) -> None:
        path = self._ask.open_file(self.tr("Add a paper"), self.tr(PAPERS))
        if path is not None:
            self._take_files(self.tree.place[:1], [str(path)])

    def _take_files(self, place: Place, files: list[str]) -> None:
        """Files to an item; those dropped elsewhere become items of their own."""
        named = [self._tools.near(file, self.draft.folder) for file in files]
        if place:
            self.draft.add_papers(place[0], named)
            return
        for file in named:
            self.draft.add_item(MEETING, Item(Path(file).stem.replace("_", " "), report=file))

    def _step(self, by: int) -> None:
        place = self.tree.place
        if place:
            self.draft.move(place, place[-1] + by)

    def _choose_file(self, name: str) -> None:
        filter = self.tr(PACKS) if name == "continues" else self.tr(PAPERS)
        path = self._ask.open_file(self.tr("Choose a file"), filter)
        if path is not None:
            self.draft.set(self.tree.place, name, self._tools.near(str(path), self.draft.folder))

    def _choose_strategy(self, name: str) -> None:
        versions = self._tools.versions()
        if not versions:
            self.foot.say("⚠ " + self.tr("No version of this strategy is saved yet; save one first."))
            return
        ways = tuple(label for label, _ in versions)
        at = self._ask.choice(self.tr("Strategy"), self.tr("Which version goes into the pack?"), ways)
        if at is not None:
            self.draft.set(self.tree.place, name, versions[at][1])
