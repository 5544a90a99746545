"""Opening a library behind the window that is already up, and the ways on when it cannot be opened.

Imports models and Qt's core only; the store's refusals carry their own sentences.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.house import House
from app.store.rows import Damaged, Locked, ReadOnly, StrategyRow
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.desk import Seen, Services
from app.ui.draft import StrategyEditing
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary
from app.ui.typed_path import is_file, typed_path


class Opened(NamedTuple):
    """A library with one of its strategies read; `content` and `editing` are None for a library that holds none.

    `version` is the one that was asked for besides; `notice` says why what was asked for is not there.
    """

    library: OpenLibrary
    rows: tuple[StrategyRow, ...]
    houses: Mapping[str, House]
    content: Content | None
    editing: StrategyEditing | None
    version: str = ""
    notice: str = ""


class Trouble(NamedTuple):
    """Why a library was not opened, and the newest backup of it that can be opened in its place, if there is one."""

    fault: Refused
    backup: Path | None = None


class Way(NamedTuple):
    """A way on: what its button says, and what is done (nothing for giving up)."""

    words: str
    go: Callable[[], object]


_Again = Callable[[str, bool], None]
"""Opens the same in a library, the one that was tried or its backup; true for to be read only."""


class Opening(QObject):
    """Opens libraries, one at a time. `unwanted` carries one that comes once nobody waits for it any more."""

    opened = Signal(object)
    seen = Signal(object)
    unwanted = Signal(object)
    given_up = Signal()

    def __init__(self, services: Services, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ask = ask
        self._work: Work | None = None
        self._under_way: tuple[str, str, bool] | None = None

    def open(self, target: str, strategy: str = "", *, read_only: bool = False) -> None:
        """Opens a library at one of its strategies: the one named, or the first."""
        wish = (target, strategy, read_only)
        if self._under_way != wish:

            def first() -> Opened | Seen:
                seen = None if read_only else self._services.first_read(target, strategy)
                return seen or self._open(target, strategy, read_only)

            self._begin(first, target, self._at(strategy))
            self._under_way = wish

    def open_found(
        self, target: str, find: Callable[[OpenLibrary], tuple[str, str]], *, read_only: bool = False
    ) -> None:
        """Opens a library at the strategy and version that are found in it; at its first where none are."""

        def again(place: str, read_only: bool) -> None:
            self.open_found(place, find, read_only=read_only)

        self._begin(lambda: self._open(target, "", read_only, find), target, again)

    def show(self, library: OpenLibrary, strategy: str) -> None:
        """Reads another strategy of a library that is open."""
        again = self._at(strategy)
        self._begin(lambda: self._read(library, strategy), library.path_or_url, again, library)

    def leave(self) -> None:
        """Nobody waits any more for what is being opened."""
        self._under_way = self._work = None

    def choose(self) -> None:
        """Asks for a library and opens it."""
        path = self._ask.open_file(self.tr("Open a library"), library_filter())
        if path is None:
            self.given_up.emit()
        else:
            self.open(str(path))

    def _at(self, strategy: str) -> _Again:
        return lambda place, read_only: self.open(place, strategy, read_only=read_only)

    def _begin(
        self,
        work: Callable[[], Opened | Seen],
        target: str,
        again: _Again,
        library: OpenLibrary | None = None,
    ) -> None:
        """Does a work in place of the one before; `library` is what it reads, where that is open already."""
        self._under_way = None

        def tried() -> Opened | Seen | Trouble:
            try:
                found = work()
            except Refused as fault:
                return self._trouble(fault, target)
            if found.content is not None:
                # Kept by each part, for the window asks at once: a third of what it takes to put 20,000 up.
                _ = found.content.root.ids
            return found

        begun = self._work = Work(tried, self)

        def end(found: Opened | Seen | Trouble) -> None:
            wanted = begun is self._work
            # Here and not in its own thread, which cannot know whether it is still wanted when it is told of.
            if not wanted or isinstance(found, Trouble):
                self._let_go(found.library if isinstance(found, Opened) else library)
            if wanted:
                self._end(found, target, again)

        def fail(fault: Exception) -> None:
            self._let_go(library)
            if begun is self._work:
                self._failed(fault)

        begun.finished.connect(end)
        begun.failed.connect(fail)
        begun.start()

    def _let_go(self, library: OpenLibrary | None) -> None:
        if library is not None:
            self.unwanted.emit(library)

    def _open(
        self,
        target: str,
        strategy: str,
        read_only: bool,
        find: Callable[[OpenLibrary], tuple[str, str]] | None = None,
    ) -> Opened:
        library = self._services.open_library(target, read_only)
        version = notice = ""
        try:
            if find is not None:
                try:
                    strategy, version = find(library)
                except Refused as fault:
                    notice = sentence_said(fault)
            opened = self._read(library, strategy)._replace(version=version)
            opened = opened._replace(notice=notice or opened.notice)
        except BaseException:
            library.close()
            raise
        return opened

    def _read(self, library: OpenLibrary, strategy: str) -> Opened:
        houses = self._services.houses()
        rows = library.strategies()
        id = next((row.id for row in rows if row.id == strategy), rows[0].id if rows else "")
        notice = self._missing(library, strategy, id)
        if not id:
            return Opened(library, rows, houses, None, None, notice=notice)
        editing = self._services.edit(library, id)
        return Opened(library, rows, houses, library.content(id), editing, notice=notice)

    def _missing(self, library: OpenLibrary, wanted: str, found: str) -> str:
        """Says why a strategy that is wanted, or any, is not there; nothing where it is."""
        if found and wanted in ("", found):
            return ""
        name, binned = title_of(library.path_or_url), library.strategies(binned=True)
        if gone := next((row for row in binned if row.id == wanted), None):
            said = self.tr("“{}” was deleted from {}; File › Bin… brings it back.")
            return said.format(gone.title or self.tr("Untitled"), name)
        if found:
            return self.tr("What was to be opened is not in {} any more; another strategy is shown.").format(
                name
            )
        if binned:
            return self.tr("All strategies of {} were deleted; File › Bin… brings them back.").format(name)
        return self.tr("{} holds no strategy yet.").format(name)

    def tell(self, fault: Refused, target: str, strategy: str) -> None:
        """Tells why a library could not be opened after its draft was seen, and offers the ways on."""
        self._end(self._trouble(fault, target), target, self._at(strategy))

    def _trouble(self, fault: Refused, target: str) -> Trouble:
        return Trouble(fault, None if isinstance(fault, Locked) else self._backup_of(target))

    def _backup_of(self, target: str) -> Path | None:
        try:
            return self._services.newest_backup(target)
        except Refused:
            return None

    def _end(self, found: Opened | Seen | Trouble, target: str, again: _Again) -> None:
        self._under_way = self._work = None
        if isinstance(found, Opened):
            self.opened.emit(found)
            return
        if isinstance(found, Seen):
            self.seen.emit(found)
            return
        ways = self._ways(found, target, again)
        words = tuple(way.words for way in ways)
        chosen = self._ask.choice(self.tr("Open library"), str(found.fault), words)
        (ways[chosen] if chosen is not None else ways[-1]).go()

    def _ways(self, trouble: Trouble, target: str, again: _Again) -> list[Way]:
        """What can be done about it, the likeliest first; giving up is the last."""
        fault, backup = trouble
        ways: list[Way] = []
        if isinstance(fault, Locked | ReadOnly):
            ways.append(Way(self.tr("Open read-only"), lambda: again(target, True)))
        if backup is not None:
            words = self.tr("Open the backup “{}”").format(backup.stem)
            ways.append(Way(words, lambda: again(str(backup), True)))
        if isinstance(fault, Damaged) and (left := fault.readable):
            words = self.tr("Read what is left")
            ways.append(Way(words, lambda: self.open(target, left[0], read_only=True)))
        if not isinstance(fault, NotFound):
            ways.append(Way(self.tr("Try again"), lambda: again(target, False)))
        ways.append(Way(self.tr("Choose another…"), self.choose))
        return [*ways, Way(self.tr("Cancel"), self.given_up.emit)]

    def _failed(self, fault: Exception) -> None:
        self._under_way = None
        self.given_up.emit()
        raise fault


def why_not_stored(fault: Refused) -> str:
    """Why nothing could be put into a library; the ways to read one that are named are of no use there."""
    if not isinstance(fault, Locked | ReadOnly):
        return sentence_said(fault)
    said = QCoreApplication.translate("Opening", "{} Here a library that can be written to is needed.")
    return said.format(fault)


def place_named(typed: str) -> str:
    """The library that was meant by what was typed, a “~” led to the user's own folder."""
    typed = typed.strip()
    return typed if "://" in typed else str(typed_path(typed))


def library_filter() -> str:
    """The files among which a library is chosen, in the form of Qt's dialogs."""
    return QCoreApplication.translate("Libraries", "Libraries (*.engross);;All files (*)")


def own_folder() -> Path:
    """Where this user's libraries are kept unless another place is named; made now if it can be."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place or Path.home()) / "Engross"
    with suppress(OSError):  # whoever writes there is told
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def samples_file() -> Path:
    """The library of samples, which is looked at; what is begun is kept elsewhere.

    It stands among what may be thrown away where the user's own folder cannot be written to.
    """
    from PySide6.QtCore import QStandardPaths

    own = own_folder() / "samples.engross"
    if is_file(own) or os.access(own.parent, os.W_OK):
        return own
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)) / own.name


def library_for_new(open: OpenLibrary | None) -> str:
    """Where a new strategy is to be kept: with those of the open library, unless that is read-only or of samples."""
    if open is None or open.read_only or Path(open.path_or_url).name == samples_file().name:
        return str(own_folder() / "Strategies.engross")
    return open.path_or_url


def title_of(target: str) -> str:
    """What a library is called in the window: its file's name."""
    return Path(target).stem if "://" not in target else target.rpartition("/")[2]
