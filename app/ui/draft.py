"""The draft on the desk: what is typed is gathered, saved within half a second, and whoever shows it is told.

Holds no rule of its own: edits go through `services.editing`. What could not be saved stays here, in memory, and is
tried again. Imports models, services' interfaces and Qt's core only.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.models import tree
from app.models.content import digest_of
from app.models.errors import NotFound, Refused
from app.models.nodes import KINDS, Node, Strategy, name_of
from app.store.rows import StaleHead
from app.ui.edit_words import edit_said
from app.ui.sentences.said import sentence_said
from app.ui.typing_steps import TypingSteps

QUIET_MS = 300
LONGEST_MS = 1500
"""Of typing without a pause, after which the next key has it saved."""
PAINTED_MS = 12
"""After a key, by which it is seen. Qt paints after what is to be done at once."""
AGAIN_MS = 5000
MOST_KEYS = 120
"""Keys after which what was typed is saved without a pause, so that no step of undo is longer than a few lines."""


class Edited(Protocol):
    """An edit that was made."""

    @property
    def before(self) -> Strategy: ...

    @property
    def after(self) -> Strategy: ...

    @property
    def label(self) -> str: ...


class StrategyEditing(Protocol):
    """What is asked of `services.editing.Editing`."""

    @property
    def root(self) -> Strategy: ...

    def do(
        self,
        change: Callable[[Strategy], Node],
        label: str,
        join: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> Edited: ...

    def undo(self) -> Edited | None: ...

    def redo(self) -> Edited | None: ...

    def reload(self) -> Edited: ...


class Draft(QObject):
    """One strategy's draft. `changed` carries the tree before and after; `state_changed` a word and a sentence.

    The word is "saved", "pending" (typed, not yet saved) or "unsaved" (saving failed; the sentence says why). `stepped`
    carries both trees of an undo or redo, so that the window can lead to its place.
    """

    changed = Signal(object, object)
    state_changed = Signal(str, str)
    refused = Signal(str)
    done = Signal(str)
    stepped = Signal(object, object)

    def __init__(
        self,
        editing: StrategyEditing,
        pictures: Mapping[str, bytes],
        parent: QObject | None = None,
        steps: TypingSteps | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps = steps or TypingSteps()
        self._editing = editing
        self._pictures = dict(pictures)
        self._fresh: set[str] = set()
        self._pending: dict[tuple[str, str], Callable[[], Any]] = {}
        self._keys = 0
        self._finish: Callable[[], object] | None = None
        self.state = "saved"
        self._why = ""
        self._away = False
        self._quiet = self._timer(QUIET_MS)
        self._since = QElapsedTimer()
        self._again = self._timer(AGAIN_MS)

    @property
    def root(self) -> Strategy:
        """The tree as it was last saved."""
        return self._editing.root

    @property
    def why(self) -> str:
        """Why the last words could not be saved; empty where nothing was in the way yet."""
        return self._why

    def picture(self, digest: str) -> bytes | None:
        """The bytes of a picture of this strategy."""
        return self._pictures.get(digest)

    def keep(self, data: bytes) -> str:
        """Takes in a picture; it is stored with the next edit that shows it."""
        digest = digest_of(data)
        if digest not in self._pictures:
            self._pictures[digest] = data
            self._fresh.add(digest)
        return digest

    def typed(self, id: str, field: str, read: Callable[[], Any]) -> None:
        """Something was typed into a field; `read` gives its value when the time has come to save it."""
        if not self._pending:
            self._steps.begin()
            self._keys = 0
            self._since.start()
        self._pending[id, field] = read
        self._keys += 1
        # Once it was painted, and before the next one is struck: to save takes longer than a key may.
        if self._keys == MOST_KEYS and self.state != "unsaved":
            QTimer.singleShot(PAINTED_MS, self, self.end_step)
        elif self._keys >= 2 * MOST_KEYS and self.state != "unsaved":
            self.end_step()
            return
        elif self._since.hasExpired(LONGEST_MS) and self.state != "unsaved":
            self._since.start()
            QTimer.singleShot(PAINTED_MS, self, self.flush)
        self._quiet.start()
        if self.state != "unsaved":
            self._tell("pending")

    def flush(self) -> bool:
        """Saves what was typed; whether everything is safe now."""
        for timer in (self._quiet, self._again):
            timer.stop()
        if self._finish is not None:
            self._finish()
        if self._pending and self._away:
            self._failed(self._why)
            return False
        try:
            return not self._pending or self._save_typed()
        except Exception as fault:
            if self._pending:
                self._unforeseen(fault)
                return False
            raise

    def _save_typed(self) -> bool:
        values = {key: read() for key, read in self._pending.items()}
        # From here on the values count: the controls they were read from may show another part soon.
        self._pending = {key: (lambda value=value: value) for key, value in values.items()}
        known = {key: value for key, value in values.items() if key[0] in self.root.ids}
        if not known:
            self._pending.clear()
            self._tell("saved")
            return True
        (id, field), *others = known
        join = "" if others else self._step_of(id, field, known[id, field])
        return self._save(lambda root: _with_values(root, known), _label(self.root, id), join)

    def keep_back(self, sentence: str) -> None:
        """The library does not answer, so the window does not wait for it: what is typed stays here until `go_on`."""
        if self._away:
            return
        self._away, self._why = True, sentence
        if self._pending and self.state != "unsaved":
            self._failed(sentence)

    def go_on(self) -> None:
        """The library answers again: what stayed here is saved."""
        if self._away:
            self._away = False
            self.flush()

    def ready(self) -> bool:
        """As `flush`, for something that was asked for and would go without the last words: says why it is not done."""
        if self.flush() and not self._away:
            return True
        self.refused.emit(self._why)
        return False

    def expect(self, finish: Callable[[], object] | None) -> None:
        """An edit is being worked out; `finish` makes it ahead of whatever is asked for. None once it is made."""
        self._finish = finish

    def end_step(self) -> None:
        """Saves what was typed; what follows, such as a paste, is undone by itself."""
        self.flush()
        self._steps.end()

    def _step_of(self, id: str, field: str, value: Any) -> str:
        before = getattr(tree.find(self.root, id), field)
        return self._steps.name_of(f"{id}/{field}", before, value) if before != value else ""

    def do(self, change: Callable[[Strategy], Node], label: str, join: str = "") -> bool:
        """Makes an edit at once, after saving what was typed; says why not where it is refused."""
        ready = self.ready()
        self._steps.end()
        return ready and self._save(change, label, join)

    def undo(self) -> bool:
        """Takes back the last edit."""
        return self.ready() and self._step(
            self._editing.undo, self.tr("Undone: {}"), self.tr("There is nothing to undo.")
        )

    def redo(self) -> bool:
        """Brings back what was undone last."""
        return self.ready() and self._step(
            self._editing.redo, self.tr("Done again: {}"), self.tr("There is nothing to redo.")
        )

    def take(self, edited: Edited) -> None:
        """Takes up an edit that was made elsewhere, such as a version restored."""
        if edited.before is not edited.after:
            self.changed.emit(edited.before, edited.after)

    def reload(self) -> None:
        """Takes up what stands in the library."""
        self.take(self._editing.reload())

    def _save(self, change: Callable[[Strategy], Node], label: str, join: str) -> bool:
        new = {digest: self._pictures[digest] for digest in self._fresh}
        try:
            try:
                edited = self._editing.do(change, label, join, new)
            except StaleHead:
                self.reload()
                edited = self._editing.do(change, label, join, new)
        except Refused as fault:
            self._failed(sentence_said(fault))
            return False
        self._pending.clear()
        self._tell("saved")
        self.take(edited)
        return True

    def _failed(self, sentence: str) -> None:
        if self._pending:
            self._why = sentence
            self._again.start()
            self._tell("unsaved", sentence)
        else:
            self.refused.emit(sentence)

    def _unforeseen(self, fault: Exception) -> None:
        """What was typed stays here, too, where an error that nobody expected is in the way; its log is shown once."""
        if self.state != "unsaved":
            QTimer.singleShot(0, self, partial(_throw, fault))
        self._failed(self.tr("Engross met an error that it did not expect."))

    def _step(self, step: Callable[[], Edited | None], said: str, nothing: str) -> bool:
        self._steps.end()
        try:
            edited = step()
        except Refused as fault:
            self.refused.emit(sentence_said(fault))
            return False
        if edited is None:
            self.done.emit(nothing)
            return False
        self.take(edited)
        self.stepped.emit(edited.before, edited.after)
        self.done.emit(said.format(edit_said(edited.label)))
        return True

    def _tell(self, state: str, sentence: str = "") -> None:
        if (state, sentence) != (self.state, ""):
            self.state = state
            self.state_changed.emit(state, sentence)

    def _timer(self, wait: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(self.flush)
        return timer


def _throw(fault: Exception) -> None:
    raise fault


def _with_values(root: Strategy, values: Mapping[tuple[str, str], Any]) -> Node:
    """The tree with typed values in place; those of parts deleted meanwhile are left."""
    made: Node = root
    for (id, field), value in values.items():
        try:
            made = tree.change(made, id, **{field: value})
        except NotFound:
            continue
    return made


def _label(root: Strategy, id: str) -> str:
    node = tree.find(root, id)
    kind, name = KINDS[node.kind].label, name_of(node, words=5)
    return f"Edit {kind.lower()}" if name == kind else f"Edit {kind.lower()} “{name}”"
