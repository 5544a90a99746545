"""The house styles a user can choose: those of the program, and a council's own from a folder. Imports models only."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import structs

from app.models.errors import Refused
from app.models.house import House, house_faults
from app.resources import resource_root
from app.services.toml_files import read_toml


def load_houses(extra: Path | None = None) -> dict[str, House]:
    """Every house style by key: the program's own, then those of the council's folders, which win.

    `extra` is read after the user's own folder. Raises Refused for a file that is faulty, with the key and what may
    stand there.
    """
    return {path.stem: read_house(path) for path in _files(extra).values()}


class UsableHouses(dict[str, House]):
    """Every house style that is sound, as `load_houses` gives them, and what is wrong with the files of the others.

    Where a council's file is faulty, the program's own of that key, if there is one, stands.
    """

    def __init__(self, extra: Path | None = None) -> None:
        super().__init__()
        self.faults: tuple[str, ...] = ()
        for path in _paths(extra):
            try:
                self[path.stem] = read_house(path)
            except Refused as fault:
                self.faults += (str(fault),)


def house(key: str, extra: Path | None = None) -> House:
    """The house style with this key. Raises Refused with the keys there are, or with the fault of its file."""
    files = _files(extra)
    if key not in files:
        raise Refused(f"There is no house style “{key}”; choose one of {', '.join(sorted(files))}.")
    return read_house(files[key])


class AvailableHouses(Mapping[str, House]):
    """Every house style by key, as `load_houses` gives them, each read when it is first asked for.

    Asking for one raises Refused where its file is faulty.
    """

    def __init__(self, extra: Path | None = None) -> None:
        self._files = _files(extra)
        self._read: dict[str, House] = {}

    def __getitem__(self, key: str) -> House:
        if key not in self._read:
            self._read[key] = read_house(self._files[key])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_house(path: Path) -> House:
    """The house style of one TOML file, checked. Raises Refused with file, key and what is permitted."""
    found = structs.replace(read_toml(path, House), key=path.stem)
    if fault := next(house_faults(found), None):
        raise Refused(f"{path.name}: {fault[0]}: {fault[1]}")
    return found


def own_folders() -> tuple[Path, ...]:
    """Where a council puts its own house styles: the user's settings folder, then the one ENGROSS_HOUSES names."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA", "")
    else:
        base = os.environ.get("XDG_CONFIG_HOME", "") or str(Path.home() / ".config")
    named = os.environ.get("ENGROSS_HOUSES", "")
    return tuple(Path(folder) for folder in (base and str(Path(base, "engross", "houses")), named) if folder)


def _files(extra: Path | None) -> dict[str, Path]:
    return {path.stem: path for path in _paths(extra)}


def _paths(extra: Path | None) -> Iterator[Path]:
    """Every file of a house style; of two with one key the later one wins."""
    for folder in (resource_root() / "houses", *own_folders(), *((extra,) if extra else ())):
        yield from sorted(folder.glob("*.toml"))
