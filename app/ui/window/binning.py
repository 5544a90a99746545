"""A strategy is put into its library's bin, from where it comes back whole. Imports models and Qt's core only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt

from app.models.errors import Refused
from app.ui.desk import Desk
from app.ui.passing import open_once
from app.ui.sentences.said import sentence_said
from app.ui.window import session
from app.ui.window.opening import title_of
from app.ui.window.recent import Recent, forget

if TYPE_CHECKING:
    from app.models.approval import Recorded
    from app.models.control import VersionRow
    from app.ui.sources import OpenLibrary
    from app.ui.window.main_window import MainWindow

SAY_MS = 8000
MOST_NAMED = 4
"""Versions that are named one by one; of more, the first and the last are."""


class Place(NamedTuple):
    """What was on show: the library's name, the strategy, and whether nothing could be written."""

    library: str
    strategy: str
    read_only: bool


class Binning(QObject):
    """Deletes the strategy of a window, and brings back what was deleted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._taken_in = ("", "")
        self._before: Place | None = None
        window.sharing.binned.connect(self._tell_binned)

    def does(self) -> dict[str, Callable[[], object]]:
        """What the actions do that are done here."""
        return {"bin_strategy": self.delete, "bin": self.show_bin}

    def delete(self) -> None:
        """Asks whether the strategy on show is to go into the bin, and puts it there; that can be undone."""
        desk = self._window.desk
        if desk is None or desk.library.read_only or not self._saved(desk):
            return
        title = self.tr("Delete strategy")
        goes, stays = self.tr("Put into the bin"), self.tr("Keep it")
        said = self._said_before(desk)
        if self._approval(desk) is not None:
            sure = self._window.ask.choice(title, said, (stays, goes)) == 1
        else:
            sure = self._window.ask.yes(title, said, goes, stays)
        if sure:
            self._put_away(desk)

    def remember(self) -> None:
        """What is on show gives way to an import: keeps what it is, for taking the import back to lead there."""
        desk, self._before = self._window.desk, None
        if desk is not None:
            self._before = Place(desk.library.path_or_url, desk.id, desk.library.read_only)

    def offer_to_take_back(self, library: OpenLibrary, strategy: str) -> None:
        """A document was imported as a strategy that is about to be on show: then says how that is taken back."""
        self._taken_in = (library.path_or_url, strategy)
        self._window.putting_up.there.connect(self._tell_imported, Qt.ConnectionType.SingleShotConnection)

    def show_bin(self) -> None:
        """Shows what was deleted from the open library, to be brought back."""
        from app.ui.window.bin import BinDialog

        library = self._window.library
        if library is None:
            return
        dialog = BinDialog(library.strategies(binned=True), read_only=library.read_only, parent=self._window)
        dialog.restore_requested.connect(lambda id: self._bring_back(library, id))
        open_once(dialog)

    def _saved(self, desk: Desk) -> bool:
        return all(each.draft.ready() for each in (desk, *self._window.sharing.beside(desk)))

    def _said_before(self, desk: Desk) -> str:
        """What is asked: what goes into the bin, what stays, and that it comes back."""
        title, library = desk.root.title or self.tr("Untitled"), title_of(desk.library.path_or_url)
        parts = len(desk.root.ids) - 1
        lines = [self.tr("Put “{}” into the bin of the library “{}”?").format(title, library)]
        if (approval := self._approval(desk)) is not None:
            from app.models.dates import show_date

            by, on = approval.decision.body, show_date(approval.decision.date)
            said = self.tr(
                "⚠ {} of it was approved by {} on {}. Its seal and the ledger stay, and Check a copy still knows "
                "it; but nobody will find the approved strategy in this library until it is brought back."
            )
            lines.append(said.format(approval.version, by, on))
        goes = [self.tr("its 1 part") if parts == 1 else self.tr("its {} parts").format(f"{parts:,}")]
        goes += [versions] if (versions := self._versions_said(desk.versions())) else []
        goes.append(self.tr("its comments and its history"))
        said = self.tr("With it go {}. Nothing is erased: File › Bin… brings it back with all of this.")
        return "\n\n".join([*lines, said.format(", ".join(goes))])

    @staticmethod
    def _approval(desk: Desk) -> Recorded | None:
        from app.models.approval import approving

        return approving(desk.decisions())

    def _versions_said(self, rows: tuple[VersionRow, ...]) -> str:
        if len(rows) > MOST_NAMED:
            said = self.tr("its {} versions, {} to {}")
            return said.format(len(rows), rows[0].label, rows[-1].label)
        labels = ", ".join(row.label for row in rows)
        return (
            (self.tr("its version {}") if len(rows) == 1 else self.tr("its versions {}")).format(labels)
            if rows
            else ""
        )

    def _put_away(self, desk: Desk) -> None:
        """Puts a strategy away, closes it in each window that shows it, and offers to undo that."""
        window, library, id, title = self._window, desk.library, desk.id, desk.root.title
        try:
            library.remove(id)
        except Refused as fault:
            window.ask.tell(self.tr("Delete strategy"), sentence_said(fault))
            return
        for other in window.sharing.beside(desk):
            other.put_away.emit()
        desk.put_away.emit()
        session.keep_last(window.settings, "", "")
        forget(window.settings, Recent(library.path_or_url, id, "", ""))
        window.greeting.show()
        said = self.tr("“{}” is in the bin.").format(title or self.tr("Untitled"))
        self._offer(
            said, self.tr("Undo"), self.tr("Bring the strategy back"), lambda: self._undo(library, id)
        )

    def _undo(self, library: OpenLibrary, id: str) -> None:
        if self._window.sharing.find(library.path_or_url) is not library:
            said = self.tr("{} was closed meanwhile. Open it again; File › Bin… brings the strategy back.")
            self._window.ask.tell(self.tr("Bin"), said.format(title_of(library.path_or_url)))
            return
        self._bring_back(library, id)

    def _bring_back(self, library: OpenLibrary, id: str) -> None:
        self._hush()
        try:
            library.restore(id)
        except Refused as fault:
            self._window.ask.tell(self.tr("Bin"), sentence_said(fault))
            return
        self._window.show_strategy(library, id)

    def _tell_binned(self, desk: Desk, binned: bool) -> None:
        """Somebody else put what is on show into the bin, or brought it back: what is written goes there with it."""
        if desk is not self._window.desk:
            return
        self._hush()
        title = desk.root.title or self.tr("Untitled")
        if not binned:
            self._window.statusBar().showMessage(self.tr("“{}” was brought back.").format(title), SAY_MS)
        elif desk.read_only:
            said = self.tr("Somebody else put “{}” into the bin.")
            self._window.statusBar().showMessage(said.format(title), SAY_MS)
        else:
            said = self.tr("Somebody else put “{}” into the bin; what you write goes there with it.")
            words, name = self.tr("Bring it back"), self.tr("Bring the strategy back")
            self._offer(said.format(title), words, name, lambda: self._fetch(desk), until=desk, stays=True)

    def _fetch(self, desk: Desk) -> None:
        """Brings back what somebody else put into the bin while it is on show."""
        self._hush()
        try:
            desk.library.restore(desk.id)
        except Refused as fault:
            self._window.ask.tell(self.tr("Bin"), sentence_said(fault))

    def _tell_imported(self) -> None:
        desk = self._window.desk
        if desk is None or (desk.library.path_or_url, desk.id) != self._taken_in:
            return
        taken, before = desk.root.fingerprint, self._before
        said = self.tr("“{}” was imported.").format(desk.root.title or self.tr("Untitled"))
        self._offer(
            said,
            self.tr("Undo"),
            self.tr("Take the import back"),
            lambda: self._take_back(desk, taken, before),
            until=desk,
        )

    def _take_back(self, desk: Desk, taken: str, before: Place | None) -> None:
        """Puts an import into the bin and shows what was there before; asks first where it was worked on since."""
        self._hush()
        if desk is not self._window.desk:
            said = self.tr(
                "The strategy was closed meanwhile. Open it again; File › Delete strategy… takes it away."
            )
            self._window.ask.tell(self.tr("Import"), said)
        elif not self._saved(desk):
            return
        elif desk.root.fingerprint == taken and not desk.versions():
            self._put_away(desk)
        else:
            self.delete()
        if before is not None and self._window.desk is None:
            self._window.open_library(before.library, before.strategy, read_only=before.read_only)

    def _hush(self) -> None:
        from app.ui.window.notice import take_away

        take_away(self._window.statusBar())

    def _offer(
        self,
        sentence: str,
        words: str,
        name: str,
        do: Callable[[], object],
        until: QObject | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Offers something at the foot, at most `until` that is gone; for a while unless it `stays`."""
        from app.ui.window.notice import Notice, tell

        bar = self._window.statusBar()
        notice = Notice(sentence, words, name, do, bar, stays=stays)
        if until is not None:
            until.destroyed.connect(notice.deleteLater)
        tell(bar, notice)
