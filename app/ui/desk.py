"""What the window is given to work with, and the strategy that lies open in it. Imports models and Qt's core only.

`Services` are the activities of `app/services`, each as one callable, so that the window imports nothing slow before it
is seen and tests can give fakes. A `Desk` is one open strategy: its draft, house style and numbers, for all panels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from app.document.arrangement import as_printed, called
from app.document.numbering import Known, numbers
from app.models import tree
from app.models.content import Content
from app.models.control import VersionRow
from app.models.errors import NotFound
from app.models.house import House
from app.models.nodes import KINDS, Node, Strategy, name_of
from app.ui.ask import Ask
from app.ui.draft import Draft, StrategyEditing
from app.ui.fields.control import Choice, FieldTools
from app.ui.sources import OpenLibrary

if TYPE_CHECKING:
    from app.importers.proposal import Proposal
    from app.models.approval import Approval, Recorded


class Copy(NamedTuple):
    """What an export writes: content, under which version, of which date, with which versions in its table.

    `sign` is the certificate to sign with and its passphrase.
    """

    content: Content
    version: str
    date: str
    versions: tuple[VersionRow, ...]
    approval: Approval | None = None
    sign: tuple[Path, str] | None = None


Told = Callable[[int, int], None]
"""Is told what is done, and of how much; what it raises ends the work."""


class Exporting(Protocol):
    """Writes a copy to a place in a house style, whole or not at all."""

    def __call__(self, copy: Copy, to: Path, house: str, progress: Told = ..., /) -> Path: ...


class Arrived(NamedTuple):
    """A library that was opened behind a draft already on show, with the editing of that draft."""

    library: OpenLibrary
    editing: StrategyEditing
    houses: Mapping[str, House]


class Seen(NamedTuple):
    """A draft that was read from a library at rest; `open` opens the library, and may raise Refused."""

    target: str
    content: Content
    houses: Mapping[str, House]
    open: Callable[[], Arrived]


def _unseen(target: str, strategy: str) -> Seen | None:
    return None


def _not_backed_up(library: OpenLibrary) -> None:
    return None


class Services(NamedTuple):
    """Everything the window asks of the program. Each may raise Refused, with a sentence for the user."""

    open_library: Callable[[str, bool], OpenLibrary]
    create_library: Callable[[str], OpenLibrary]
    edit: Callable[[OpenLibrary, str], StrategyEditing]
    houses: Callable[[], Mapping[str, House]]
    new_strategy: Callable[[House | None, str, str, str], Strategy]
    proposed_label: Callable[[OpenLibrary, str], str]
    describe_changes: Callable[[Strategy, Strategy], str]
    save_version: Callable[[OpenLibrary, str, str, str, str, str], VersionRow]
    export: Exporting
    read_document: Callable[[Path, Callable[[], bool]], Proposal]
    accept_document: Callable[[OpenLibrary | None, str, Proposal, str], tuple[OpenLibrary, str]]
    newest_backup: Callable[[str], Path | None]
    samples: Callable[[Path], None]
    first_read: Callable[[str, str], Seen | None] = _unseen
    who: Callable[[], str] = str
    back_up: Callable[[OpenLibrary], object] = _not_backed_up


def house_of(root: Strategy, houses: Mapping[str, House]) -> House:
    """A strategy's house style; the plain one where its own is not on this computer."""
    return houses.get(root.house) or houses["plain"]


