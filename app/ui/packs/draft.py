"""The pack that is being put together: a value, its earlier values to go back to, and its file. Qt's core only."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from app.models.pack import Item, Pack, Paper

Place = tuple[int, ...]
"""Nothing for the meeting itself, (item,) for an item, (item, appendix) for an appendix."""
MEETING: Place = ()
MOST_STEPS = 200


class PackDraft(QObject):
    """A pack and its file. `changed` tells the place to be shown then; None: as before."""

    changed = Signal(object)

    def __init__(self, pack: Pack, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pack = pack
        self.folder = folder
        self.path: Path | None = None
        self._saved: Pack | None = pack
        self._back: list[Pack] = []
        self._ahead: list[Pack] = []
        self._joined: object = None

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what is shown; a pack nobody has touched needs none."""
        return self.pack == self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._ahead)

    def begin(self, pack: Pack, folder: Path, path: Path | None) -> None:
        """Another pack takes the place of this one."""
        self.pack, self.folder, self.path, self._saved = pack, folder, path, pack
        self._back.clear()
        self._ahead.clear()
        self._joined = None
        self.changed.emit(MEETING)

    def resume(self, pack: Pack, folder: Path, path: Path | None) -> None:
        """A pack that was left unsaved goes on."""
        self.begin(pack, folder, path)
        self._saved = None
        self.changed.emit(MEETING)

    def keep(self, pack: Pack, path: Path) -> None:
        """The pack was written to `path`, its papers named from there."""
        self.pack, self.folder, self.path, self._saved = pack, path.parent, path, pack
        self._back.clear()
        self._ahead.clear()
        self.changed.emit(None)

    def held(self, place: Place) -> Pack | Item | Paper:
        """What stands at a place."""
        if not place:
            return self.pack
        item = self.pack.items[place[0]]
        return item if len(place) == 1 else item.appendices[place[1]]

    def set(self, place: Place, name: str, value: Any) -> None:
        """Changes a field; consecutive changes of one field are one step."""
        held, _, inner = name.partition(".")
        record = self.held(place)
        changed = structs.replace(getattr(record, held), **{inner: value}) if inner else value
        self._do(self._replaced(place, structs.replace(record, **{held: changed})), (place, name), None)

    def add_item(self, after: Place, item: Item) -> None:
        """A new item after the one shown, or at the end."""
        at = after[0] + 1 if after else len(self.pack.items)
        items = (*self.pack.items[:at], item, *self.pack.items[at:])
        self._do(structs.replace(self.pack, items=items), None, (at,))

    def add_papers(self, item: int, files: Sequence[str]) -> None:
        """Files to an item: the first is its report if it has none, the others its appendices."""
        held = self.pack.items[item]
        rest = list(files)
        if not held.report and not held.appendices and rest:
            held = structs.replace(held, report=rest.pop(0))
        new = tuple(Paper(file, Path(file.partition("#")[0]).stem.replace("_", " ")) for file in rest)
        held = structs.replace(held, appendices=(*held.appendices, *new))
        shown = (item, len(held.appendices) - 1) if new else (item,)
        self._do(self._replaced((item,), held), None, shown)

    def remove(self, place: Place) -> None:
        """Takes out an item or an appendix."""
        if len(place) == 1:
            items = self.pack.items[: place[0]] + self.pack.items[place[0] + 1 :]
            shown: Place = (min(place[0], len(items) - 1),) if items else MEETING
            self._do(structs.replace(self.pack, items=items), None, shown)
        elif place:
            held = self.pack.items[place[0]]
            left = held.appendices[: place[1]] + held.appendices[place[1] + 1 :]
            shown = (place[0], min(place[1], len(left) - 1)) if left else place[:1]
            self._do(self._replaced(place[:1], structs.replace(held, appendices=left)), None, shown)

    def move(self, place: Place, to: int) -> None:
        """Moves an item among the items, or an appendix among its item's, so that it stands at `to`."""
        if not place:
            return
        row = list(self.pack.items if len(place) == 1 else self.pack.items[place[0]].appendices)
        to = max(0, min(to, len(row) - 1))
        if to == place[-1]:
            return
        row.insert(to, row.pop(place[-1]))
        if len(place) == 1:
            self._do(structs.replace(self.pack, items=tuple(row)), None, (to,))
        else:
            held = structs.replace(self.pack.items[place[0]], appendices=tuple(row))
            self._do(self._replaced(place[:1], held), None, (place[0], to))

    def undo(self) -> None:
        """Takes the last step back."""
        if self._back:
            self._ahead.append(self.pack)
            self.pack, self._joined = self._back.pop(), None
            self.changed.emit(None)

    def redo(self) -> None:
        """Takes a step again that was taken back."""
        if self._ahead:
            self._back.append(self.pack)
            self.pack, self._joined = self._ahead.pop(), None
            self.changed.emit(None)

    def _replaced(self, place: Place, record: Any) -> Pack:
        if not place:
            return record
        items = list(self.pack.items)
        if len(place) == 2:
            row = list(items[place[0]].appendices)
            row[place[1]] = record
            record = structs.replace(items[place[0]], appendices=tuple(row))
        items[place[0]] = record
        return structs.replace(self.pack, items=tuple(items))

    def _do(self, pack: Pack, joined: object, shown: Place | None) -> None:
        if pack == self.pack:
            return
        if joined is None or joined != self._joined:
            self._back = [*self._back[-MOST_STEPS:], self.pack]
        self._ahead.clear()
        self._joined = joined
        self.pack = pack
        self.changed.emit(shown)
