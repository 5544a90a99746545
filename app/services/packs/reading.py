"""Agenda packs and their layouts, read from TOML files and written back. Imports models and the readers of TOML.

A council's own layouts lie in the folder `packs` of its folder of house styles, and win over the program's.
"""

from pathlib import Path

from app.models.errors import Refused
from app.models.pack import Pack, PackLayout, layout_faults, pack_faults
from app.resources import resource_root
from app.services.houses import own_folders
from app.services.toml_files import key_of, read_toml_text, said_at


def layout_keys() -> tuple[str, ...]:
    """The keys of the layouts there are."""
    return tuple(sorted(_files()))


def pack_layout(key: str) -> PackLayout:
    """The layout with this key. Raises Refused with the keys there are, or with the fault of its file."""
    files = _files()
    if key not in files:
        raise Refused(f"There is no pack layout “{key}”; choose one of {', '.join(sorted(files))}.")
    found, text = read_toml_text(files[key], PackLayout)
    if fault := next(layout_faults(found), None):
        raise Refused(said_at(files[key], text, fault[0], f"{key_of(fault[0])}: {fault[1]}"))
    return found


def read_pack(path: Path) -> tuple[Pack, PackLayout]:
    """The pack of a TOML file and its layout. Raises Refused with file, line and key, and what may stand there."""
    if not path.is_file():
        raise Refused(f"There is no file “{path}”; give the TOML file that describes the pack.")
    pack, text = read_toml_text(path, Pack)
    try:
        layout = pack_layout(pack.layout)
    except Refused as fault:
        if pack.layout in _files():
            raise
        raise Refused(said_at(path, text, ("layout",), f"layout: {fault}")) from fault
    if fault := next(pack_faults(pack, layout), None):
        steps, said = fault
        raise Refused(said_at(path, text, steps, f"{key_of(steps)}: {said}"))
    return pack, layout


def checked(pack: Pack) -> PackLayout:
    """The layout of a pack that stands in no file. Raises Refused, naming the key, for what is wrong with the pack."""
    layout = pack_layout(pack.layout)
    if fault := next(pack_faults(pack, layout), None):
        raise Refused(f"{key_of(fault[0])}: {fault[1]}")
    return layout


def _files() -> dict[str, Path]:
    folders = (resource_root() / "packs", *(folder / "packs" for folder in own_folders()))
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
