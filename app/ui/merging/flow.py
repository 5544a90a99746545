"""“Merge another copy…”: asks for the copy, reads it in the background, shows the merge window, makes the edit.

Services are imported when they are first asked. Imports models, compare and Qt only.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.compare.changes import Change
from app.compare.merge import Choice, Collision
from app.compare.woven import pieces
from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Strategy, name_of
from app.models.review import merging_mark
from app.ui.background import Work
from app.ui.desk import Desk
from app.ui.merging.deciding import ANEW, Decision, Plan, Question
from app.ui.merging.window import MergeWindow
from app.ui.model_words import kind_said, said
from app.ui.passing import open_once
from app.ui.review.marks import in_words
from app.ui.sentences.said import sentence_said
from app.ui.turns import InTurns
from app.ui.window.history import moment

if TYPE_CHECKING:
    from app.services.merging import Merging
    from app.store.library import Library


_HOUSE = next(field for field in KINDS["strategy"].fields if field.name == "house")


class MergeFlow(QObject):
    """One merge from the question to the edit. `said` tells of its course; `opened` gives the window to decide in.

    What the other copy's reviewers said and decided is taken over behind the edit; `reviewed` tells once it is there.
    It goes with the desk: what was read for a strategy that was closed meanwhile opens no window.
    """

    said = Signal(str)
    opened = Signal(object)
    reviewed = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._over = over
        self._showing = InTurns(self)

    def start(self) -> None:
        """Asks which copy, and goes on once it has been read."""
        desk = self._desk
        own = cast("Library", desk.library).path
        beside = own.parent if own else None
        path = desk.ask.open_file(
            self.tr("Merge another copy of this library"),
            self.tr("Libraries (*.engross);;All files (*)"),
            beside,
        )
        if path is None or not desk.draft.ready():
            return
        self.said.emit(self.tr("Reading {}…").format(path.name))
        work = Work(lambda: self._prepared(path), self)
        work.finished.connect(self._show)
        work.failed.connect(self._fail)
        work.start()

    def _prepared(self, path: Path) -> "Merging":
        from app.services.merging import prepare

        return prepare(cast("Library", self._desk.library), self._desk.id, path)

    def _show(self, merging: "Merging") -> None:
        self.said.emit("")
        self._showing.begin(self._shown(merging))

    def _shown(self, merging: "Merging") -> Iterator[None]:
        """The steps until the window is there; to make it and to lay it out each takes a turn's time."""
        window = MergeWindow(self._plan(merging), self._desk.draft, self._desk.ask, self._over)
        window.merged.connect(self.said)
        self._desk.destroyed.connect(window.deleteLater)  # another window may put the strategy into the bin
        yield
        self.opened.emit(window)
        open_once(window)

    def _fail(self, fault: Exception) -> None:
        self.said.emit("")
        if not isinstance(fault, Refused):
            raise fault
        self._desk.ask.tell(self.tr("Merge another copy"), sentence_said(fault))

    def _plan(self, merging: "Merging") -> Plan:
        last = merging.last
        who = last.who if last and last.who else self.tr("somebody")
        told = self.tr("{} is another copy of “{}”, last edited by {}, {}.").format(
            merging.path.name, self._desk.root.title, who, moment(last.at) if last else ""
        )
        questions = [self._question(each, merging) for each in merging.merged.collisions]
        coming = [self._named(change) for change in merging.coming.changes]
        return Plan(
            merging.path.name, told, coming, questions, lambda d: self._merge(merging, d), merging.reviewed
        )

    def _named(self, change: Change) -> Change:
        """A change as it is listed: a house style by its name, of which only the window knows."""
        if (change.node_kind, change.field) != ("strategy", _HOUSE.label):
            return change
        before, after = (self._desk.house_name(key) for key in (change.before, change.after))
        return structs.replace(change, before=before, after=after, pieces=pieces(before, after))

    def _question(self, collision: Collision, merging: "Merging") -> Question:
        from app.services.merging import is_rich, is_worded, ways, words_of

        root = merging.merged.root
        node = tree.find(root, collision.node) if collision.node in root.ids else None
        name = name_of(node) if node else kind_said(collision.node_kind)
        said = {side: words_of(collision, side, root) for side in ("base", "mine", "theirs")}
        if (collision.node_kind, collision.field) == ("strategy", _HOUSE.name):
            said = {side: self._desk.house_name(key) for side, key in said.items()}
        rich = is_rich(collision)
        writes = is_worded(collision)
        return Question(
            " › ".join((*collision.path, name)), self._what(collision), said["base"], said["mine"], said["theirs"],
            (*ways(collision), *((ANEW,) if writes else ())), rich, collision.mine if writes else "",
        )  # fmt: skip

    def _what(self, collision: Collision) -> str:
        if collision.kind in ("place", "order"):
            return self.tr("It was moved to different places.")
        if collision.kind == "deleted" and collision.mine is None:
            return self.tr("Here it was deleted; in the other copy it was changed.")
        if collision.kind == "deleted":
            return self.tr("Here it was changed; in the other copy it was deleted.")
        field = next(
            (said(f.label) for f in KINDS[collision.node_kind].fields if f.name == collision.field),
            {"body": self.tr("Text"), "title": self.tr("Title")}.get(collision.field, collision.field),
        )
        return self.tr("{}: changed differently in both copies.").format(field)

    def _merge(self, merging: "Merging", decisions: Mapping[int, Decision]) -> str:
        from app.services.merging import Anew, decided

        desk = self._desk

        def merged(now: Strategy) -> Strategy:
            """The merge, unless somebody else has saved meanwhile, whose words it does not have."""
            if now.fingerprint != merging.mine.fingerprint:
                raise Refused(
                    self.tr("The draft has changed since the copies were compared; begin the merge again.")
                )
            return root

        if not desk.draft.flush():
            raise Refused(self.tr("What you typed last could not be saved; nothing was merged."))
        root = decided(
            merging,
            {
                at: Anew(each.value) if each.choice == ANEW else cast("Choice", each.choice)
                for at, each in decisions.items()
            },
        )
        merged(desk.root)
        for data in merging.pictures.values():
            desk.draft.keep(data)
        told = ""
        if decisions or root.fingerprint != merging.mine.fingerprint:
            label = f"Merge {merging.path.name}"
            if not desk.draft.do(merged, label, merging_mark(merging.theirs.fingerprint)):
                raise Refused(self.tr("The merge could not be saved; nothing was changed."))
            told = self.tr("Merged; Ctrl+Z takes it back.")
        self._take_reviews(merging.path, told)
        return told

    def _take_reviews(self, path: Path, told: str) -> None:
        """Takes over the other copy's comments and suggestions: to open it takes longer than a turn may. They are told
        after what was `told` of the texts."""
        work = Work(lambda: self._taken(path), self)
        work.finished.connect(lambda added: self._tell_taken(added, told))
        work.failed.connect(self._tell_not_taken)
        work.start()

    def _taken(self, path: Path) -> tuple[int, int]:
        from app.services.merging import take_reviews_of

        return take_reviews_of(cast("Library", self._desk.library), self._desk.id, path)

    def _tell_taken(self, added: tuple[int, int], told: str) -> None:
        self.reviewed.emit()
        wishes, remarks = added
        both = [
            in_words(kind, count) for kind, count in (("comments", remarks), ("suggestions", wishes)) if count
        ]
        if both:
            came = self.tr("{} came along.").format(self.tr(" and ").join(both))
            self.said.emit(f"{told} {came}".strip())
        elif not told:
            self.said.emit(self.tr("What was decided in the other copy is noted here, too."))

    def _tell_not_taken(self, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            raise fault
        not_taken = self.tr(
            "The texts are merged, but not what reviewers said and decided in the other copy: {}"
        )
        self._desk.ask.tell(self.tr("Merge another copy"), not_taken.format(fault))
