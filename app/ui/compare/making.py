"""How the comparison's page is made for an open strategy. Services are imported when they are first asked."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.compare.changes import Change, Comparison
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Node, Strategy
from app.store.rows import JournalRow
from app.ui.compare.comparing import Basis, Compared
from app.ui.compare.panel import ComparePanel
from app.ui.desk import Desk
from app.ui.edit_words import edit_said
from app.ui.moments import spells
from app.ui.picker import Entry, Picker
from app.ui.typed import show_date
from app.ui.window.history import moment

if TYPE_CHECKING:
    from app.services.sides import Side, Sides
    from app.store.library import Library


def make_panel(desk: Desk) -> ComparePanel:
    """The page that compares the strategy's versions, its draft, earlier moments, others and files."""
    panel = ComparePanel(StrategyComparing(desk), desk.ask)
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    return panel


class StrategyComparing(QObject):
    """What the page asks for, for the strategy on a desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.read_only = desk.read_only
        self._files: dict[tuple[Path, int, int], Side] = {}
        self._readings: list[tuple[Strategy, str]] = []
        """Before each marking as read, what was read, and the fingerprint of what was read after it."""

    @property
    def _library(self) -> "Library":
        return cast("Library", self._desk.library)

    def bases(self) -> Sequence[Basis]:
        """The reading, the versions, oldest first, and the draft last."""
        versions = [Basis(_named(row.label, row.date), row.label) for row in self._desk.versions()]
        suggested = [Basis(self.tr("Draft, all accepted"), suggested=True)]
        waiting = self._library.has_open_suggestions(self._desk.id)
        return [
            Basis(self.tr("Since I last read it"), reading=True), *versions, *(suggested if waiting else ()),
            Basis(self.tr("Draft")),
        ]  # fmt: skip

    def first(self) -> str:
        """The newest version that the draft is not to the letter; else the newest."""
        rows = self._desk.versions()
        if len(rows) > 1 and rows[-1].fingerprint == self._desk.root.fingerprint:
            return rows[-2].label
        return rows[-1].label if rows else ""

    def term(self, kind: str) -> str:
        """What the strategy's house calls a kind of part."""
        return self._desk.house.term(kind).one

    def pick(self, what: str) -> Basis | None:
        """Asks for an earlier moment, another strategy, or a file."""
        if what == "file":
            path = self._desk.ask.open_file(
                self.tr("Compare with a file"),
                self.tr("Documents (*.docx *.docm *.dotx *.md *.txt *.json *.engross);;All files (*)"),
            )
            return Basis(path.name, file=path) if path else None
        entries = self._moments() if what == "moment" else self._strategies()
        title = self.tr("An earlier moment") if what == "moment" else self.tr("Another strategy")
        empty = self.tr("Nothing is called that.") if entries else self.tr("There is none yet.")
        picker = Picker(title, entries, empty, QApplication.activeWindow())
        chosen = picker.chosen if picker.exec() else None
        return cast("Basis", chosen.what) if chosen else None

    def moment(self, id: int) -> Basis:
        """The strategy as it was after an edit."""
        row = next((row for row in self._desk.library.journal(self._desk.id) if row.id == id), None)
        return Basis(_moment_name(row) if row else self.tr("edit {}").format(id), moment=id)

    def compare(self, old: Basis, new: Basis, cancelled: Callable[[], bool]) -> Compared:
        """The lines of two texts. Raises Refused where one cannot be read, Stopped when cancelled."""
        from app.services.comparing import side_by_side
        from app.services.sides import Sides

        sides = Sides(self._side(old, cancelled), self._side(new, cancelled))
        found = side_by_side(sides, cancelled=cancelled)
        note, authors = self._foreseen(new)
        return Compared(
            found,
            authors or self._authors(sides, found.comparison),
            self._progress(old, new, sides),
            sides,
            note,
        )

    def take(self, compared: Compared, changes: Sequence[Change], back: bool) -> str:
        """Carries changes out on the draft as one edit, with the pictures they bring."""
        from app.compare.taking import taken
        from app.services.comparing import strategy_of

        sides = cast("Sides", compared.sides)
        other = strategy_of(sides.old if back else sides.new)
        name = (sides.old if back else sides.new).name
        draft = self._desk.draft
        if not draft.flush():
            return self.tr("⚠ What you typed last could not be saved; nothing was taken.")
        root = draft.root
        found = taken(root, other.content.root, changes, back=back)

        def made(now: Strategy) -> Node:
            """The same anew where somebody else has saved meanwhile, whose words would be lost."""
            return found.root if now is root else taken(now, other.content.root, changes, back=back).root

        for data in other.content.pictures.values():
            draft.keep(data)
        count = len(changes) - len(found.left)
        kept = "a change" if count == 1 else f"{count} changes"
        label = f"Take back {kept} of {name}" if back else f"Take {kept} from {name}"
        what = self.tr("a change") if count == 1 else self.tr("{} changes").format(count)
        if count and not draft.do(made, label):
            return self.tr("⚠ Nothing was taken.")
        done = self.tr("{} taken back; Ctrl+Z undoes it.") if back else self.tr("{} taken; Ctrl+Z undoes it.")
        told = [done.format(what.capitalize())] if count else []
        told += [self.tr("⚠ Not taken: {}.").format(why) for why in dict.fromkeys(w for _, w in found.left)]
        return " ".join(told)

    def mark_read(self, compared: Compared, changes: Sequence[Change] | None) -> str:
        """Remembers changes, or the draft as it was compared, as read."""
        from app.services.reading import as_read, mark_read

        library, id = self._library, self._desk.id
        before = as_read(library, id)
        left = mark_read(library, id, _root(cast("Sides", compared.sides).new), changes)
        told: list[str] = []
        if (after := as_read(library, id).fingerprint) != before.fingerprint:
            self._readings.append((before, after))
            everything = self.tr("You have read everything as it now is; Ctrl+Shift+M takes that back.")
            some = self.tr("Marked as read; Ctrl+Shift+M takes that back.")
            told.append(everything if changes is None else some)
        one = self.tr("⚠ A change hangs together with others; mark it as read together with those beside it.")
        more = self.tr("⚠ {} changes hang together with others; mark them as read together with those.")
        return " ".join([*told, *([one if left == 1 else more.format(left)] if left else [])])

    @property
    def markings(self) -> int:
        """How many markings as read can be taken back."""
        return len(self._readings)

    def unmark(self) -> str:
        """Makes what was read before the last marking what was read again, unless more was read elsewhere since."""
        from app.services.reading import as_read, take_back_reading

        before, after = self._readings.pop()
        if as_read(self._library, self._desk.id).fingerprint != after:
            self._readings.clear()
            return self.tr("⚠ More was marked as read elsewhere since; nothing was taken back.")
        take_back_reading(self._library, self._desk.id, before)
        return ""

    def redline(self, compared: Compared, changes: Sequence[Change], suffix: str) -> Callable[[], bytes]:
        """What makes the redline of these changes; the others are in it without a mark."""
        from app.services.redlining import redline_bytes

        sides = cast("Sides", compared.sides)
        whole: Comparison = compared.aligned.comparison
        return lambda: redline_bytes(sides, whole, changes, suffix, self._library.who)

    def _foreseen(self, new: Basis) -> tuple[str, dict[str, tuple[str, ...]]]:
        """What is to be known of a comparison with all that is suggested, and whose suggestions they are."""
        if not new.suggested:
            return "", {}
        from app.services.deciding import if_all_accepted

        found = if_all_accepted(self._desk.root, self._library.suggestions(self._desk.id))
        left = self.tr("{} suggestions collide with others or with the draft, and are left out.").format(
            found.left
        )
        one = self.tr("1 suggestion collides with another or with the draft, and is left out.")
        return ((one if found.left == 1 else left) if found.left else ""), dict(found.authors)

    def _moments(self) -> list[Entry]:
        rows = (spell.row for spell in spells(reversed(self._desk.library.journal(self._desk.id))))
        names = ((row, _moment_name(row)) for row in rows)
        return [Entry(name, row.who, "history", Basis(name, moment=row.id)) for row, name in names]

    def _strategies(self) -> list[Entry]:
        found: list[Entry] = []
        for row in self._desk.library.strategies():
            if row.id != self._desk.id:
                found.append(Entry(row.title, "", "strategy", Basis(row.title, strategy=row.id)))
                for version in row.versions:
                    name = f"{row.title} · {version.label}"
                    basis = Basis(name, version.label, strategy=row.id)
                    found.append(Entry(name, show_date(version.date), "versions", basis))
        return found

    def _file(self, path: Path, cancelled: Callable[[], bool]) -> "Side":
        """A document's file, read once for as long as it stays as it is."""
        from app.services.sides import read_side

        try:
            state = (path, path.stat().st_mtime_ns, path.stat().st_size)
        except OSError:
            state = (path, 0, 0)
        if state not in self._files:
            self._files = {state: read_side(path, cancelled=cancelled)}
        return self._files[state]

    def _strategy_in(self, path: Path) -> str:
        """What is compared with of another library: its copy of the strategy, or else the only one in it."""
        from app.services.libraries import open_library

        with open_library(path, read_only=True) as other:
            there = {row.id: row.title for row in other.strategies()}
        if self._desk.id in there or len(there) == 1:
            return self._desk.id if self._desk.id in there else next(iter(there))
        title = self._desk.root.title
        if not there:
            raise Refused(self.tr("{} holds no strategy; choose another file.").format(path.name))
        said = self.tr("{} has no copy of “{}”, but {} strategies; open it and compare there.")
        raise Refused(said.format(path.name, title, len(there)))

    def _side(self, basis: Basis, cancelled: Callable[[], bool]) -> "Side":
        from app.services.reading import as_read
        from app.services.sides import Side
        from app.services.targets import Reached, Target, reach

        desk, library = self._desk, self._library
        if basis.file is not None and basis.file.suffix.lower() == ".engross":
            return Side(basis.name, reach(Target(str(basis.file), self._strategy_in(basis.file))))
        if basis.file is not None:
            return self._file(basis.file, cancelled)
        if basis.strategy:
            return Side(basis.name, Reached(library.content(basis.strategy, basis.version or None)))
        if basis.moment or basis.reading:
            root = library.moment(desk.id, basis.moment) if basis.moment else as_read(library, desk.id)
            name = self.tr("what you last read") if basis.reading else basis.name
            pictures = library.pictures_of([node.payload.decode() for node in tree.walk(root)])
            # With the draft's version table, which is nothing that anybody wrote since.
            return Side(name, Reached(Content(root, pictures), versions=desk.versions()))
        if basis.suggested:
            from app.services.deciding import if_all_accepted

            root = if_all_accepted(desk.root, library.suggestions(desk.id)).root
            pictures = library.pictures_of([node.payload.decode() for node in tree.walk(root)])
            return Side(basis.name, Reached(Content(root, pictures), versions=desk.versions()))
        copy = desk.copy_of(basis.version)
        return Side(basis.name, Reached(copy.content, copy.version, copy.date, copy.versions))

    def _authors(self, sides: "Sides", found: Comparison) -> dict[str, tuple[str, ...]]:
        """Who made the changes, as far as that is known."""
        from app.services.authorship import authors_since

        if sides.new.source is not None:
            who = sides.new.source.properties.get("lastModifiedBy", "")
            return {change.node: (who,) for change in found.changes if change.node} if who else {}
        roots = [side.reached.content.root for side in (sides.old, sides.new) if side.reached is not None]
        if len(roots) < 2 or any(root.id != self._desk.id for root in roots):
            return {}
        return authors_since(self._library, self._desk.id, roots[0].fingerprint)

    def _progress(self, old: Basis, new: Basis, sides: "Sides") -> tuple[int, int] | None:
        """How far the reading has come, where it is what is compared with the draft."""
        from app.services.reading import progress

        if not (old.reading and new.is_draft):
            return None
        found = progress(_root(sides.old), _root(sides.new))
        return found.read, found.parts


def _root(side: "Side") -> Strategy:
    assert side.reached is not None
    return side.reached.content.root


def _moment_name(row: JournalRow) -> str:
    return f"{edit_said(row.label)} · {moment(row.at)}"


def _named(label: str, date: str) -> str:
    return f"{label} · {show_date(date)}" if date else label