class Desk(QObject):
    """An open strategy. `changed` carries the tree before and after; by then house and numbers are up to date.

    Its library may still be on its way; then `library` is what waits for it, and `arrived` is emitted once it is there.
    `put_away` tells that the strategy was put into the bin, from this window or another.
    `numbered` is what is known already of the numbers.
    """

    changed = Signal(object, object)
    versions_changed = Signal()
    arrived = Signal()
    put_away = Signal()

    def __init__(
        self,
        library: OpenLibrary | Callable[[], OpenLibrary],
        draft: Draft,
        houses: Mapping[str, House],
        services: Services,
        ask: Ask,
        parent: QObject | None = None,
        numbered: Known | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self.draft = draft
        self.services = services
        self.ask = ask
        self.houses = houses
        # By house style: who tries another one and takes it back waits for no number twice.
        self._numbered: dict[str, Known] = {} if numbered is None else {self.house.key: numbered}
        self.numbers: Mapping[str, str] = self._numbers_of(draft.root)
        draft.setParent(self)
        draft.changed.connect(self._take)

    @property
    def library(self) -> OpenLibrary:
        """The library. While it is being opened this waits for it, and raises Refused where it cannot be opened."""
        return self._library() if callable(self._library) else self._library

    @property
    def is_there(self) -> bool:
        """Whether the library is open already."""
        return not callable(self._library)

    def take_library(self, library: OpenLibrary, houses: Mapping[str, House]) -> None:
        """From now on the library is there."""
        self._library, self.houses = library, houses
        self.arrived.emit()

    @property
    def root(self) -> Strategy:
        """The draft's tree."""
        return self.draft.root

    @property
    def shown(self) -> Strategy:
        """The draft's tree with its own parts in the order in which the house style prints them."""
        return as_printed(self.root, self.house)

    @property
    def id(self) -> str:
        """The strategy's identity."""
        return self.draft.root.id

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.is_there and self.library.read_only

    @property
    def house(self) -> House:
        """The strategy's house style; the plain one where its own is not on this computer."""
        return house_of(self.draft.root, self.houses)

    def house_name(self, key: str) -> str:
        """What a house style is called; its key where it is not on this computer."""
        return self.houses[key].name if key in self.houses else key

    def tools(self) -> FieldTools:
        """What the controls of a form are given."""
        return FieldTools(self.draft, self.ask, self.choices, self.name, lambda: self.house)

    def node(self, id: str) -> Node | None:
        """The part with this id; None where there is none."""
        try:
            return tree.find(self.root, id)
        except NotFound:
            return None

    def name(self, id: str) -> str:
        """What a part is called, with its number; a sentence where it is gone."""
        node = self.node(id)
        return self.called(node) if node else self.tr("a part that was deleted")

    def names(self, ids: Set[str]) -> Mapping[str, str]:
        """What each of many parts is called, as `name` says it, found in one walk."""
        gone = self.tr("a part that was deleted")
        return dict.fromkeys(ids, gone) | {node.id: self.called(node) for node in tree.those(self.root, ids)}

    def called(self, node: Node) -> str:
        """A part's number and name."""
        number = self.numbers.get(node.id, "").strip()
        return f"{number} {called(node, self.house)}".strip()

    def choices(self, kinds: tuple[str, ...]) -> list[Choice]:
        """The parts of some kinds, in reading order, as they may be linked to."""
        found = (node for node in tree.walk(self.root) if node.kind in kinds)
        return [
            Choice(node.id, self.called(node), KINDS[node.kind].icon, node.kind, name_of(node))
            for node in found
        ]

    def versions(self) -> tuple[VersionRow, ...]:
        """The saved versions, oldest first."""
        return self.library.versions(self.id)

    @property
    def version_of_draft(self) -> str:
        """The newest version, where the draft is that to the letter; else empty."""
        rows = self.versions()
        return rows[-1].label if rows and rows[-1].fingerprint == self.root.fingerprint else ""

    def decisions(self) -> tuple[Recorded, ...]:
        """What bodies decided about the strategy, oldest first."""
        return self.library.decisions(self.id)

    def copy_of(self, version: str = "") -> Copy:
        """What an export of a version (empty: of the draft) writes."""
        from app.models.approval import approval_given

        content = self.library.content(self.id, version or None)
        saved = self.versions()
        approval = approval_given(content.fingerprint, self.decisions())
        at = next((n for n, row in enumerate(saved) if row.label == version), None)
        if at is None:
            return Copy(content, "draft", "", saved, approval)
        return Copy(content, version, saved[at].date, saved[: at + 1], approval)

    def _numbers_of(self, root: Strategy) -> Mapping[str, str]:
        house = self.house
        return numbers(root, house, self._numbered.setdefault(house.key, {}))

    def _take(self, before: Strategy, after: Strategy) -> None:
        self.numbers = self._numbers_of(after)
        self.changed.emit(before, after)
